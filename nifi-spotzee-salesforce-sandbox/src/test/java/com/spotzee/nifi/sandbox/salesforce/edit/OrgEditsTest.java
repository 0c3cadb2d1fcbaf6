package com.spotzee.nifi.sandbox.salesforce.edit;

import com.fasterxml.jackson.databind.JsonNode;
import com.spotzee.nifi.sandbox.salesforce.schema.Field;
import com.spotzee.nifi.sandbox.salesforce.schema.FieldType;
import com.spotzee.nifi.sandbox.salesforce.soql.SoqlError;
import com.spotzee.nifi.sandbox.salesforce.store.DeletedRecords;
import com.spotzee.nifi.sandbox.salesforce.store.QueryPage;
import com.spotzee.nifi.sandbox.salesforce.store.QueryRequest;
import com.spotzee.nifi.sandbox.salesforce.store.RefusedRecord;
import com.spotzee.nifi.sandbox.salesforce.store.TestOrg;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

class OrgEditsTest {
    private static final String BEFORE = "2026-11-23T10:00:00.000+0000";
    private static final String AFTER = "2026-11-23T11:00:00.000+0000";

    private final TestOrg org = new TestOrg();

    @AfterEach
    void close() {
        org.close();
    }

    private void anHourLater() {
        org.clock.advance(Duration.ofHours(1));
    }

    private void assertStamps(final String lastModified, final String systemModstamp, final String object, final String id) {
        assertEquals(List.of(BEFORE, lastModified, systemModstamp),
                List.of(org.field(object, id, "CreatedDate"), org.field(object, id, "LastModifiedDate"), org.field(object, id, "SystemModstamp")));
    }

    private String member(final String lead) {
        final String campaign = org.edits.create("Campaign", Map.of("Name", "Spring"));
        return org.edits.create("CampaignMember", Map.of("CampaignId", campaign, "LeadId", lead));
    }

    @Nested
    class MovesStamps {
        @Test
        void ofAnEditedRecordInWholeSeconds() {
            final String id = org.lead("A");
            assertStamps(BEFORE, BEFORE, "Lead", id);
            anHourLater();
            org.edits.edit("Lead", id.substring(0, 15), Map.of("firstname", "Ada"));
            assertStamps(AFTER, AFTER, "Lead", id);
            assertEquals("Ada A", org.field("Lead", id, "Name"));
        }

        @Test
        void ofThePersonButNotOfItsCampaignMembersOnAnOptOut() {
            final String lead = org.lead("A");
            final String member = member(lead);
            anHourLater();
            org.edits.optOut("Lead", lead);
            assertStamps(AFTER, AFTER, "Lead", lead);
            assertEquals("true", org.field("CampaignMember", member, "HasOptedOutOfEmail"));
            assertStamps(BEFORE, BEFORE, "CampaignMember", member);
        }

        @Test
        void ofTheSystemOnlyWhenAnEmailBounced() {
            final String id = org.lead("A", Map.of("Email", "a@example.com"));
            anHourLater();
            org.edits.bounce("Lead", id, "550 no such user");
            assertStamps(BEFORE, AFTER, "Lead", id);
            org.edits.edit("Lead", id, Map.of("Email", "b@example.com"));
            assertEquals("null", org.field("Lead", id, "EmailBouncedReason"));
        }

        @Test
        void ofTheSystemOnlyWhenDeletedAndUndeleted() {
            final String id = org.lead("A");
            anHourLater();
            org.edits.delete("Lead", id);
            assertStamps(BEFORE, AFTER, "Lead", id);
            anHourLater();
            org.edits.undelete("Lead", id);
            assertStamps(BEFORE, "2026-11-23T12:00:00.000+0000", "Lead", id);
            assertEquals(List.of(), org.store.deleted("Lead", TestOrg.START.minusSeconds(600), org.clock.now().plusSeconds(60)).deletions());
        }

        @Test
        void notOfRecordsCreatedWithADateInThePast() {
            final String id = org.lead("A", Map.of("CreatedDate", "2020-01-01T00:00:00Z", "LastModifiedDate", "2020-01-02T00:00:00Z"));
            assertEquals("2020-01-02T00:00:00.000+0000", org.field("Lead", id, "LastModifiedDate"));
            assertEquals(BEFORE, org.field("Lead", id, "SystemModstamp"));
        }
    }

