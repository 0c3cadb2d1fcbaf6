package com.spotzee.nifi.processors.pages;

/** The FlowFile attributes by which the processors of the flow speak to each other; {@code docs/data-format.md} explains each. */
public final class FlowAttributes {

    public static final String OBJECT = "salesforce.object";
    /** Address of the instance that answered, for links to its records. */
    public static final String INSTANCE = "salesforce.instance";
    public static final String INTEGRATION_ID = "integration.id";
    public static final String SYNC_ID = "sync.id";
    public static final String SYNC_PAGE = "sync.page";
    public static final String SYNC_LANE = "sync.lane";
    public static final String SYNC_MODE = "sync.mode";
    /** Who of a page is known to have opted out, whatever the records say: ids in few characters, see {@link com.spotzee.nifi.sync.IdText}. */
    public static final String OPTED_OUT = "sync.opted.out";
    /** How the page was asked for: see {@link com.spotzee.nifi.sync.ReadingWay}. */
    public static final String SYNC_READING = "sync.reading";
    /** Prefix of digests of what the page met on its way. */
    public static final String MET_PREFIX = "sync.met.";
    /** Digest of the rules that the page was decided by. */
    public static final String SYNC_RULES = MET_PREFIX + "rules";
    /** Digest of the mapping rows that it was mapped by. */
    public static final String SYNC_MAPPINGS = MET_PREFIX + "mappings";
    /** Digest of the opt-out row that it was mapped by. */
    public static final String SYNC_OPT_OUT = MET_PREFIX + "opt.out";
    public static final String RECORD_COUNT = "record.count";
    public static final String OPT_OUT_PROPERTY = "spotzee.opt.out.property";
    /** On pages of deleted records: the property under {@code data} that tells so. */
    public static final String DELETION_PROPERTY = "spotzee.deletion.property";
    /** On reports of suspected doubles: their kinds, with commas between them. */
    public static final String DUPLICATE_KINDS = "duplicate.kinds";
    /** On what a step could not treat: what is wrong and what to do, without personal data. */
    public static final String FAILURE_REASON = "failure.reason";
    public static final String PRIORITY = "priority";

    /** Prefix of the numbers that a page collects on its way: {@code sync.count.filtered} and so on. */
    public static final String COUNT_PREFIX = "sync.count.";

    /** Characters of the ids that need to be different among a handful only. */
    public static final int SHORT_ID = 8;

    /** Random, the same on everything that was made of one emission of a page. */
    public static final String SYNC_EMISSION = "sync.emission";

    /** Prefix of the numbers that a part of a page collects after somebody's processors have split it. */
    public static final String PART_PREFIX = "sync.part.";

    /** On a part of a page: how many records our last step left in it. */
    public static final String PART_RECORDS = PART_PREFIX + "records";

    /** Prefix of the numbers of values that were left out, by mapping row: {@code sync.count.dropped.phone}; {@code *} for the sum of further rows. */
    public static final String DROPPED_PREFIX = COUNT_PREFIX + "dropped.";

    /** The same on a part of a page, of what was left out since it was split. */
    public static final String PART_DROPPED_PREFIX = PART_PREFIX + "dropped.";

    /** One JSON object a line, UTF-8. */
    public static final String JSON_LINES = "application/x-ndjson";

    private FlowAttributes() {
    }
}
