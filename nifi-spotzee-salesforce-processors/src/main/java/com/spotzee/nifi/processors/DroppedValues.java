package com.spotzee.nifi.processors;

import com.spotzee.nifi.mapping.DroppedValue;
import com.spotzee.nifi.sync.SyncCount;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/** The values of one page that did not fit, summed by row: never the values themselves. */
final class DroppedValues {

    private final Map<DroppedValue, Occurrence> occurrences = new LinkedHashMap<>();
    private long count;

    void add(final DroppedValue value, final String recordId) {
        count++;
        occurrences.merge(value, new Occurrence(recordId, 1), (first, another) -> new Occurrence(first.firstRecord(), first.count() + 1));
    }

    /** How many, for {@link SyncCount#DROPPED_VALUES}. */
    long count() {
        return count;
    }

    /** Row by row what was left out, and where it was seen first. */
    String summary() {
        return occurrences.entrySet().stream().map(entry -> "row '%s' from %s does not fit %s (%d times, first in %s)".formatted(entry.getKey().row(),
                entry.getKey().field(), entry.getKey().target(), entry.getValue().count(), entry.getValue().firstRecord())).collect(Collectors.joining("; "));
    }

    private record Occurrence(String firstRecord, long count) {
    }
}
