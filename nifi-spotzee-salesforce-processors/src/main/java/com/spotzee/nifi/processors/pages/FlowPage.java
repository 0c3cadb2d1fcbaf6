package com.spotzee.nifi.processors.pages;

import com.spotzee.nifi.integration.IntegrationId;
import com.spotzee.nifi.ledger.DroppedByRow;
import com.spotzee.nifi.ledger.SyncCount;
import com.spotzee.nifi.records.UnreadableRecordsException;
import com.spotzee.nifi.salesforce.SalesforceObject;
import com.spotzee.nifi.sync.IdText;
import com.spotzee.nifi.sync.StepPrints;
import com.spotzee.nifi.sync.SyncLane;
import org.apache.nifi.flowfile.FlowFile;
import org.apache.nifi.flowfile.attributes.CoreAttributes;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** What the attributes of a page say about it, and the attributes that the next step finds. */
public record FlowPage(FlowFile flowFile) {

    private static final Pattern PRINT = Pattern.compile("[\\w-]{8}");
    private static final Pattern COUNT = Pattern.compile("\\d{1,18}");

    /** The object that the page's records are of. */
    public SalesforceObject object() throws UnreadableRecordsException {
        final String name = flowFile.getAttribute(FlowAttributes.OBJECT);
        if (name == null) {
            throw new UnreadableRecordsException("The attribute %s is missing: set it to Lead, Contact or CampaignMember".formatted(FlowAttributes.OBJECT));
        }
        return SalesforceObject.named(name).orElseThrow(() -> new UnreadableRecordsException(
                "The attribute %s names no object that is synced: set it to Lead, Contact or CampaignMember".formatted(FlowAttributes.OBJECT)));
    }

    /** Refuses a page of another integration: its people would get wrong ids and wrong mappings. */
    public void checkIntegration(final IntegrationId expected) throws UnreadableRecordsException {
        final String actual = flowFile.getAttribute(FlowAttributes.INTEGRATION_ID);
        if (actual != null && !actual.equals(expected.value())) {
            throw new UnreadableRecordsException("The page belongs to the integration %s, but this processor uses %s: choose the same Salesforce Integration "
                    .formatted(actual, expected) + "in all processors of a flow");
        }
    }

    /** The way that the page takes. */
    public SyncLane lane() {
        return SyncLane.named(flowFile.getAttribute(FlowAttributes.SYNC_LANE));
    }

    /**
     * Whether a person of the page is known to have opted out, by the external id, which ends with the record's.
     *
     * @throws IllegalArgumentException if the page's list can't be read
     */
    public Predicate<String> knownToHaveOptedOut() {
        final String list = flowFile.getAttribute(FlowAttributes.OPTED_OUT);
        final Set<String> ids = list == null ? Set.of() : ids(list);
        return externalId -> ids.contains(externalId.substring(externalId.lastIndexOf('_') + 1));
    }

    private static Set<String> ids(final String list) {
        try {
            return IdText.ids(list);
        } catch (final NumberFormatException e) {
            throw new IllegalArgumentException("The attribute %s holds no list of ids, so who has opted out can't be told: leave it as the query wrote it"
                    .formatted(FlowAttributes.OPTED_OUT), e);
        }
    }

    /** The property that tells deleted records, on a page of such. */
    public String deletionProperty() throws UnreadableRecordsException {
        final String name = flowFile.getAttribute(FlowAttributes.DELETION_PROPERTY);
        if (name == null || name.isBlank()) {
            throw new UnreadableRecordsException("The attribute %s is missing: set it to the property that tells deleted records, such as salesforce_deleted"
                    .formatted(FlowAttributes.DELETION_PROPERTY));
        }
        return name;
    }

    /** The attributes of what is made of so many of its records. */
    public static Map<String, String> attributes(final long records) {
        return Map.of(FlowAttributes.RECORD_COUNT, Long.toString(records), CoreAttributes.MIME_TYPE.key(), FlowAttributes.JSON_LINES);
    }

    /** The attributes of what a step leaves of it: so many records, and the numbers that were collected on the way plus these. */
    public Map<String, String> attributes(final long records, final Map<SyncCount, Long> counts, final DroppedByRow dropped) {
        final long found = records + SyncCount.LEFT_OUT.stream().mapToLong(end -> counts.getOrDefault(end, 0L)).sum();
        final Map<String, String> attributes = new HashMap<>(attributes(records));
        attributes.putAll(new PageShare(flowFile, found).attributes(records, counts, dropped));
        return attributes;
    }

    /** The attributes with the counts that were collected on the way plus these. */
    public Map<String, String> attributes(final Map<SyncCount, Long> counts) {
        final Map<String, String> attributes = new HashMap<>();
        counts.forEach((count, number) -> attributes.put(FlowAttributes.COUNT_PREFIX + count.label(), Long.toString(before(count) + number)));
        return attributes;
    }

    /** The rules and mappings that it has met. */
    public StepPrints prints() {
        return new StepPrints(print(FlowAttributes.SYNC_RULES), print(FlowAttributes.SYNC_MAPPINGS), print(FlowAttributes.SYNC_OPT_OUT));
    }

    /** What was left out of it so far, by mapping row. */
    DroppedByRow dropped() {
        final Map<String, Long> rows = new HashMap<>();
        flowFile.getAttributes().forEach((name, number) -> {
            if (name.startsWith(FlowAttributes.DROPPED_PREFIX)) {
                rows.put(name.substring(FlowAttributes.DROPPED_PREFIX.length()), number(number));
            }
        });
        return new DroppedByRow(rows);
    }

    /** The attributes that tell what was left out so far, together with this. */
    public Map<String, String> attributes(final DroppedByRow dropped) {
        final Map<String, String> attributes = new HashMap<>();
        dropped().plus(dropped).rows().forEach((row, number) -> attributes.put(FlowAttributes.DROPPED_PREFIX + row, Long.toString(number)));
        return attributes;
    }

    private Set<String> print(final String attribute) {
        final String print = flowFile.getAttribute(attribute);
        return print == null || !PRINT.matcher(print).matches() ? Set.of() : Set.of(print);
    }

    private long before(final SyncCount count) {
        return number(flowFile.getAttribute(FlowAttributes.COUNT_PREFIX + count.label()));
    }

    private static long number(final String text) {
        return text == null || !COUNT.matcher(text).matches() ? 0 : Long.parseLong(text);
    }
}
