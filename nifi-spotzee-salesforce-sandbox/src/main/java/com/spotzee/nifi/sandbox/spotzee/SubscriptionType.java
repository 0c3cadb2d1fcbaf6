package com.spotzee.nifi.sandbox.spotzee;

import java.util.Optional;

/**
 * Something a user can be subscribed to.
 *
 * @param channel  {@code email}, {@code text}, {@code push}, {@code webhook} or {@code in_app}
 * @param isPublic whether an unset state means "no state"; otherwise it counts as subscribed
 */
public record SubscriptionType(long id, String name, String channel, boolean isPublic) {
    private static final int UNSUBSCRIBED = 0;

    /** Whether a user in this state is sent something; empty stands for an unset state. */
    public boolean wantedIn(final Optional<Integer> state) {
        return state.map(set -> set != UNSUBSCRIBED).orElse(!isPublic);
    }

    /** The field of a user that messages go to: the one a user without it can't be reached by. */
    public String addressField() {
        return "text".equals(channel) ? "phone" : "email";
    }
}
