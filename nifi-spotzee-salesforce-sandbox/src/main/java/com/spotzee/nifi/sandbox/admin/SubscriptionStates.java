package com.spotzee.nifi.sandbox.admin;

import java.util.Optional;

/** What Spotzee's numbers for subscription states are called. */
final class SubscriptionStates {
    private SubscriptionStates() {
    }

    static String name(final Optional<Integer> state) {
        return state.map(number -> switch (number) {
            case 0 -> "unsubscribed";
            case 1 -> "subscribed";
            default -> "opted in";
        }).orElse("unset");
    }
}
