package com.spotzee.nifi.processors;

import com.spotzee.nifi.sandbox.http.RecordedRequest;
import com.spotzee.nifi.sandbox.salesforce.faults.ActiveFault;
import com.spotzee.nifi.sandbox.salesforce.faults.Fault;
import com.spotzee.nifi.sandbox.salesforce.faults.RequestKind;
import com.spotzee.nifi.sandbox.salesforce.faults.When;
import org.apache.nifi.reporting.InitializationException;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/**
 * A first sync and three later ones under each fault at each request, and killed at each moment at which something becomes lasting. Faults stand
 * some requests apart in one run, and the runs begin a little later each, so that all together strike each request. Faults that end like another one are
 * set at every third place, which meets each kind of request all the same.
 */
@Tag("fault-table")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FaultTableTest {

    /** A prime, lest attempts of as many requests meet the fault at the same place again and again. */
    private static final int APART = 13;
    /** More than a start of NiFi needs to get on, and odd, so that kills before and after something becomes lasting take turns. */
    private static final int KILLS_APART = 81;
    /** Every third place of a fault is enough to meet each kind of request in each way. */
    private static final int FEW = 3;
    private static final int FEW_KILLS = 11;
    private static final int MOST_KILLS = 12;
    private static final int PAGE = 5;
    private static final int MOST_OF_A_JOB = 9;
    /** What one fault may cost: the request again, perhaps with a new login, and what is asked anew before a sync goes on. */
    private static final int CALLS_A_FAULT = 5;
    /** The same for a start of NiFi, which knows nothing any more: login, API versions, descriptions, opt-outs. */
    private static final int CALLS_A_START = 30;
    /** Half an hour: 30 seconds after a fault it is tried again, and a little later when the next fault comes at once. */
    private static final int SOON = 60;
    /** A quarter of an hour and more is waited after many failures in a row. */
    private static final int LATER = 150;

    /** Everything but logins, whose refusals look otherwise. */
    private static final When DATA = When.always().path("^/services/data");

    private final Map<Way, Outcome> clean = new EnumMap<>(Way.class);

    /** How records are asked for. */
    private enum Way {
        REST("REST API", "Mark"), BULK("Bulk API 2.0", "Unsubscribe");

        private final SyncTrial.Setup setup;

        Way(final String api, final String deletedRecords) {
            final Map<String, String> integration = new HashMap<>(TrialStory.INTEGRATION);
            integration.put("Deleted Records", deletedRecords);
            setup = new SyncTrial.Setup(integration, Map.of("Query API", api), Duration.ZERO, Duration.ofSeconds(20));
        }
    }

    /** One way to fail, on so many requests in a row. */
    private record Row(String name, Fault fault, int requests, boolean alsoInBulk, int step) {

        /** The distance of the faults in one run: what is asked between them must suffice to get on. */
        int apart() {
            return requests > 2 ? 2 * APART : APART;
        }

        /** Where the faults of the runs begin. */
        IntStream beginnings(final int every) {
            return IntStream.iterate(1, first -> first <= apart(), first -> first + every * apart() / APART);
        }

        @Override
        public String toString() {
            return name;
        }
    }

    /** What a run came to. */
    private record Outcome(List<RecordedRequest> requests, int moments, int lives, int emitted, int optedOut, int completed, int jobs) {
    }

    @BeforeAll
    void runClean() throws Exception {
        for (final Way way : Way.values()) {
            clean.put(way, run(way.setup, SOON, trial -> { }));
            assertEquals(12, clean.get(way).completed());
        }
    }

    static Stream<Arguments> faultsAtEachRequest() {
        return Stream.concat(rows().flatMap(row -> row.beginnings(row.step()).mapToObj(first -> Arguments.of(Way.REST, row, first))),
                rows().filter(Row::alsoInBulk).flatMap(row -> row.beginnings(FEW).mapToObj(first -> Arguments.of(Way.BULK, row, first))));
    }

    private static Stream<Row> rows() {
        return Stream.of(
                new Row("500 UNKNOWN_EXCEPTION", Fault.error(500, "UNKNOWN_EXCEPTION", "An unexpected error occurred."), 1, true, 1),
                new Row("503 pages, five in a row", Fault.html(503), 5, true, FEW),
                new Row("420 without a body, twice", Fault.status(420), 2, false, FEW),
                new Row("200 without a body", Fault.status(200), 1, true, FEW),
                new Row("too many requests at once",
                        Fault.error(403, "REQUEST_LIMIT_EXCEEDED", "ConcurrentRequests (Concurrent API Requests) Limit exceeded."), 3, false, FEW),
                new Row("text broken off", Fault.truncated(150), 1, true, 1),
                new Row("text broken off before its last byte", Fault.truncated(Long.MAX_VALUE), 1, true, FEW),
                new Row("connection ended in the body", Fault.cut(60), 1, true, FEW),
                new Row("connection ended between chunks", Fault.cutChunks(60), 3, false, FEW),
                new Row("connection reset", Fault.reset(), 2, true, 1),
                new Row("connection reset after the headers", Fault.resetAfterHeaders(), 1, false, FEW),
                new Row("sessions ended", Fault.endedSessions(), 1, true, FEW));
    }

    @ParameterizedTest(name = "{0}: {1}, from request {2} on")
    @MethodSource("faultsAtEachRequest")
    void nothingIsLostUnder(final Way way, final Row row, final int first) throws Exception {
        final List<ActiveFault> faults = new ArrayList<>();
        final Outcome outcome = run(way.setup, row.requests() == 1 ? SOON : LATER, trial -> {
            for (int request = first; request < first + row.requests(); request++) {
                faults.add(trial.org().faults().add(DATA.nth(request).every(row.apart()), row.fault()));
            }
        });
        assertBounds(way, outcome, faults.stream().mapToLong(ActiveFault::struck).sum());
    }

    @ParameterizedTest(name = "a stall from request {0} on")
    @ValueSource(ints = {2, 5, 8, 11})
    void nothingIsLostUnderStalls(final int first) throws Exception {
        final List<ActiveFault> stalls = new ArrayList<>();
        final Outcome outcome = run(Way.REST.setup.withAnswerTimeout(Duration.ofMillis(400)), LATER, trial -> {
            stalls.add(trial.org().faults().add(DATA.nth(first).every(2 * APART), Fault.stall()));
            stalls.add(trial.org().faults().add(DATA.nth(first + APART).every(2 * APART), Fault.stallAfterHeaders()));
        });
        assertBounds(Way.REST, outcome, stalls.stream().mapToLong(ActiveFault::struck).sum());
    }

    static Stream<Arguments> kills() {
        return Stream.concat(IntStream.iterate(1, first -> first <= KILLS_APART, first -> first + FEW).mapToObj(first -> Arguments.of(Way.REST, first)),
                IntStream.iterate(1, first -> first <= KILLS_APART, first -> first + FEW_KILLS).mapToObj(first -> Arguments.of(Way.BULK, first)));
    }

    /** Around each commit and each write of state, also between a commit and the state that stands for it. */
    @ParameterizedTest(name = "{0}: killed at moment {1} and again and again")
    @MethodSource("kills")
    void nothingIsLostWhenNiFiIsKilled(final Way way, final int first) throws Exception {
        final Outcome outcome = run(way.setup, LATER, trial -> {
            trial.deliverToSpotzee(1);
            trial.crashes().at(moment -> moment >= first && (moment - first) % KILLS_APART == 0);
        });
        final int lives = outcome.lives();
        assertTrue(lives > clean.get(way).moments() / KILLS_APART, () -> "killed only " + lives + " times");
        assertTrue(outcome.emitted() <= clean.get(way).emitted() + PAGE * lives, () -> outcome.emitted() + " emitted in " + lives + " lives");
        assertTrue(outcome.requests().size() <= clean.get(way).requests().size() + CALLS_A_START * lives, () -> outcome.requests().size() + " calls");
        assertTrue(outcome.jobs() < lives, () -> outcome.jobs() + " jobs left behind in " + lives + " lives");
    }

    @Test
    void nothingIsLostWhenEachLocatorIsLost() throws Exception {
        for (final int status : new int[] {400, 404}) {
            final List<ActiveFault> lost = new ArrayList<>();
            final Outcome outcome = run(Way.REST.setup, SOON, trial -> lost.add(trial.org().faults().add(When.always().on(RequestKind.NEXT_PAGE),
                    Fault.lostLocators(status))));
            assertBounds(Way.REST, outcome, lost.getFirst().struck());
        }
    }

    static Stream<Arguments> lossesOfJobs() {
        return Stream.of(Arguments.of("are gone", Fault.error(404, "NOT_FOUND", "The requested resource does not exist")),
                Arguments.of("have results that end early", Fault.earlyEnd()));
    }

    /** A job that is lost repeats its part of the window. */
    @ParameterizedTest(name = "that {0}")
    @MethodSource("lossesOfJobs")
    void nothingIsLostWithJobs(final String which, final Fault loss) throws Exception {
        final List<ActiveFault> lost = new ArrayList<>();
        final When asked = When.always().on(RequestKind.BULK_POLL, RequestKind.BULK_RESULTS).nth(2).every(5);
        final Outcome outcome = run(Way.BULK.setup, LATER, trial -> lost.add(trial.org().faults().add(asked, loss)));
        final long struck = lost.getFirst().struck();
        final long repeats = outcome.emitted() - clean.get(Way.BULK).emitted();
        assertTrue(struck > 0);
        assertTrue(repeats <= MOST_OF_A_JOB * struck, () -> repeats + " repeats after " + struck + " faults");
        assertTrue(outcome.jobs() <= struck, () -> outcome.jobs() + " jobs left behind after " + struck + " faults");
    }

    @Test
    void nothingIsLostWhenQueriesOfMoreThanFiveRecordsTakeTooLong() throws Exception {
        final List<ActiveFault> slow = new ArrayList<>();
        final When read = When.always().path("LeadSource = 'Web'");
        final Outcome outcome = run(Way.REST.setup, LATER, trial -> slow.add(trial.org().faults().add(read, Fault.slowQueries(5))));
        assertTrue(slow.getFirst().struck() > 0);
        assertEquals(clean.get(Way.REST).emitted(), outcome.emitted());
    }

    @ParameterizedTest(name = "all calls used up at request {0}")
    @ValueSource(ints = {7, 14, 33, 50})
    void nothingIsLostWhenTheAllowanceOfCallsIsUsedUpForAWhile(final int request) throws Exception {
        final Outcome outcome = run(Way.REST.setup, LATER, trial -> {
            trial.org().faults().add(When.request(request), Fault.usedUpCalls());
            trial.org().faults().add(When.request(3).on(RequestKind.LIMITS), Fault.meanwhile(() -> trial.org().setApiUsage(0, 100_000)));
        });
        assertBounds(Way.REST, outcome, 4);
    }

    @ParameterizedTest(name = "host clock ahead by {0}")
    @ValueSource(strings = {"PT1H", "PT-1H"})
    void aWrongHostClockChangesNothing(final String ahead) throws Exception {
        final Outcome outcome = run(Way.REST.setup.withHostAhead(Duration.parse(ahead)), SOON, trial -> { });
        final Outcome usual = clean.get(Way.REST);
        assertEquals(usual.requests().stream().map(FaultTableTest::asked).toList(), outcome.requests().stream().map(FaultTableTest::asked).toList());
        assertEquals(List.of(usual.emitted(), usual.optedOut()), List.of(outcome.emitted(), outcome.optedOut()));
    }

    @Test
    void nothingIsLostUnderAMixOfFaultsAndKills() {
        TrialSeeds.tryForAWhile(FaultTableTest::mix);
    }

    private static void mix(final long seed) throws InitializationException, IOException {
        final Random random = new Random(seed);
        final List<Row> rows = rows().toList();
        final Way way = Way.values()[random.nextInt(2)];
        try (SyncTrial trial = new SyncTrial(way.setup.withHostAhead(Duration.ofMinutes(random.nextInt(121) - 60)))) {
            final TrialStory story = new TrialStory(trial, LATER).checkedAtItsEnd().expectingMarks(way == Way.REST);
            story.fill();
            trial.deliverToSpotzee(1 + random.nextInt(5));
            trial.org().faults().add(When.always(), Fault.smallPages(1 + random.nextInt(8), seed));
            for (int i = 0; i < 4; i++) {
                trial.org().faults().add(DATA.nth(1 + random.nextInt(60)).every(15 + random.nextInt(60)), rows.get(random.nextInt(rows.size())).fault());
            }
            trial.org().faults().add(When.always().on(RequestKind.NEXT_PAGE).every(1 + random.nextInt(5)), Fault.lostLocators(404));
            trial.org().faults().add(DATA.nth(1 + random.nextInt(20)).every(10 + random.nextInt(20)).times(6), Fault.meanwhile(() ->
                    story.editMeanwhile(random.nextInt(12), "meanwhile" + random.nextInt(1000) + ".")));
            trial.org().faults().add(DATA.nth(1 + random.nextInt(20)).every(10 + random.nextInt(20)).times(3), Fault.meanwhile(() ->
                    story.optOutMeanwhile(random.nextInt(12))));
            final int apart = 20 + random.nextInt(100);
            trial.crashes().at(moment -> moment % apart == 0 && moment <= MOST_KILLS * apart);
            story.tell();
            story.lastSync();
        }
    }

    private void assertBounds(final Way way, final Outcome outcome, final long faults) {
        final Outcome usual = clean.get(way);
        assertTrue(faults > 0);
        assertTrue(outcome.emitted() <= usual.emitted(), () -> outcome.emitted() + " emitted, " + usual.emitted() + " without faults");
        assertTrue(outcome.requests().size() <= usual.requests().size() + CALLS_A_FAULT * faults,
                () -> outcome.requests().size() + " requests, " + usual.requests().size() + " without faults");
        assertTrue(outcome.jobs() <= faults, () -> outcome.jobs() + " jobs left behind under " + faults + " faults");
    }

    private static String asked(final RecordedRequest request) {
        return request.method() + " " + request.path() + "?" + request.query();
    }

    private static Outcome run(final SyncTrial.Setup setup, final int ticks, final Consumer<SyncTrial> trouble) throws InitializationException, IOException {
        try (SyncTrial trial = new SyncTrial(setup)) {
            final TrialStory story = new TrialStory(trial, ticks).expectingMarks(setup.integration().containsValue("Mark"));
            story.fill();
            trial.org().faults().add(When.always(), Fault.smallPages(PAGE, 1));
            trouble.accept(trial);
            story.tell();
            return new Outcome(trial.org().requests(), trial.crashes().moments(), trial.lives(), trial.emitted().size(), trial.optedOut().size(),
                    trial.events("sync_completed").size(), trial.org().bulk().jobs().size());
        }
    }
}