    @Nested
    class Deletes {
        @Test
        void campaignMembersForGoodAndWithTheirPerson() {
            final String lead = org.lead("A");
            final String first = member(lead);
            final String second = member(lead);
            org.edits.delete("CampaignMember", first);
            org.edits.delete("Lead", lead);
            assertTrue(org.store.find("CampaignMember", first).isEmpty());
            assertTrue(org.store.find("CampaignMember", second).isEmpty());
            final Instant later = TestOrg.START.plusSeconds(120);
            org.clock.set(later);
            assertEquals(2, org.store.deleted("CampaignMember", TestOrg.START.minusSeconds(600), later).deletions().size());
        }

        @Test
        void nothingTwice() {
            final String id = org.lead("A");
            org.edits.delete("Lead", id);
            assertEquals("ENTITY_IS_DELETED", assertThrows(RefusedRecord.class, () -> org.edits.delete("Lead", id)).errorCode());
            assertEquals("ENTITY_IS_DELETED", assertThrows(RefusedRecord.class, () -> org.edits.optOut("Lead", id)).errorCode());
        }
    }

    @Nested
    class Merges {
        @Test
        void losersIntoTheWinnerWithTheirMemberships() {
            final String winner = org.lead("Winner");
            final String loser = org.lead("Loser");
            final String member = member(loser);
            final String campaign = org.field("CampaignMember", member, "CampaignId");
            final String twice = org.edits.create("CampaignMember", Map.of("CampaignId", org.edits.create("Campaign", Map.of("Name", "Two")), "LeadId",
                    winner));
            org.edits.create("CampaignMember", Map.of("CampaignId", org.field("CampaignMember", twice, "CampaignId"), "LeadId", loser));
            anHourLater();
            org.edits.merge("Lead", winner, List.of(loser));
            assertStamps(AFTER, AFTER, "Lead", winner);
            assertStamps(BEFORE, AFTER, "Lead", loser);
            assertEquals(winner, org.field("Lead", loser, "MasterRecordId"));
            assertStamps(BEFORE, AFTER, "CampaignMember", member);
            assertEquals(List.of(campaign, winner), List.of(org.field("CampaignMember", member, "CampaignId"), org.field("CampaignMember", member, "LeadId")));
            assertEquals(2, org.store.count("CampaignMember"));
            try (QueryPage page = org.store.query(QueryRequest.allRows("SELECT MasterRecordId FROM Lead WHERE IsDeleted = true", "session"))) {
                assertEquals(winner, TestOrg.records(page).get(0).get("MasterRecordId").asText());
            }
        }
    }

    @Nested
    class ForgetsDeletedRecords {

        private static final String DELETED = "SELECT Id FROM Lead WHERE IsDeleted = true";

        private final Instant now = Instant.parse(BEFORE.replace("+0000", "Z"));

        @Test
        void inAnEmptiedBinButNotInTheLog() {
            final String id = org.lead("A");
            org.lead("B");
            org.edits.delete("Lead", id);
            org.edits.emptyRecycleBin("Lead");
            assertEquals(0, allRows(DELETED));
            org.clock.advance(Duration.ofMinutes(5));
            assertEquals(List.of(id), org.store.deleted("Lead", now.minusSeconds(600), now.plusSeconds(300)).deletions().stream()
                    .map(DeletedRecords.Deletion::id).toList());
        }

        @Test
        void inTheBinAfterFifteenDays() {
            org.edits.delete("Lead", org.lead("A"));
            org.clock.advance(Duration.ofDays(15));
            assertEquals(1, allRows(DELETED));
            org.clock.advance(Duration.ofSeconds(1));
            assertEquals(0, allRows(DELETED));
        }

        @Test
        void inAPurgedLogAndSaysSinceWhenItKnows() {
            org.edits.delete("Lead", org.lead("A"));
            org.clock.advance(Duration.ofMinutes(5));
            org.edits.purgeDeletions("Lead");
            final DeletedRecords known = org.store.deleted("Lead", now.minusSeconds(600), now.plusSeconds(300));
            assertEquals(List.of(), known.deletions());
            assertEquals(now.plusSeconds(300), known.earliestDateAvailable());
        }

