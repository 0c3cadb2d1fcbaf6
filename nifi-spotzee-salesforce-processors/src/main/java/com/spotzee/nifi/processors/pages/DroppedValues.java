package com.spotzee.nifi.processors.pages;

import com.spotzee.nifi.ledger.DroppedByRow;
import com.spotzee.nifi.ledger.SyncCount;
import com.spotzee.nifi.mapping.DroppedValue;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The values of one page that did not fit, summed by row: never the values themselves. */
public final class DroppedValues {

    private static final int MOST_TOLD = 20;
    private static final int MOST_RECORDS = 5;

    private final Map<DroppedValue, Occurrence> occurrences = new LinkedHashMap<>();
    private long count;

    public void add(final DroppedValue value, final String recordId) {
        count++;
        occurrences.merge(value, new Occurrence(List.of(recordId), 1), Occurrence::and);
    }

    /** How many, for {@link SyncCount#DROPPED_VALUES}. */
    public long count() {
        return count;
    }

    /** How many, by row. */
    public DroppedByRow byRow() {
        return new DroppedByRow(occurrences.entrySet().stream()
                .collect(Collectors.groupingBy(entry -> entry.getKey().row(), Collectors.summingLong(entry -> entry.getValue().count()))));
    }

    /** Row by row what was left out, and of which records. */
    public String summary() {
        final String rows = occurrences.entrySet().stream().limit(MOST_TOLD).map(entry -> told(entry.getKey(), entry.getValue()))
                .collect(Collectors.joining("; "));
        return occurrences.size() > MOST_TOLD ? "%s; and %d more".formatted(rows, occurrences.size() - MOST_TOLD) : rows;
    }

    private static String told(final DroppedValue value, final Occurrence seen) {
        return "row '%s' from %s does not fit %s (%d times, in %s%s)".formatted(value.row(), value.field(), value.target(), seen.count(),
                String.join(", ", seen.firstRecords()), seen.count() > seen.firstRecords().size() ? " and others" : "");
    }

    private record Occurrence(List<String> firstRecords, long count) {

        private Occurrence and(final Occurrence next) {
            return new Occurrence(Stream.concat(firstRecords.stream(), next.firstRecords.stream()).limit(MOST_RECORDS).toList(), count + next.count);
        }
    }
}
