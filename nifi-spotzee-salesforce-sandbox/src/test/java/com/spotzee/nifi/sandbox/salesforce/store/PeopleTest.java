package com.spotzee.nifi.sandbox.salesforce.store;

import com.spotzee.nifi.sandbox.salesforce.OrgClock;
import com.spotzee.nifi.sandbox.salesforce.OrgSettings;
import com.spotzee.nifi.sandbox.salesforce.edit.OrgEdits;
import com.spotzee.nifi.sandbox.salesforce.edit.OrgEdits.NewField;
import com.spotzee.nifi.sandbox.salesforce.schema.FieldType;
import com.spotzee.nifi.sandbox.salesforce.store.PeopleFilter.Group;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.FutureTask;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

class PeopleTest {
    private static final Instant NOW = Instant.parse("2026-11-23T10:00:00Z");

    private OrgStore store;
    private OrgEdits edits;
    private String ann;
    private String bob;

    @BeforeEach
    void fill() {
        store = OrgStore.open(OrgSettings.defaults().withClock(OrgClock.standingAt(NOW)));
        edits = new OrgEdits(store);
        ann = edits.create("Lead", Map.of("FirstName", "Ann", "LastName", "100% Ng", "Company", "Acme", "Email", "ann_ng@example.com", "Phone", "030 12"));
        bob = edits.create("Lead", Map.of("LastName", "Bob", "Company", "Acme", "Email", "annang@example.com", "HasOptedOutOfEmail", true));
    }

    @AfterEach
    void close() {
        store.close();
    }

    private List<String> found(final Group group, final String search) {
        return store.people().page("Lead", new PeopleFilter(group, search), "", 10).stream().map(Person::id).toList();
    }

    @Test
    void aPersonHasTheValuesOfTheRecord() {
        final Person.Contactable contact = new Person.Contactable("Ann", "100% Ng", "ann_ng@example.com", "030 12");
        assertEquals(new Person("Lead", ann, contact, false, false, NOW), store.people().find("Lead", ann.substring(0, 15)).orElseThrow());
    }

    @Test
    void aSearchLooksAtNamesAndAddresses() {
        assertEquals(List.of(ann, bob), found(Group.PRESENT, "ANN"));
        assertEquals(List.of(ann), found(Group.PRESENT, "ann 100"));
        assertEquals(List.of(bob), found(Group.PRESENT, bob.substring(0, 15)));
        assertEquals(List.of(), found(Group.PRESENT, "carl"));
    }

    @Test
    void whatStandsForAnythingInPatternsStandsForItselfInASearch() {
        assertEquals(List.of(ann), found(Group.PRESENT, "n_n"));
        assertEquals(List.of(ann), found(Group.PRESENT, "0%"));
        assertEquals(List.of(), found(Group.PRESENT, "\\"));
        assertEquals(List.of(), found(Group.PRESENT, "' OR 1=1 --"));
    }

    @Test
    void groupsAreKeptApart() {
        edits.delete("Lead", ann);
        assertEquals(List.of(bob), found(Group.PRESENT, ""));
        assertEquals(List.of(bob), found(Group.OPTED_OUT, ""));
        assertEquals(List.of(ann), found(Group.DELETED, ""));
        assertEquals(1, store.people().count("Lead", Group.DELETED));
        assertTrue(store.people().find("Lead", ann).orElseThrow().deleted());
    }

    @Test
    void pagesGoOnBehindAnId() {
        assertEquals(List.of(ann), store.people().page("Lead", PeopleFilter.PRESENT, "", 1).stream().map(Person::id).toList());
        assertEquals(List.of(bob), store.people().page("Lead", PeopleFilter.PRESENT, ann, 1).stream().map(Person::id).toList());
    }

    @Test
    void whatTheApisUserMayNotSeeIsSeen() {
        edits.hideField("Lead", "Email");
        edits.hideRecord("Lead", bob);
        assertEquals("annang@example.com", store.people().find("Lead", bob).orElseThrow().contact().email());
        assertEquals(List.of(ann, bob), found(Group.PRESENT, ""));
    }

    @Test
    void aCampaignMemberIsItsLead() {
        final String campaign = edits.create("Campaign", Map.of("Name", "Spring"));
        final String member = edits.create("CampaignMember", Map.of("CampaignId", campaign, "LeadId", bob, "Status", "Sent"));
        final Person person = store.people().page("CampaignMember", new PeopleFilter(Group.OPTED_OUT, "annang"), "", 10).getFirst();
        assertEquals(member, person.id());
        assertEquals("Bob", person.contact().name());
    }

    @Test
    void peopleAreThereWhileTheSchemaChanges() throws Exception {
        final FutureTask<Void> changes = new FutureTask<>(() -> {
            for (int i = 0; i < 40; i++) {
                edits.addField("Lead", new NewField("Grade%d__c".formatted(i), "Grade", FieldType.STRING, List.of()));
            }
            return null;
        });
        Thread.ofVirtual().start(changes);
        while (!changes.isDone()) {
            assertEquals(List.of(ann, bob), found(Group.PRESENT, ""));
            assertEquals(1, store.people().count("Lead", Group.OPTED_OUT));
            assertTrue(store.people().find("Lead", ann).isPresent());
        }
        changes.get();
    }
}