        private long allRows(final String soql) {
            try (QueryPage page = org.store.query(QueryRequest.allRows(soql, "session"))) {
                return page.totalSize();
            }
        }
    }

    @Nested
    class Converts {
        @Test
        void aLeadIntoAContactThatExistsAndFillsOnlyWhatIsEmptyThere() {
            final String lead = org.lead("Lovelace", Map.of("Email", "ada@example.com", "Phone", "1", "HasOptedOutOfEmail", true));
            final String contact = org.edits.create("Contact", Map.of("LastName", "King", "Phone", "2"));
            assertEquals(contact, org.edits.convertInto(lead, contact).contactId());
            assertEquals(List.of("King", "2", "ada@example.com", "false"), Stream.of("LastName", "Phone", "Email", "HasOptedOutOfEmail")
                    .map(field -> org.field("Contact", contact, field)).toList());
            assertEquals(contact, org.field("Lead", lead, "ConvertedContactId"));
        }

        @Test
        void aLeadIntoAContactOfAnAccount() {
            final String lead = org.lead("Lovelace", Map.of("Email", "ada@example.com", "City", "London", "HasOptedOutOfEmail", true, "Segment__c",
                    "Consumer"));
            final String member = member(lead);
            anHourLater();
            final OrgEdits.Conversion conversion = org.edits.convert(lead);
            assertStamps(AFTER, AFTER, "Lead", lead);
            final JsonNode converted = org.records("SELECT IsConverted, ConvertedDate, ConvertedContactId, ConvertedAccountId, Status FROM Lead").get(0);
            assertEquals(List.of("true", "2026-11-23", conversion.contactId(), conversion.accountId(), "Closed - Converted"),
                    List.of(converted.get("IsConverted").asText(), converted.get("ConvertedDate").asText(), converted.get("ConvertedContactId").asText(),
                            converted.get("ConvertedAccountId").asText(), converted.get("Status").asText()));
            final JsonNode contact = org.records("SELECT Email, MailingCity, HasOptedOutOfEmail, Segment__c, Account.Name, CreatedDate FROM Contact").get(0);
            assertEquals(List.of("ada@example.com", "London", "true", "Consumer", "Acme", AFTER),
                    List.of(contact.get("Email").asText(), contact.get("MailingCity").asText(), contact.get("HasOptedOutOfEmail").asText(),
                            contact.get("Segment__c").asText(), contact.get("Account").get("Name").asText(), contact.get("CreatedDate").asText()));
            assertEquals(List.of(lead, conversion.contactId(), "Contact"), List.of(org.field("CampaignMember", member, "LeadId"),
                    org.field("CampaignMember", member, "ContactId"), org.field("CampaignMember", member, "Type")));
        }

        @Test
        void intoTheAccountThatIsThereAndOnlyOnce() {
            final String account = org.edits.create("Account", Map.of("Name", "ACME"));
            final String lead = org.lead("A");
            assertEquals(account, org.edits.convert(lead).accountId());
            assertEquals("This lead has been converted already: choose another one.",
                    assertThrows(RefusedRecord.class, () -> org.edits.convert(lead)).getMessage());
            assertEquals("CANNOT_UPDATE_CONVERTED_LEAD", assertThrows(RefusedRecord.class, () -> org.edits.optOut("Lead", lead)).errorCode());
        }
    }

    @Nested
    class ChangesTheSchema {
        @Test
        void byHidingAFieldAndShowingItAgain() {
            final String id = org.lead("A");
            anHourLater();
            org.edits.hideField("Lead", "hasOptedOutOfEmail");
            assertTrue(assertThrows(SoqlError.class, () -> org.records("SELECT HasOptedOutOfEmail FROM Lead")).getMessage().contains("No such column"));
            assertThrows(SoqlError.class, () -> org.records("SELECT Id FROM CampaignMember WHERE Lead.HasOptedOutOfEmail = true"));
            assertEquals(AFTER.substring(0, 19) + "Z", org.store.schema().lastModified().toString());
            org.edits.optOut("Lead", id);
            org.edits.showField("Lead", "HasOptedOutOfEmail");
            assertTrue(org.records("SELECT HasOptedOutOfEmail FROM Lead").get(0).get("HasOptedOutOfEmail").asBoolean());
        }

