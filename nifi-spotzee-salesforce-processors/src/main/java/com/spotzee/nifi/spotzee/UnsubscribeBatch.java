package com.spotzee.nifi.spotzee;

import java.util.List;

/** 1 to 100 people to unsubscribe in one request. The state they get is not a parameter: nobody is ever subscribed. */
public record UnsubscribeBatch(List<Item> items) {

    public static final int MOST = 100;

    public UnsubscribeBatch {
        items = List.copyOf(items);
        if (items.isEmpty() || items.size() > MOST) {
            throw new IllegalArgumentException("a batch of %d people; Spotzee takes 1 to %d".formatted(items.size(), MOST));
        }
    }

    /** One person and the subscription that ends. */
    public record Item(String externalId, long subscriptionId) {
    }
}
