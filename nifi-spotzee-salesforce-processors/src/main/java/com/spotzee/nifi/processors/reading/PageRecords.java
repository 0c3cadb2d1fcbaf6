package com.spotzee.nifi.processors.reading;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.spotzee.nifi.records.JsonRecordWriter;
import com.spotzee.nifi.salesforce.RecordConsumer;
import com.spotzee.nifi.sync.OpenWindow;
import com.spotzee.nifi.sync.RecordDigest;
import com.spotzee.nifi.sync.SeenRecords;
import com.spotzee.nifi.sync.SyncMode;
import com.spotzee.nifi.sync.WindowStatements;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/** Takes a page's records as they arrive: counts them, leaves out what was emitted before, writes the others. */
final class PageRecords implements RecordConsumer {

    private final WindowStatements statements;
    private final OpenWindow window;
    private final SeenRecords seen;
    private final Predicate<String> knownToHaveOptedOut;
    private final JsonRecordWriter writer;
    private final List<String> optedOut = new ArrayList<>();
    private final Map<String, RecordDigest> shownAgain = new LinkedHashMap<>();
    private String lastId;
    private long queried;
    private long recognised;

    /** @param knownToHaveOptedOut whose opt-out is known, whatever their records say */
    PageRecords(final WindowStatements statements, final OpenWindow window, final SeenRecords seen, final Predicate<String> knownToHaveOptedOut,
                final JsonRecordWriter writer) {
        this.statements = statements;
        this.window = window;
        this.seen = seen;
        this.knownToHaveOptedOut = knownToHaveOptedOut;
        this.writer = writer;
    }

    @Override
    public void accept(final ObjectNode salesforceRecord) throws IOException {
        final String id = salesforceRecord.path("Id").asText();
        lastId = id;
        if (statements.shownBefore(window.position().statement(), salesforceRecord)) {
            return;
        }
        queried++;
        final boolean showsAgain = statements.showsAgain(salesforceRecord, window.nextFrom()) && shownAgain.size() <= SeenRecords.MOST;
        // who asks for everything gets everything
        final boolean mayBeKnown = window.mode() == SyncMode.INCREMENTAL && seen.mayContain(id);
        final RecordDigest digest = showsAgain || mayBeKnown ? RecordDigest.of(salesforceRecord) : null;
        if (showsAgain) {
            shownAgain.put(id, digest);
        }
        if (mayBeKnown && seen.contains(id, digest)) {
            recognised++;
        } else {
            writer.write(salesforceRecord);
            if (knownToHaveOptedOut.test(id)) {
                optedOut.add(id);
            }
        }
    }

    /** Records of this window: those that an earlier statement showed are not counted again. */
    long queried() {
        return queried;
    }

    long recognised() {
        return recognised;
    }

    /** The ids of those among the written records whose people are known to have opted out. */
    List<String> optedOut() {
        return optedOut;
    }

    /** The id of the last record; empty if there was none. */
    Optional<String> lastId() {
        return Optional.ofNullable(lastId);
    }

    /** What the next window may show again, with what was collected before. */
    SeenRecords addedTo(final SeenRecords collected) {
        return collected.with(shownAgain);
    }
}