        @Test
        void byRenamingACustomFieldWhoseValuesStay() {
            org.lead("A", Map.of("Segment__c", "Consumer"));
            org.edits.renameField("Lead", "Segment__c", "Tier__c");
            assertEquals("Consumer", org.records("SELECT Tier__c FROM Lead WHERE Tier__c = 'consumer'").get(0).get("Tier__c").asText());
            assertThrows(SoqlError.class, () -> org.records("SELECT Segment__c FROM Lead"));
            org.edits.addField("Lead", new OrgEdits.NewField("Segment__c", "Segment", FieldType.PICKLIST, List.of("New")));
            assertTrue(org.records("SELECT Segment__c FROM Lead").get(0).get("Segment__c").isNull());
        }

        @Test
        void byHidingALocationWithAllItsParts() {
            org.edits.hideField("Contact", "Place__Latitude__s");
            for (final String field : List.of("Place__c", "Place__Latitude__s", "Place__Longitude__s")) {
                assertThrows(SoqlError.class, () -> org.records("SELECT " + field + " FROM Contact"), field);
                assertThrows(RefusedRecord.class, () -> org.edits.renameField("Contact", field, "Spot__c"), field);
            }
            org.edits.showField("Contact", "Place__c");
            assertEquals(0, org.records("SELECT Place__c, Place__Latitude__s, Place__Longitude__s FROM Contact").size());
        }

        @Test
        void byAddingAFieldThatTakesValues() {
            final String id = org.lead("A");
            org.edits.addField("Lead", new OrgEdits.NewField("Wants_News__c", "Wants News", FieldType.BOOLEAN, List.of()));
            assertEquals("false", org.field("Lead", id, "Wants_News__c"));
            org.edits.edit("Lead", id, Map.of("Wants_News__c", "true"));
            org.lead("B", Map.of("Wants_News__c", true));
            assertEquals(List.of("A", "B"), org.namesWhere("Wants_News__c = true"));
            assertTrue(org.store.schema().object("Lead").orElseThrow().field("wants_news__c").orElseThrow().is(Field.Flag.CUSTOM));
        }

        @Test
        void butNotWhatEveryOrgNeeds() {
            assertThrows(RefusedRecord.class, () -> org.edits.hideField("Lead", "LastName"));
            assertThrows(RefusedRecord.class, () -> org.edits.hideField("Lead", "SystemModstamp"));
            assertThrows(RefusedRecord.class, () -> org.edits.renameField("Lead", "Email", "Mail__c"));
            assertThrows(RefusedRecord.class, () -> org.edits.addField("Lead", new OrgEdits.NewField("Wrong", "Wrong", FieldType.STRING, List.of())));
        }
    }

    @Nested
    class Refuses {
        @Test
        void whatSalesforceSetsItself() {
            final String id = org.lead("A");
            assertEquals("Lead.SystemModstamp is set by Salesforce itself: leave it out.",
                    assertThrows(RefusedRecord.class, () -> org.edits.edit("Lead", id, Map.of("SystemModstamp", AFTER))).getMessage());
            assertThrows(RefusedRecord.class, () -> org.edits.edit("Lead", id, Map.of("Name", "Ada")));
        }

        @Test
        void lookupsThatLeadNowhere() {
            final String campaign = org.edits.create("Campaign", Map.of("Name", "Spring"));
            assertEquals("NOT_FOUND", assertThrows(RefusedRecord.class,
                    () -> org.edits.create("CampaignMember", Map.of("CampaignId", campaign, "LeadId", "00Q000000000001"))).errorCode());
        }

        @Test
        void aPersonTwiceInACampaign() {
            final String lead = org.lead("A");
            final String campaign = org.field("CampaignMember", member(lead), "CampaignId");
            assertEquals("DUPLICATE_VALUE", assertThrows(RefusedRecord.class,
                    () -> org.edits.create("CampaignMember", Map.of("CampaignId", campaign, "LeadId", lead))).errorCode());
        }

        @Test
        void toEmptyWhatARecordNeeds() {
            final String id = org.lead("A");
            assertEquals("Lead needs a value in Company.", assertThrows(RefusedRecord.class, () -> org.edits.edit("Lead", id, Map.of("Company",
                    ""))).getMessage());
        }
    }
}
