package com.spotzee.nifi.sandbox.spotzee;

import java.util.Map;

/**
 * A single change of a user, the moment after it was made and before anything else can happen.
 *
 * @param externalId the user's
 * @param kind       what was changed
 * @param hasEmail   whether the user has an e-mail address now
 * @param states     the subscription states now, by the ids of the subscriptions; those that are unset are missing
 */
public record UserChange(String externalId, Kind kind, boolean hasEmail, Map<Long, Integer> states) {

    private static final int UNSUBSCRIBED = 0;

    public UserChange {
        states = Map.copyOf(states);
    }

    /** What was changed. */
    public enum Kind {
        USER, SUBSCRIPTION, DELETION
    }

    /** Whether e-mails of this subscription would be sent to the user: an unset state counts as subscribed. */
    public boolean isMailable(final long subscription) {
        return hasEmail && !Integer.valueOf(UNSUBSCRIBED).equals(states.get(subscription));
    }
}
