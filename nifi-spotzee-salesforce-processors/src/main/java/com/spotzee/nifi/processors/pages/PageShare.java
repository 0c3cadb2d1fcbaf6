package com.spotzee.nifi.processors.pages;

import com.spotzee.nifi.ledger.DroppedByRow;
import com.spotzee.nifi.ledger.SyncCount;
import org.apache.nifi.flowfile.FlowFile;

import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * How much of its page a FlowFile holds: all that is left of it, or a part that somebody's processors have split off. Numbers collected before the
 * split stand on every part alike, those collected after it belong to the part; they must not be taken for each other when parts are added up.
 */
public final class PageShare {

    private static final Pattern COUNT = Pattern.compile("\\d{1,18}");

    private final FlowFile flowFile;
    private final long records;

    /** @param records how many records were found in the FlowFile */
    public PageShare(final FlowFile flowFile, final long records) {
        this.flowFile = flowFile;
        this.records = records;
    }

    /** Whether everything that is left of the page is here; so it is with a FlowFile that is of no page. */
    public boolean isWhole() {
        return flowFile.getAttribute(FlowAttributes.COUNT_PREFIX + SyncCount.QUERIED.label()) == null || records >= expected();
    }

    /** How many records of the page had not found their end when it was seen whole last. */
    public long expected() {
        long left = number(FlowAttributes.COUNT_PREFIX + SyncCount.QUERIED.label());
        for (final SyncCount end : SyncCount.LEFT_OUT) {
            left -= number(FlowAttributes.COUNT_PREFIX + end.label());
        }
        return left;
    }

    /** Records that are too many for the page, so that somebody must have added them. */
    public long added() {
        return flowFile.getAttribute(FlowAttributes.COUNT_PREFIX + SyncCount.QUERIED.label()) == null ? 0 : Math.max(0, records - expected());
    }

    /** The numbers that were collected on the page, while it was whole. */
    public Map<SyncCount, Long> ofPage() {
        return counts(FlowAttributes.COUNT_PREFIX);
    }

    /** What was left out of the page while it was whole, by mapping row. */
    public DroppedByRow droppedOfPage() {
        return dropped(FlowAttributes.DROPPED_PREFIX);
    }

    /** The numbers that were collected on this part alone. A part of a part does not know which of them are its own: they stay unaccounted. */
    public Map<SyncCount, Long> ofPart() {
        return isPartAsItWas() ? counts(FlowAttributes.PART_PREFIX) : Map.of();
    }

    /** What was left out of this part, by mapping row. */
    public DroppedByRow droppedOfPart() {
        return isPartAsItWas() ? dropped(FlowAttributes.PART_DROPPED_PREFIX) : DroppedByRow.NOTHING;
    }

    /** The attributes of what a step leaves of it: the numbers that were collected before plus these. */
    Map<String, String> attributes(final long left, final Map<SyncCount, Long> counts, final DroppedByRow dropped) {
        final Map<String, String> attributes = new HashMap<>();
        final boolean whole = isWhole();
        final String prefix = whole ? FlowAttributes.COUNT_PREFIX : FlowAttributes.PART_PREFIX;
        final Map<SyncCount, Long> before = whole ? ofPage() : ofPart();
        if (!whole) {
            // what stands there may be of the part that this one was split off
            flowFile.getAttributes().keySet().stream().filter(name -> name.startsWith(FlowAttributes.PART_PREFIX)).forEach(name -> attributes.put(name, "0"));
            before.forEach((count, number) -> attributes.put(prefix + count.label(), Long.toString(number)));
            attributes.put(FlowAttributes.PART_RECORDS, Long.toString(left));
        }
        counts.forEach((count, number) -> attributes.put(prefix + count.label(), Long.toString(before.getOrDefault(count, 0L) + number)));
        final String rowPrefix = whole ? FlowAttributes.DROPPED_PREFIX : FlowAttributes.PART_DROPPED_PREFIX;
        (whole ? droppedOfPage() : droppedOfPart()).plus(dropped).rows().forEach((row, number) -> attributes.put(rowPrefix + row, Long.toString(number)));
        return attributes;
    }

    private boolean isPartAsItWas() {
        return flowFile.getAttribute(FlowAttributes.PART_RECORDS) != null && number(FlowAttributes.PART_RECORDS) == records;
    }

    private Map<SyncCount, Long> counts(final String prefix) {
        final Map<SyncCount, Long> counts = new EnumMap<>(SyncCount.class);
        for (final SyncCount count : SyncCount.ON_THE_WAY) {
            if (flowFile.getAttribute(prefix + count.label()) != null) {
                counts.put(count, number(prefix + count.label()));
            }
        }
        return counts;
    }

    private DroppedByRow dropped(final String prefix) {
        final Map<String, Long> rows = new HashMap<>();
        flowFile.getAttributes().keySet().stream().filter(name -> name.startsWith(prefix)).forEach(name ->
                rows.put(name.substring(prefix.length()), number(name)));
        rows.values().removeIf(number -> number == 0);
        return new DroppedByRow(rows);
    }

    private long number(final String attribute) {
        final String text = flowFile.getAttribute(attribute);
        return text == null || !COUNT.matcher(text).matches() ? 0 : Long.parseLong(text);
    }
}
