package com.spotzee.nifi.processors.reading;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.spotzee.nifi.integration.DeletedRecords;
import com.spotzee.nifi.salesforce.RecordConsumer;
import com.spotzee.nifi.salesforce.SalesforceFailure;
import com.spotzee.nifi.salesforce.SalesforceObject;
import com.spotzee.nifi.sync.DeletionCursor;
import com.spotzee.nifi.sync.MarkedRecords;

import java.io.IOException;
import java.time.Instant;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Reads what went into an object's recycle bin and, where users are marked for it, what came out again. A restored record need not match the rules any
 * more, and no stamp tells it from one that was edited, so the ids of those that were marked are remembered and looked up. Where they are too many, all
 * that changed is emitted instead.
 */
final class RecycleBin {

    /** A list that leaves room in an address of 16,384 bytes. */
    private static final int IDS_IN_A_STATEMENT = 400;

    private final QueryRun run;
    private final SalesforceObject object;
    private final LaneReading reading;

    RecycleBin(final QueryRun run, final SalesforceObject object, final LaneReading reading) {
        this.run = run;
        this.object = object;
        this.reading = reading;
    }

    /**
     * Emits what is to be told since the cursor.
     *
     * @param now Salesforce's clock
     * @return whose users are marked now; empty if the processor was stopped or calls ran short
     */
    Optional<MarkedRecords> since(final DeletionCursor cursor, final Instant now) throws SalesforceFailure, IOException {
        final DeletionStatements statements = new DeletionStatements(run.client().describe(object.apiName()));
        final boolean marks = run.integrationSettings().deletions().treatment() == DeletedRecords.MARK;
        final MarkedRecords before = marks ? cursor.marked() : MarkedRecords.NONE;
        final Deleted deleted = new Deleted();
        if (!reading.read(before.moreAt(now) ? statements.changedSince(cursor.changedFrom()) : statements.deletedSince(cursor.changedFrom()), deleted)) {
            return Optional.empty();
        }
        final Set<String> known = before.ids();
        final StillDeleted stillDeleted = new StillDeleted();
        for (final List<String> some : parts(known)) {
            if (!reading.read(statements.of(some), stillDeleted)) {
                return Optional.empty();
            }
        }
        final Set<String> gone = new HashSet<>(known);
        gone.removeAll(stillDeleted.ids);
        return Optional.of(marks ? before.without(gone).with(deleted.ids, now) : MarkedRecords.NONE);
    }

    private static List<List<String>> parts(final Set<String> ids) {
        final List<String> all = ids.stream().sorted().toList();
        return IntStream.iterate(0, from -> from < all.size(), from -> from + IDS_IN_A_STATEMENT)
                .mapToObj(from -> all.subList(from, Math.min(all.size(), from + IDS_IN_A_STATEMENT))).toList();
    }

    private static boolean isDeleted(final ObjectNode salesforceRecord) {
        return salesforceRecord.path("IsDeleted").asBoolean();
    }

    /** Emits all, and notes which are in the bin. */
    private static final class Deleted implements LaneReading.Visitor {

        private final Set<String> ids = new LinkedHashSet<>();

        @Override
        public RecordConsumer into(final RecordConsumer page) {
            return each -> {
                if (isDeleted(each) && ids.size() < MarkedRecords.NOTED) {
                    ids.add(each.path("Id").asText());
                }
                page.accept(each);
            };
        }
    }

    /** Emits those that were restored, and notes which were not. */
    private static final class StillDeleted implements LaneReading.Visitor {

        private final Set<String> ids = new HashSet<>();

        @Override
        public RecordConsumer into(final RecordConsumer page) {
            return each -> {
                if (isDeleted(each)) {
                    ids.add(each.path("Id").asText());
                } else {
                    page.accept(each);
                }
            };
        }
    }
}
