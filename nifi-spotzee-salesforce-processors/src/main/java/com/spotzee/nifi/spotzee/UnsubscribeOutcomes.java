package com.spotzee.nifi.spotzee;

import java.util.List;

/** Spotzee's answer to a batch of people to unsubscribe: one outcome an item, in order. */
public record UnsubscribeOutcomes(List<UnsubscribeOutcome> items) {

    public UnsubscribeOutcomes {
        items = List.copyOf(items);
    }
}
