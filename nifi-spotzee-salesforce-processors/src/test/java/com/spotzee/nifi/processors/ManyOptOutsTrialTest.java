package com.spotzee.nifi.processors;

import com.spotzee.nifi.sandbox.salesforce.edit.OrgEdits;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/**
 * A first sync of more heirs than there is room for in the register, while more contacts than that inherit an opt-out, so that it is given up once; killed at
 * many of the moments at which something becomes lasting. Every change at Spotzee is watched.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(300)
class ManyOptOutsTrialTest {

    private static final SyncTrial.Setup SETUP = new SyncTrial.Setup(Map.of("Objects", "Lead, Contact", "email", "Email",
            "unsubscribed", "HasOptedOutOfEmail : boolean"), Map.of("Query API", "REST API"), Duration.ZERO, Duration.ofSeconds(20));
    /** Room for ten people or so: the first id takes 15 characters, and each that follows closely one. */
    private static final int ROOM = 25;
    private static final int MANY = 14;
    /** People arrive so late that the lane is asked again before. */
    private static final int LATE = 5;
    /** More than a start of NiFi needs to get on. */
    private static final int KILLS_APART = 83;
    private static final int STEP = 4;
    private static final int MOST_TICKS = 150;

    private int moments;

    /** What became of a run. */
    private record Outcome(int moments, int lives, long givenUp) {
    }

    @BeforeAll
    void runClean() throws Exception {
        final Outcome clean = run(moment -> false);
        assertEquals(1, clean.givenUp());
        moments = clean.moments();
    }

    static IntStream beginnings() {
        return IntStream.iterate(1, first -> first <= KILLS_APART, first -> first + STEP);
    }

    @ParameterizedTest
    @MethodSource("beginnings")
    void nobodyIsLostOrMailableWhereverItIsKilled(final int first) throws Exception {
        final Outcome outcome = run(moment -> moment % KILLS_APART == first % KILLS_APART);
        assertTrue(outcome.lives() > Math.max(1, moments / KILLS_APART / 2), () -> "killed only " + outcome.lives() + " times");
    }

    private static Outcome run(final IntPredicate kill) throws Exception {
        try (SyncTrial trial = new SyncTrial(SETUP, OptionalInt.of(ROOM))) {
            trial.deliverToSpotzee(LATE);
            final OrgEdits edits = trial.org().edits();
            final List<String> heirs = new ArrayList<>();
            final List<String> later = new ArrayList<>();
            final List<String> leads = new ArrayList<>();
            final List<String> others = new ArrayList<>();
            for (int i = 0; i < MANY; i++) {
                heirs.add(contact(edits));
                edits.convertInto(lead(edits), heirs.getLast());
                later.add(contact(edits));
                leads.add(lead(edits));
                others.add(contact(edits));
            }
            trial.pass(Duration.ofDays(1));
            trial.crashes().at(kill);
            while (trial.emitted().size() < 4 * MANY) {
                trial.tick();
                trial.pass(SyncTrial.TICK);
            }
            for (int i = 0; i < MANY; i++) {
                edits.convertInto(leads.get(i), later.get(i));
            }
            trial.settle(Set.of("Lead", "Contact"), MOST_TICKS);
            trial.pass(Duration.ofMinutes(61));
            trial.settle(Set.of("Lead", "Contact"), MOST_TICKS);
            heirs.forEach(heir -> assertEquals(Optional.of(true), trial.spotzee().unsubscribed("Contact", heir)));
            later.forEach(heir -> assertEquals(Optional.of(true), trial.spotzee().unsubscribed("Contact", heir)));
            others.forEach(other -> assertEquals(Optional.of(false), trial.spotzee().unsubscribed("Contact", other)));
            return new Outcome(trial.crashes().moments(), trial.lives(), trial.events("sync_failed").size());
        }
    }

    private static String lead(final OrgEdits edits) {
        return edits.create("Lead", Map.of("LastName", "Ada", "Email", "ada@example.com", "Company", "Acme", "HasOptedOutOfEmail", true));
    }

    private static String contact(final OrgEdits edits) {
        return edits.create("Contact", Map.of("LastName", "Ada", "Email", "ada@example.com"));
    }
}
