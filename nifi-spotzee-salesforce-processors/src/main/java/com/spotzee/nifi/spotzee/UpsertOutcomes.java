package com.spotzee.nifi.spotzee;

import java.util.List;

/** Spotzee's answer to a batch of users: one outcome an item, in order. */
public record UpsertOutcomes(List<UpsertOutcome> items) {

    public UpsertOutcomes {
        items = List.copyOf(items);
    }
}
