package com.spotzee.nifi.sandbox.comparison;

import com.spotzee.nifi.sandbox.Sandbox;
import com.spotzee.nifi.sandbox.SandboxOptions;
import com.spotzee.nifi.sandbox.salesforce.OrgClock;
import com.spotzee.nifi.sandbox.salesforce.store.PeopleFilter;
import com.spotzee.nifi.sandbox.salesforce.store.Person;
import com.spotzee.nifi.sandbox.spotzee.SyncedUsers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.LongStream;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

class BothSidesTest {
    private static final Instant NOW = Instant.parse("2026-11-23T10:00:00Z");

    private Sandbox sandbox;
    private SyncedUsers sync;

    @BeforeEach
    void start() {
        sandbox = Sandbox.start(SandboxOptions.defaults().withRecords(110, 3).withClock(OrgClock.standingAt(NOW)).withRateLimits(false));
        sync = new SyncedUsers(sandbox, "demo_one");
    }

    @AfterEach
    void close() {
        sync.close();
        sandbox.close();
    }

    private Comparison compared() {
        return Comparison.of(sandbox.org().store(), sandbox.project());
    }

    private BothSides sides() {
        return new BothSides(sandbox.org().store(), sandbox.project());
    }

    private Person aLead() {
        return sandbox.org().store().people().page("Lead", PeopleFilter.PRESENT, "", 200).stream()
                .filter(lead -> !lead.optedOut() && lead.contact().email() != null && canBeEdited(lead)).findFirst().orElseThrow();
    }

    private boolean canBeEdited(final Person lead) {
        return !sandbox.org().store().find("Lead", lead.id()).orElseThrow().get("IsConverted").asBoolean();
    }

    private MatchedPerson match(final Person person) {
        return sides().match(again(person));
    }

    private Person again(final Person person) {
        return sandbox.org().store().people().find(person.object(), person.id()).orElseThrow();
    }

    private void edit(final Person person, final Map<String, ?> values) {
        sandbox.org().edits().edit(person.object(), person.id(), values);
    }

    @Test
    void beforeTheFirstSyncEverybodyIsMissing() {
        final Comparison comparison = compared();
        assertEquals(List.of(), comparison.integrations());
        assertEquals(comparison.of("Lead").people(), comparison.of("Lead").count(Difference.MISSING));
        assertEquals(0, comparison.count(Difference.BEHIND));
        assertEquals(Optional.empty(), comparison.waitingSince());
    }

    @Test
    void afterASyncBothSidesAreTheSame() throws IOException, InterruptedException {
        sync.bringEverybody();
        final Comparison comparison = compared();
        assertEquals(List.of("demo_one"), comparison.integrations());
        for (final Difference difference : Difference.values()) {
            assertEquals(0, comparison.count(difference), difference::name);
        }
        assertEquals(comparison.users(), comparison.objects().stream().mapToLong(ObjectComparison::users).sum());
        assertTrue(comparison.of("Lead").mailable() < comparison.of("Lead").people());
    }

    @Test
    void anEditedValueDiffersUntilItIsSynced() throws IOException, InterruptedException {
        sync.bringEverybody();
        final Person lead = aLead();
        sandbox.org().clock().advance(Duration.ofMinutes(2));
        edit(lead, Map.of("LastName", "Renamed", "Phone", "+49 30 1234567"));
        final MatchedPerson matched = match(lead);
        assertEquals(Standing.DIFFERS, matched.standing());
        assertEquals(Set.of(ComparedField.LAST_NAME, ComparedField.PHONE), matched.users().getFirst().differing());
        sandbox.org().clock().advance(Duration.ofMinutes(3));
        assertEquals(Optional.of(NOW.plus(Duration.ofMinutes(2))), compared().waitingSince());
        assertEquals(List.of(lead.id()), compared().of("Lead").ids(Difference.BEHIND));
        sync.bringEverybody();
        assertEquals(Standing.SAME, match(lead).standing());
    }

