package com.spotzee.nifi.processors;

import com.spotzee.nifi.sandbox.http.RecordedRequest;
import com.spotzee.nifi.sandbox.salesforce.faults.Fault;
import com.spotzee.nifi.sandbox.salesforce.faults.When;
import org.apache.nifi.reporting.InitializationException;

import java.io.IOException;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/**
 * What a first sync and three later ones came to under some trouble; each of them has brought all it had to bring.
 *
 * @param requests  what Salesforce was asked
 * @param moments   how many moments there were at which something became lasting
 * @param lives     how often NiFi was started
 * @param emitted   records, repeats included
 * @param optedOut  opt-outs, repeats included
 * @param completed syncs, of each object
 * @param jobs      Bulk jobs left behind in the org
 */
record TrialRun(List<RecordedRequest> requests, int moments, int lives, int emitted, int optedOut, int completed, int jobs) {

    /** Half an hour: 30 seconds after a fault it is tried again, and a little later when the next fault comes at once. */
    static final int SOON = 60;
    /** A quarter of an hour and more is waited after many failures in a row. */
    static final int LATER = 150;
    static final int PAGE = 5;

    /** What one fault may cost: the request again, perhaps with a new login, and what is asked anew before a sync goes on. */
    private static final int CALLS_A_FAULT = 5;
    private static final int SYNCS = 12;
    private static final boolean EVERYWHERE = Boolean.getBoolean("trial.everywhere");
    /** By now; each takes seconds. */
    private static final Map<TrialWay, TrialRun> USUAL = new EnumMap<>(TrialWay.class);

    /** How far apart the beginnings of runs are; {@code -Dtrial.everywhere=true} leaves out none, and takes three times as long. */
    static int step(final int usual) {
        return EVERYWHERE ? 1 : usual;
    }

    /** Runs all syncs, in so many ticks each at most. */
    static TrialRun of(final SyncTrial.Setup setup, final int ticks, final Consumer<SyncTrial> trouble) throws InitializationException, IOException {
        try (SyncTrial trial = new SyncTrial(setup)) {
            final TrialStory story = new TrialStory(trial, ticks).expectingMarks(setup.integration().containsValue("Mark"));
            story.fill();
            trial.org().faults().add(When.always(), Fault.smallPages(PAGE, 1));
            trouble.accept(trial);
            story.tell();
            return new TrialRun(trial.org().requests(), trial.crashes().moments(), trial.lives(), trial.emitted().size(), trial.optedOut().size(),
                    trial.events("sync_completed").size(), trial.org().bulk().jobs().size());
        }
    }

    /** The same without any trouble. */
    static synchronized TrialRun usual(final TrialWay way) throws InitializationException, IOException {
        if (!USUAL.containsKey(way)) {
            final TrialRun run = of(way.setup(), SOON, trial -> { });
            assertEquals(SYNCS, run.completed());
            USUAL.put(way, run);
        }
        return USUAL.get(way);
    }

    /** Nothing was emitted more often than usual, and each fault has cost a few calls. */
    void assertBounds(final TrialRun usual, final long faults) {
        assertTrue(faults > 0);
        assertTrue(emitted <= usual.emitted(), () -> emitted + " emitted, " + usual.emitted() + " without faults");
        assertTrue(requests.size() <= usual.requests().size() + CALLS_A_FAULT * faults,
                () -> requests.size() + " requests, " + usual.requests().size() + " without faults");
        assertTrue(jobs <= faults, () -> jobs + " jobs left behind under " + faults + " faults");
    }
}
