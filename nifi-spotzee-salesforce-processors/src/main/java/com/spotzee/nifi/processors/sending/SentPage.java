package com.spotzee.nifi.processors.sending;

import com.spotzee.nifi.ledger.DroppedByRow;
import com.spotzee.nifi.ledger.SyncCount;
import com.spotzee.nifi.spotzee.Delivery;
import com.spotzee.nifi.spotzee.ItemRefusal;
import com.spotzee.nifi.spotzee.Person;
import com.spotzee.nifi.sync.SyncLane;

import java.util.BitSet;
import java.util.EnumMap;
import java.util.Map;

/** What became of the people of one FlowFile: sums, and which of them were refused. */
final class SentPage {

    private final Map<SyncCount, Long> counts = new EnumMap<>(SyncCount.class);
    private final BitSet refused = new BitSet();
    private int people;
    private long withoutPhone;
    private Person firstWithoutPhone;

    /** Nothing was sent yet. */
    static SentPage of(final SyncLane lane) {
        return switch (lane) {
            case MAIN -> new SentPage(SyncCount.IMPORTED, SyncCount.UPDATED, SyncCount.REFUSED);
            case OPT_OUT -> new SentPage(SyncCount.OPTED_OUT_KNOWN, SyncCount.OPTED_OUT_UNKNOWN, SyncCount.REFUSED);
            case DELETED -> new SentPage(SyncCount.MARKED_KNOWN, SyncCount.MARKED_UNKNOWN, SyncCount.REFUSED);
        };
    }

    /** @param counted what is counted even where it is zero */
    private SentPage(final SyncCount... counted) {
        for (final SyncCount count : counted) {
            counts.put(count, 0L);
        }
    }

    /** @param place where in the content the person stands, counted from 0 */
    void add(final Delivery delivery, final Person person, final int place) {
        switch (delivery) {
            case Delivery.WithoutPhone(Delivery taken) -> {
                firstWithoutPhone = withoutPhone == 0 ? person : firstWithoutPhone;
                withoutPhone++;
                add(taken, person, place);
                return;
            }
            case Delivery.Imported() -> countOne(SyncCount.IMPORTED);
            case Delivery.Updated() -> countOne(SyncCount.UPDATED);
            case Delivery.Sent() -> countOne(SyncCount.SENT);
            case Delivery.Unsubscribed() -> countOne(SyncCount.OPTED_OUT_KNOWN);
            case Delivery.Marked() -> countOne(SyncCount.MARKED_KNOWN);
            case Delivery.Unknown() -> countOne(counts.containsKey(SyncCount.MARKED_UNKNOWN) ? SyncCount.MARKED_UNKNOWN : SyncCount.OPTED_OUT_UNKNOWN);
            case Delivery.Refused(ItemRefusal refusal) -> {
                refused.set(place);
                countOne(SyncCount.REFUSED);
            }
        }
        final boolean sent = delivery instanceof Delivery.Imported || delivery instanceof Delivery.Updated;
        if (person.optedOut() && sent) {
            countOne(SyncCount.OPTED_OUT_KNOWN);
        }
        people++;
    }

    Map<SyncCount, Long> counts() {
        return counts;
    }

    long count(final SyncCount count) {
        return counts.getOrDefault(count, 0L);
    }

    /** How many were taken without their telephone number. */
    long reduced() {
        return withoutPhone;
    }

    /** The external id of the first of them, as an example for people. */
    String firstReduced() {
        return firstWithoutPhone.externalId().orElseThrow();
    }

    /** What was left out here, as the mapper counts it. */
    DroppedByRow dropped() {
        return withoutPhone == 0 ? DroppedByRow.NOTHING : new DroppedByRow(Map.of("phone", withoutPhone));
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

    private void countOne(final SyncCount count) {
        counts.merge(count, 1L, Long::sum);
    }
}
