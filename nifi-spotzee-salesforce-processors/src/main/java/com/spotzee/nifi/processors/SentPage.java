package com.spotzee.nifi.processors;

import com.spotzee.nifi.spotzee.Delivery;
import com.spotzee.nifi.spotzee.ItemRefusal;
import com.spotzee.nifi.sync.SyncCount;
import org.apache.nifi.flowfile.FlowFile;

import java.util.BitSet;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/** What became of the people of one FlowFile: sums, and which of them were refused. */
final class SentPage {

    private final Map<SyncCount, Long> counts = new EnumMap<>(SyncCount.class);
    private final BitSet refused = new BitSet();
    private final RefusedUsers refusedUsers;
    private int people;

    /** @param counted what is counted even where it is zero */
    SentPage(final RefusedUsers refusedUsers, final SyncCount... counted) {
        this.refusedUsers = refusedUsers;
        for (final SyncCount count : counted) {
            counts.put(count, 0L);
        }
    }

    void add(final Delivery delivery, final boolean optedOut) {
        switch (delivery) {
            case Delivery.Imported() -> count(SyncCount.IMPORTED);
            case Delivery.Updated() -> count(SyncCount.UPDATED);
            case Delivery.Unsubscribed() -> count(SyncCount.OPTED_OUT_KNOWN);
            case Delivery.Marked() -> count(SyncCount.MARKED_KNOWN);
            case Delivery.Unknown() -> count(counts.containsKey(SyncCount.MARKED_UNKNOWN) ? SyncCount.MARKED_UNKNOWN : SyncCount.OPTED_OUT_UNKNOWN);
            case Delivery.Refused(ItemRefusal refusal) -> {
                refused.set(people);
                count(SyncCount.REFUSED);
            }
        }
        final boolean sent = delivery instanceof Delivery.Imported || delivery instanceof Delivery.Updated;
        if (optedOut && sent) {
            count(SyncCount.OPTED_OUT_KNOWN);
        }
        people++;
    }

    Map<SyncCount, Long> counts() {
        return counts;
    }

    long count(final SyncCount count, final SyncCount... more) {
        long sum = counts.getOrDefault(count, 0L);
        for (final SyncCount other : more) {
            sum += counts.getOrDefault(other, 0L);
        }
        return sum;
    }

    boolean isRefused(final int index) {
        return refused.get(index);
    }

    int people() {
        return people;
    }

    int accepted() {
        return people - refused.cardinality();
    }

    boolean anyRefused() {
        return !refused.isEmpty();
    }

    Optional<FlowFile> refusals() {
        return refusedUsers.flowFile();
    }

    Optional<ItemRefusal> firstRefusal() {
        return refusedUsers.first();
    }

    private void count(final SyncCount count) {
        counts.merge(count, 1L, Long::sum);
    }
}
