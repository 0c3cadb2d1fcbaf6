package com.spotzee.nifi.spotzee;

/**
 * A subscription type of the project.
 *
 * @param channel {@code email}, {@code text}, {@code push}, {@code webhook} or {@code in_app}
 */
public record Subscription(long id, String name, String channel) {
}
