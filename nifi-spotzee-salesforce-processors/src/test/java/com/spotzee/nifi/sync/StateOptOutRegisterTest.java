package com.spotzee.nifi.sync;

import com.spotzee.nifi.ledger.StateDeliveryLedger;
import com.spotzee.nifi.salesforce.SalesforceId;
import com.spotzee.nifi.salesforce.SalesforceObject;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.math.BigInteger;
import java.time.Instant;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.FutureTask;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import static com.spotzee.nifi.salesforce.SalesforceObject.CONTACT;
import static com.spotzee.nifi.salesforce.SalesforceObject.LEAD;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

class StateOptOutRegisterTest {

    /** What ZooKeeper takes at most in one entry, with what NiFi writes around it. */
    private static final int LARGEST_ENTRY = 32 * 1024;

    private final FakeStateManager state = new FakeStateManager();
    private final OptOutRegister register = new StateOptOutRegister(state, new Turns());

    @Test
    void tellsWhoWasEnteredUntilTheyLeave() throws IOException {
        register.enter(LEAD, ids(LEAD, 1, 2));
        register.enter(LEAD, ids(LEAD, 2, 700_000));
        assertEquals(ids(LEAD, 2, 700_000), register.among(LEAD, ids(LEAD, 2, 3, 700_000)));
        assertEquals(Set.of(), register.among(CONTACT, ids(CONTACT, 1, 2)));

        register.leave(LEAD, ids(LEAD, 2, 3));
        assertEquals(ids(LEAD, 1, 700_000), register.among(LEAD, ids(LEAD, 1, 2, 3, 700_000)));
    }

    @Test
    void isTheSameOnEveryNodeAndLeavesWhatOthersWriteAlone() throws IOException {
        new StateDeliveryLedger(state).open("Lead-1");
        register.enter(LEAD, ids(LEAD, 5));
        assertEquals(ids(LEAD, 5), new StateOptOutRegister(state, new Turns()).among(LEAD, ids(LEAD, 4, 5)));

        register.enter(CONTACT, ids(CONTACT, 5));
        register.clear(LEAD);
        assertEquals(Set.of(), register.among(LEAD, ids(LEAD, 5)));
        assertEquals(ids(CONTACT, 5), register.among(CONTACT, ids(CONTACT, 5)));
        register.clear(CONTACT);
        assertEquals(Set.of("ledger.v1.Lead-1"), state.entries().keySet());
    }

    @Test
    void keepsItsEntriesSmallAndSaysWhenThereIsNoRoom() throws IOException {
        final long seed = new Random().nextLong();
        final Random random = new Random(seed);
        final Set<SalesforceId> entered = new HashSet<>();
        while (!register.isFull(LEAD)) {
            final Set<SalesforceId> more = IntStream.range(0, 5000).mapToObj(i -> id(LEAD, random.nextInt(20_000_000))).collect(Collectors.toSet());
            register.enter(LEAD, more);
            if (!register.isFull(LEAD)) {
                entered.addAll(more);
                assertEquals(more, register.among(LEAD, more), () -> "seed " + seed);
            }
        }
        assertTrue(entered.size() > 50_000, () -> entered.size() + " with seed " + seed);
        assertTrue(state.entries().values().stream().allMatch(value -> value.length() < LARGEST_ENTRY));
        assertThrows(OptOutRegister.Full.class, () -> register.among(LEAD, ids(LEAD, 1)));
        assertEquals(Set.of(), register.among(CONTACT, ids(CONTACT, 1)));

        register.clear(LEAD);
        assertFalse(register.isFull(LEAD));
        assertEquals(Map.of(), state.entries());
    }

    @Test
    void remembersUpToWhenAllWereShownForOneWayOfAsking() throws IOException {
        final Instant upTo = Instant.parse("2026-11-23T10:00:07.5Z");
        assertEquals(Optional.empty(), register.shownUpTo(LEAD, "HasOptedOutOfEmail"));
        register.shown(LEAD, "HasOptedOutOfEmail", upTo);
        register.clear(LEAD);
        assertEquals(Optional.of(upTo), new StateOptOutRegister(state, new Turns()).shownUpTo(LEAD, "HasOptedOutOfEmail"));
        assertEquals(Optional.empty(), register.shownUpTo(LEAD, "HasOptedOutOfEmail, DoNotCall"));
        assertEquals(Optional.empty(), register.shownUpTo(CONTACT, "HasOptedOutOfEmail"));
    }

    @Test
    void waitsForWhoIsBeingSentOnThisNode() throws Exception {
        final Turns.Turn turn = register.turn(ids(LEAD, 1, 2));
        final FutureTask<Void> entering = new FutureTask<>(() -> {
            register.enter(LEAD, ids(LEAD, 2, 3));
            return null;
        });
        final Thread query = Thread.ofPlatform().start(entering);
        while (query.getState() != Thread.State.WAITING) {
            Thread.onSpinWait();
        }
        register.enter(LEAD, ids(LEAD, 4));
        assertEquals(ids(LEAD, 4), register.among(LEAD, ids(LEAD, 2, 3, 4)));

        turn.end();
        entering.get();
        assertEquals(ids(LEAD, 2, 3, 4), register.among(LEAD, ids(LEAD, 2, 3, 4)));
    }

    private static Set<SalesforceId> ids(final SalesforceObject object, final int... numbers) {
        return IntStream.of(numbers).mapToObj(number -> id(object, number)).collect(Collectors.toSet());
    }

    private static SalesforceId id(final SalesforceObject object, final int number) {
        return new SalesforceId(IdNumber.of(object.keyPrefix() + "9H0000000000").plus(BigInteger.valueOf(number)).id());
    }
}
