package com.spotzee.nifi.spotzee;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;

import java.util.List;

/** 1 to 100 people to unsubscribe in one request. The state they get is not a parameter: nobody is ever subscribed. */
public record UnsubscribeBatch(List<Item> items) {

    public static final int MOST = 100;
    private static final int UNSUBSCRIBED = 0;

    public UnsubscribeBatch {
        items = List.copyOf(items);
        if (items.isEmpty() || items.size() > MOST) {
            throw new IllegalArgumentException("a batch of %d people; Spotzee takes 1 to %d".formatted(items.size(), MOST));
        }
    }

    byte[] json() {
        final ArrayNode json = JsonNodeFactory.instance.arrayNode();
        items.forEach(item -> json.addObject().put("external_id", item.externalId())
                .put("subscription_id", item.subscriptionId()).put("state", UNSUBSCRIBED));
        return Wire.bytes(json);
    }

    /** One person and the subscription that ends. */
    public record Item(String externalId, long subscriptionId) {
    }
}
