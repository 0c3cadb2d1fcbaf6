package com.spotzee.nifi.processors;

import com.fasterxml.jackson.databind.JsonNode;
import com.spotzee.nifi.ledger.PageDelivery;
import org.apache.nifi.reporting.InitializationException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.time.Duration;
import java.util.Map;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** What is told of a sync at its end. */
class SyncAccountTest {

    private WindowRun run;

    @BeforeEach
    void start() throws InitializationException {
        run = new WindowRun(Map.of("Delivery Timeout", "2 hours"));
    }

    @AfterEach
    void stop() {
        run.close();
    }

    @Test
    void addsUpAndTellsHowLongEachPartTook() throws IOException {
        run.addLeads(2500);
        run.trigger();
        final String sync = run.pages().getFirst().getAttribute("sync.id");
        run.pass(Duration.ofSeconds(90));
        run.integration().ledger().settle(new PageDelivery(sync, 0, Map.of("queried", 2000L, "filtered", 3L, "unmappable", 1L, "imported", 1900L,
                "updated", 90L, "refused", 6L, "dropped_values", 4L)).sentIn(Duration.ofMillis(700)));
        run.integration().ledger().settle(new PageDelivery(sync, 1, Map.of("queried", 500L, "imported", 500L)).sentIn(Duration.ofMillis(300)));
        run.trigger();

        final JsonNode event = run.events("sync_completed").getFirst();
        final JsonNode counts = event.path("counts");
        assertEquals(Map.of("queried", 2500, "filtered", 3, "unmappable", 1, "imported", 2400, "updated", 90, "refused", 6, "unaccounted", 0,
                "recognised", 0, "deduplicated", 0), WindowRun.numbers(counts, "queried", "filtered", "unmappable", "imported", "updated", "refused",
                "unaccounted", "recognised", "deduplicated"));
        assertEquals(Map.of("querying", 0, "waiting", 90_000, "sending", 1_000, "total", 90_000),
                WindowRun.numbers(event.path("durations_ms"), "querying", "waiting", "sending", "total"));
        assertEquals(90_000, event.path("duration_ms").intValue());
        assertEquals(2400, run.events("records_imported").getFirst().path("counts").path("records").intValue());
        assertEquals(90, run.events("records_updated").getFirst().path("counts").path("records").intValue());
    }

    @Test
    void saysHowMuchIsUnaccountedWhenItIsGivenUpAndReadsItAgain() throws IOException {
        run.addLeads(2500);
        run.trigger();
        final String sync = run.pages().getFirst().getAttribute("sync.id");
        run.integration().ledger().settle(new PageDelivery(sync, 0, Map.of("queried", 2000L, "imported", 2000L)));
        run.pass(Duration.ofMinutes(121));
        run.trigger();

        final JsonNode failed = run.events("sync_failed").getFirst();
        assertTrue(failed.path("error").asText().contains("1 of 2 pages") && failed.path("error").asText().contains("500 records are unaccounted"),
                failed::toString);
        assertEquals(500, failed.path("counts").path("unaccounted").intValue());
        assertTrue(run.runner().getLogger().getWarnMessages().stream().anyMatch(warning -> warning.toString().contains("500 records are unaccounted")));
        run.trigger();
        assertEquals(2, run.events("sync_started").size());
    }

    @Test
    void tellsWhatTheOptOutLaneDidSinceTheLastOneAndTellsItOnce() throws IOException {
        run.addLeads(2);
        run.trigger();
        lane("Lead-lane", 0, 5, 3);
        lane("Lead-lane", 0, 5, 3);
        lane("Lead-lane", 1, 1, 0);
        run.deliverAndSettle();
        assertEquals(Map.of("opted_out_known", 6, "opted_out_unknown", 3),
                WindowRun.numbers(run.events("sync_completed").getFirst().path("counts"), "opted_out_known", "opted_out_unknown"));

        run.pass(Duration.ofHours(1));
        lane("Lead-later", 0, 1, 1);
        run.trigger();
        assertEquals(Map.of("opted_out_known", 1, "opted_out_unknown", 1),
                WindowRun.numbers(run.events("sync_completed").getLast().path("counts"), "opted_out_known", "opted_out_unknown"));
    }

    private void lane(final String id, final int page, final long known, final long unknown) throws IOException {
        run.integration().ledger().settleLane(new PageDelivery(id, page, Map.of("opted_out_known", known, "opted_out_unknown", unknown)));
    }
}
