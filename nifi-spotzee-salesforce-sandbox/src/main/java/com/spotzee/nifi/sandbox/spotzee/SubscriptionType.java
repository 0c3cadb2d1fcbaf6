package com.spotzee.nifi.sandbox.spotzee;

/**
 * Something a user can be subscribed to.
 *
 * @param channel  {@code email}, {@code text}, {@code push}, {@code webhook} or {@code in_app}
 * @param isPublic whether an unset state means "no state"; otherwise it counts as subscribed
 */
public record SubscriptionType(long id, String name, String channel, boolean isPublic) {
}