    @Test
    void anEditOfAnotherFieldIsSeenByItsStamp() throws IOException, InterruptedException {
        sync.bringEverybody();
        final Person lead = aLead();
        sandbox.org().clock().advance(Duration.ofMinutes(2));
        edit(lead, Map.of("Title", "Captain"));
        assertEquals(Standing.EDITED_SINCE, match(lead).standing());
        assertEquals(1, compared().of("Lead").count(Difference.BEHIND));
    }

    @Test
    void aPhoneNumberThatSpotzeeRefusesIsNoDifference() throws IOException, InterruptedException {
        final Person lead = aLead();
        edit(lead, Map.of("Phone", "ask at the desk"));
        sync.bringEverybody();
        assertEquals(Standing.SAME, match(lead).standing());
    }

    @Test
    void aMobilePhoneStandsInForAPhone() throws IOException, InterruptedException {
        final Map<String, Object> mobileOnly = new HashMap<>(Map.of("MobilePhone", "+49 170 1234567"));
        mobileOnly.put("Phone", null);
        final Person lead = aLead();
        edit(lead, mobileOnly);
        assertEquals("+49 170 1234567", again(lead).contact().phone());
        sync.bringEverybody();
        edit(lead, Map.of("MobilePhone", "+49 170 7654321"));
        assertEquals(Set.of(ComparedField.PHONE), match(lead).users().getFirst().differing());
    }

    @Test
    void whoOptsOutStaysMailableUntilTheSync() throws IOException, InterruptedException {
        sync.bringEverybody();
        final Person lead = aLead();
        sandbox.org().edits().optOut("Lead", lead.id());
        assertTrue(match(lead).mailableThoughOptedOut());
        assertEquals(List.of(lead.id()), compared().of("Lead").ids(Difference.MAILABLE_OPT_OUT));
        sync.bringEverybody();
        assertFalse(match(lead).mailable());
        assertEquals(0, compared().count(Difference.MAILABLE_OPT_OUT));
    }

    @Test
    void hiddenFieldsAndRecordsAreComparedAllTheSame() throws IOException, InterruptedException {
        sync.bringEverybody();
        final Person lead = aLead();
        sandbox.org().edits().hideField("Lead", "Email");
        sandbox.org().edits().hideRecord("Lead", lead.id());
        assertEquals(Standing.SAME, match(lead).standing());
        assertEquals(0, compared().count(Difference.BEHIND));
    }

    @Test
    void theWorstOfSeveralUsersCounts() throws IOException, InterruptedException {
        sync.bringEverybody();
        final Person lead = aLead();
        edit(lead, Map.of("LastName", "Renamed"));
        try (SyncedUsers other = new SyncedUsers(sandbox, "other")) {
            other.bringEverybody();
        }
        final MatchedPerson matched = match(lead);
        assertEquals(2, matched.users().size());
        assertEquals(Standing.DIFFERS, matched.standing());
        assertEquals(List.of("demo_one", "other"), compared().integrations());
    }

    @Test
    void usersOfDeletedRecordsBelongToNobodyPresent() throws IOException, InterruptedException {
        sync.bringEverybody();
        sandbox.org().edits().delete("Contact", sandbox.org().store().people().page("Contact", PeopleFilter.PRESENT, "", 1).getFirst().id());
        final Comparison comparison = compared();
        assertTrue(comparison.users() > comparison.objects().stream().mapToLong(ObjectComparison::users).sum());
        assertEquals(1, comparison.of("Contact").deleted());
    }

    @Test
    void aComparisonOfEverybodyStandsForTenTimesAsLongAsItTook() {
        // asked at 100, took 10; asked at 209; asked at 210, took 5
        final Iterator<Long> times = LongStream.of(100, 110, 209, 210, 215).iterator();
        final BothSides sides = new BothSides(sandbox.org().store(), sandbox.project(), times::next);
        final Comparison first = sides.compared();
        assertSame(first, sides.compared());
        assertNotSame(first, sides.compared());
    }
}
