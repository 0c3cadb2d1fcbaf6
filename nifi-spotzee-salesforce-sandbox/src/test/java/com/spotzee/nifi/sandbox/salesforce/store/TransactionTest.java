package com.spotzee.nifi.sandbox.salesforce.store;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

class TransactionTest {
    private static final String EDITED = "2026-11-23T10:20:00.000+0000";
    private static final Instant BEGUN = Instant.parse("2026-11-23T10:10:00Z");

    private final TestOrg org = new TestOrg();
    private final String lead = org.lead("Before");

    @AfterEach
    void close() {
        org.close();
    }

    @Test
    void isSeenAtItsCommitWithTheStampsOfItsEdits() {
        final Transaction transaction = open();
        org.clock.advance(Duration.ofHours(1));
        assertEquals("Before", org.field("Lead", lead, "LastName"));
        transaction.commit();
        assertEquals("After", org.field("Lead", lead, "LastName"));
        assertEquals(List.of(EDITED, EDITED), List.of(org.field("Lead", lead, "LastModifiedDate"), org.field("Lead", lead, "SystemModstamp")));
        org.edits.edit("Lead", lead, Map.of("FirstName", "Ada"));
        assertEquals("2026-11-23T11:20:00.000+0000", org.field("Lead", lead, "LastModifiedDate"));
    }

    @Test
    void makesRecordsThatAreOlderThanTheirCommit() {
        final List<String> ids = new ArrayList<>();
        final Transaction transaction = open().does(() -> ids.add(org.lead("New")));
        org.clock.advance(Duration.ofHours(1));
        transaction.commit();
        assertEquals(List.of(EDITED, EDITED), List.of(org.field("Lead", ids.getFirst(), "CreatedDate"), org.field("Lead", ids.getFirst(), "SystemModstamp")));
    }

    @Test
    void holdsBackWhatIsCoveredUntilItEnds() {
        final Transaction first = open();
        final Transaction second = org.edits.begin();
        assertEquals(BEGUN, updated().latestDateCovered());
        first.commit();
        assertEquals(Instant.parse("2026-11-23T10:20:00Z"), updated().latestDateCovered());
        org.clock.advance(Duration.ofMinutes(5));
        assertEquals(Instant.parse("2026-11-23T10:20:00Z"), updated().latestDateCovered());
        second.rollBack();
        assertEquals(Instant.parse("2026-11-23T10:25:00Z"), updated().latestDateCovered());
        assertEquals(List.of(lead), updated().ids());
    }

    @Test
    void leavesNothingBehindWhenItIsRolledBack() {
        open().rollBack();
        assertEquals("Before", org.field("Lead", lead, "LastName"));
    }

    @Test
    void endsWithTheEditThatIsRefused() {
        final Transaction transaction = open().does(() -> org.edits.delete("Lead", "00Q9H00000C6pyc")).does(() -> org.lead("Never"));
        assertThrows(RefusedRecord.class, transaction::commit);
        assertEquals(List.of("After"), org.namesWhere("LastName != null"));
        assertEquals(Instant.parse("2026-11-23T10:20:00Z"), updated().latestDateCovered());
    }

    @Test
    void stampsADeletionWhenItWasMade() {
        final Transaction transaction = org.edits.begin();
        org.clock.set(BEGUN);
        transaction.does(() -> org.edits.delete("Lead", lead));
        org.clock.advance(Duration.ofMinutes(50));
        transaction.commit();
        final DeletedRecords deleted = org.store.deleted("Lead", Instant.parse("2026-11-23T10:00:00Z"), Instant.parse("2026-11-23T10:30:00Z"));
        assertEquals(List.of(new DeletedRecords.Deletion(lead, BEGUN)), deleted.deletions());
    }

    /** Begun at 10:10, edited at 10:20, still open. */
    private Transaction open() {
        org.clock.set(BEGUN);
        final Transaction transaction = org.edits.begin();
        org.clock.advance(Duration.ofMinutes(10));
        return transaction.does(() -> org.edits.edit("Lead", lead, Map.of("LastName", "After")));
    }

    private UpdatedRecords updated() {
        return org.store.updated("Lead", Instant.parse("2026-11-23T10:00:00Z"), org.clock.now().plus(Duration.ofMinutes(5)));
    }
}
