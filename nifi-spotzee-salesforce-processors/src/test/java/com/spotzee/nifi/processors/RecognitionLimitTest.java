package com.spotzee.nifi.processors;

import com.spotzee.nifi.sync.SeenRecords;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.List;
import java.util.Map;

import static org.junit.jupiter.api.Assertions.assertEquals;

/** What was emitted already is recognised in the overlap while it is little. Beyond that it comes again, and nothing is lost. */
class RecognitionLimitTest {

    private static final Duration LATER = Duration.ofMinutes(61);

    @Test
    void recognisesAsManyRecordsAsItRemembers() throws Exception {
        try (WindowRun run = afterTheFirstSync(SeenRecords.MOST)) {
            run.pass(LATER);
            run.trigger();
            assertEquals(List.of("0"), run.attribute("record.count"));
            assertEquals(List.of("400"), run.attribute("sync.count.recognised"));
        }
    }

    @Test
    void emitsAllOfThemAgainWhenTheyAreMoreAndWhatChangedWithThem() throws Exception {
        try (WindowRun run = afterTheFirstSync(SeenRecords.MOST + 1)) {
            run.pass(LATER);
            final String changed = run.addLeads(1, WindowRun.BEGIN).getFirst();
            run.trigger();
            final Map<String, String> again = run.recordsOnce();
            assertEquals(SeenRecords.MOST + 2, again.size());
            assertEquals(true, again.containsKey(changed));
            assertEquals(List.of("0"), run.attribute("sync.count.recognised"));
        }
    }

    private static WindowRun afterTheFirstSync(final int leads) throws Exception {
        final WindowRun run = new WindowRun(Map.of("Query API", "REST API", "Overlap", "6 hours"));
        run.addLeads(leads, WindowRun.BEGIN.minus(Duration.ofHours(1)));
        run.trigger();
        run.deliverAndSettle();
        run.runner().clearTransferState();
        return run;
    }
}
