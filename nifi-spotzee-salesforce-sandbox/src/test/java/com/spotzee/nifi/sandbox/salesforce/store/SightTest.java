package com.spotzee.nifi.sandbox.salesforce.store;

import com.fasterxml.jackson.databind.JsonNode;
import com.spotzee.nifi.sandbox.salesforce.edit.OrgEdits.NewField;
import com.spotzee.nifi.sandbox.salesforce.schema.FieldType;
import com.spotzee.nifi.sandbox.salesforce.schema.OrgSchema;
import com.spotzee.nifi.sandbox.salesforce.soql.SoqlError;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

class SightTest {
    private final TestOrg org = new TestOrg();

    @AfterEach
    void close() {
        org.close();
    }

    @Nested
    class HiddenRecords {
        @Test
        void vanishFromQueriesAndCountsButNotFromTheCountOfTheObject() {
            final String hidden = org.lead("A");
            org.lead("B");
            org.edits.hideRecord("Lead", hidden.substring(0, 15));
            assertEquals(List.of("B"), org.names("SELECT LastName FROM Lead"));
            assertEquals(1, org.records("SELECT COUNT(Id) FROM Lead").at("/0/expr0").intValue());
            assertEquals(2, org.store.count("Lead"));
            assertFalse(org.store.shared(hidden));
            org.edits.showRecord("Lead", hidden);
            assertEquals(List.of("A", "B"), org.names("SELECT LastName FROM Lead ORDER BY LastName"));
            assertTrue(org.store.shared(hidden));
        }

        @Test
        void leaveNullsWhereTheyAreParentsWithTheirIdsInPlace() {
            final String account = org.edits.create("Account", Map.of("Name", "Acme"));
            org.edits.create("Contact", Map.of("LastName", "Ng", "AccountId", account));
            org.edits.hideRecord("Account", account);
            final JsonNode contact = org.records("SELECT AccountId, Account.Name FROM Contact").get(0);
            assertEquals(account, contact.get("AccountId").textValue());
            assertTrue(contact.get("Account").isNull());
            assertEquals(List.of(), org.names("SELECT LastName FROM Contact WHERE Account.Name = 'Acme'"));
        }

        @Test
        void vanishFromSemiJoins() {
            final String lead = org.lead("A");
            final String campaign = org.edits.create("Campaign", Map.of("Name", "Spring"));
            final String member = org.edits.create("CampaignMember", Map.of("CampaignId", campaign, "LeadId", lead));
            final String soql = "SELECT LastName FROM Lead WHERE Id IN (SELECT LeadId FROM CampaignMember)";
            assertEquals(List.of("A"), org.names(soql));
            org.edits.hideRecord("CampaignMember", member);
            assertEquals(List.of(), org.names(soql));
        }

        @Test
        void vanishFromWhatWasChangedAndDeleted() {
            final String changed = org.lead("A");
            final String deleted = org.lead("B");
            org.edits.delete("Lead", deleted);
            final Instant start = TestOrg.START.minus(Duration.ofMinutes(10));
            final Instant end = TestOrg.START.plus(Duration.ofMinutes(10));
            assertEquals(List.of(changed), org.store.updated("Lead", start, end).ids());
            assertEquals(1, org.store.deleted("Lead", start, end).deletions().size());
            org.edits.hideRecord("Lead", changed);
            org.edits.hideRecord("Lead", deleted);
            assertEquals(List.of(), org.store.updated("Lead", start, end).ids());
            assertEquals(List.of(), org.store.deleted("Lead", start, end).deletions());
        }

        @Test
        void vanishFromBulkQueries() throws IOException {
            org.edits.hideRecord("Lead", org.lead("A"));
            final String seen = org.lead("B");
            assertEquals("\"Id\"\n\"" + seen + "\"\n", bulk("SELECT Id FROM Lead"));
        }
    }

    @Nested
    class EncryptedText {
        private static final String QUERY = "SELECT LastName, Passport__c FROM Lead ORDER BY LastName";

        @Test
        void isAsterisksUntilTheUserMayReadIt() throws IOException {
            org.edits.addField("Lead", new NewField("Passport__c", "Passport", FieldType.ENCRYPTEDSTRING, List.of()));
            org.lead("A", Map.of("Passport__c", "PA1234"));
            org.lead("B");
            final OrgSchema before = org.store.schema();
            assertEquals("******", org.records(QUERY).at("/0/Passport__c").textValue());
            assertTrue(org.records(QUERY).at("/1/Passport__c").isNull());
            assertEquals("\"LastName\",\"Passport__c\"\n\"A\",\"******\"\n\"B\",\"\"\n", bulk(QUERY));
            org.edits.permitEncryptedData(true);
            assertEquals("PA1234", org.records(QUERY).at("/0/Passport__c").textValue());
            assertEquals(before.lastModified(), org.store.schema().lastModified());
        }

        @Test
        void canNotBeFiltered() {
            org.edits.addField("Lead", new NewField("Passport__c", "Passport", FieldType.ENCRYPTEDSTRING, List.of()));
            assertTrue(assertThrows(SoqlError.class, () -> org.records("SELECT Id FROM Lead WHERE Passport__c = 'PA1234'")).getMessage()
                    .contains("field 'Passport__c' can not be filtered in a query call"));
        }
    }

    private String bulk(final String soql) throws IOException {
        try (BulkExtract extract = org.store.extract(soql, false)) {
            final SpooledRows rows = extract.spool(new CsvFormat(',', "\n", false));
            final ByteArrayOutputStream csv = new ByteArrayOutputStream();
            rows.write(csv, 0, rows.rows());
            return csv.toString(StandardCharsets.UTF_8);
        }
    }
}
