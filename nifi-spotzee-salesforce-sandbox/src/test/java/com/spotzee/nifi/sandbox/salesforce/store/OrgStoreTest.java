package com.spotzee.nifi.sandbox.salesforce.store;

import com.fasterxml.jackson.databind.JsonNode;
import com.spotzee.nifi.sandbox.salesforce.NullSemantics;
import com.spotzee.nifi.sandbox.salesforce.schema.SalesforceId;
import com.spotzee.nifi.sandbox.salesforce.soql.SoqlError;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

class OrgStoreTest {
    private final TestOrg org = new TestOrg();

    @AfterEach
    void close() {
        org.close();
    }

    @Nested
    class Renders {
        @Test
        void recordsAsSalesforceDoes() {
            final String id = org.lead("Lovelace", Map.of("FirstName", "Ada", "AnnualRevenue", "350000000", "NumberOfEmployees", 42, "NPS__c", "50",
                    "Interests__c", "Running;Yoga", "Renewal_Date__c", "2026-12-31", "VIP__c", true));
            assertEquals("[{\"attributes\":{\"type\":\"Lead\",\"url\":\"/services/data/v66.0/sobjects/Lead/" + id + "\"},\"Name\":\"Ada Lovelace\",\"Id\":\""
                    + id
                    + "\",\"Email\":null,\"AnnualRevenue\":3.5E8,\"NumberOfEmployees\":42,\"NPS__c\":50.0,\"Interests__c\":\"Running;Yoga\","
                    + "\"Renewal_Date__c\":\"2026-12-31\",\"VIP__c\":true,\"IsConverted\":false,\"Address\":null,"
                    + "\"CreatedDate\":\"2026-11-23T10:00:00.000+0000\","
                    + "\"Owner\":{\"attributes\":{\"type\":\"User\",\"url\":\"/services/data/v66.0/sobjects/User/" + org.store.adminUserId()
                    + "\"},\"Name\":\"Ada Admin\"},"
                    + "\"ConvertedContact\":null}]",
                    org.text("SELECT name, ID, email, AnnualRevenue, NumberOfEmployees, NPS__c, Interests__c, Renewal_Date__c, VIP__c, IsConverted,"
                            + " Address, CreatedDate,"
                            + " owner.name, ConvertedContact.Email FROM lead"));
        }

        @Test
        void anAddressWithItsParts() {
            org.lead("A", Map.of("City", "Sydney", "Country", "Australia", "Latitude", "-33.86"));
            assertEquals("{\"city\":\"Sydney\",\"country\":\"Australia\",\"geocodeAccuracy\":null,\"latitude\":-33.86,\"longitude\":null,\"postalCode\":null,"
                    + "\"state\":null,\"street\":null}", org.records("SELECT Address FROM Lead").get(0).get("Address").toString());
        }

        @Test
        void aLocationWithItsParts() {
            final String account = org.edits.create("Account",
                    Map.of("Name", "Acme", "Place__Latitude__s", "50.737430000000001", "Place__Longitude__s", "7.0982"));
            org.edits.create("Contact", Map.of("LastName", "A", "AccountId", account, "Place__Longitude__s", "-0.0001"));
            final JsonNode contact = org.records("SELECT place__c, Place__Longitude__s, Account.Place__c FROM Contact").get(0);
            assertEquals("{\"latitude\":null,\"longitude\":-0.0001}", contact.get("Place__c").toString());
            assertEquals("{\"latitude\":50.737430000000001,\"longitude\":7.0982}", contact.get("Account").get("Place__c").toString());
            for (final String condition : List.of("Place__c != null", "MailingAddress = 'x'")) {
                assertThrows(SoqlError.class, () -> org.records("SELECT Id FROM Contact WHERE " + condition), condition);
            }
            assertEquals(1, org.records("SELECT Id FROM Contact WHERE Place__Longitude__s < 0").size());
        }

        @ParameterizedTest
        @CsvSource({"9999999, 9999999.0", "10000000, 1.0E7", "12345678, 1.2345678E7", "-350000000, -3.5E8", "0, 0.0",
            "123456789012345678, 1.23456789012345678E17"})
        void numbersAsDoublesThatLoseNoDigit(final String number, final String text) {
            org.lead("A", Map.of("AnnualRevenue", number));
            assertTrue(org.text("SELECT AnnualRevenue FROM Lead").contains("\"AnnualRevenue\":" + text + "}"));
        }

        @Test
        void aggregatesWithoutAnAddress() {
            org.lead("A", Map.of("Industry", "Energy"));
            org.lead("B", Map.of("Industry", "Energy"));
            assertEquals("[{\"attributes\":{\"type\":\"AggregateResult\"},\"Industry\":\"Energy\",\"n\":2,\"expr0\":\"B\"}]",
                    org.text("SELECT Industry, COUNT(Id) n, MAX(LastName) FROM Lead GROUP BY Industry"));
        }

        @Test
        void aCountWithoutRecords() {
            org.lead("A");
            org.lead("B");
            try (QueryPage page = org.store.query(QueryRequest.of("SELECT COUNT() FROM Lead", "session"))) {
                assertEquals(2, page.totalSize());
                assertEquals("[]", TestOrg.text(page));
            }
        }

        @Test
        void whatAMemberHasFromItsPerson() {
            final String campaign = org.edits.create("Campaign", Map.of("Name", "Spring"));
            final String lead = org.lead("Lovelace", Map.of("FirstName", "Ada", "Email", "ada@example.com", "City", "London", "HasOptedOutOfEmail", true));
            org.edits.create("CampaignMember", Map.of("CampaignId", campaign, "LeadId", lead, "Status", "no such status"));
            final JsonNode member = org.records("SELECT Name, Email, City, CompanyOrAccount, HasOptedOutOfEmail, Type, LeadOrContactId, Status,"
                    + " HasResponded, Contact.Email,"
                    + " Campaign.NumberOfLeads FROM CampaignMember WHERE HasOptedOutOfEmail = true AND Email = 'ADA@example.com'").get(0);
            assertEquals(List.of("Ada Lovelace", "ada@example.com", "London", "Acme", "true", "Lead", lead, "Sent", "false", "null"),
                    List.of(member.get("Name").asText(), member.get("Email").asText(), member.get("City").asText(), member.get("CompanyOrAccount").asText(),
                            member.get("HasOptedOutOfEmail").asText(), member.get("Type").asText(), member.get("LeadOrContactId").asText(),
                            member.get("Status").asText(), member.get("HasResponded").asText(), member.get("Contact").asText()));
            assertEquals(1, member.get("Campaign").get("NumberOfLeads").asInt());
        }

        @Test
        void theStatusThatAnExportedMemberHadInItsOrg() {
            final String campaign = org.edits.create("Campaign", Map.of("Name", "Spring"));
            final String lead = org.lead("Lovelace", Map.of());
            try (RecordInserter members = org.store.insert("CampaignMember")) {
                members.add(Map.of("Id", "00v000000000001", "CampaignId", campaign, "LeadId", lead, "Status", "Waiting List"));
            }
            assertEquals("Waiting List", org.records("SELECT Status FROM CampaignMember").get(0).get("Status").asText());
        }
    }

    @Nested
    class Filters {
        @ParameterizedTest
        @CsvSource(delimiter = '|', textBlock = """
            Company = 'ACME'                                   | A B C
            Email LIKE '%@EXAMPLE.com'                         | A
            Title LIKE '100\\%%'                               | B
            Title = '100% O\\'Neil\\\\'                        | B
            Email = null                                       | B C
            Email != null                                      | A
            AnnualRevenue > 99.5 AND AnnualRevenue <= 200      | A
            AnnualRevenue IN (100, 5)                          | A
            HasOptedOutOfEmail = null                          | B C
            HasOptedOutOfEmail != false                        | A
            Interests__c INCLUDES ('yoga;Running', 'Hiking')   | A
            Interests__c = 'Running;Yoga'                      | A
            CreatedDate = TODAY                                | A B C
            CreatedDate < TODAY                                |
            CreatedDate >= 2026-11-23T11:00:00+01:00           | A B C
            ConvertedContact.Email = null                      | A B C
            ConvertedContact.HasOptedOutOfEmail = false        | A B C
            Owner.Name = 'ada admin'                           | A B C
            Title = ''                                         | A C
            """)
        void asSalesforceDoes(final String where, final String names) {
            org.lead("A", Map.of("Email", "a@example.com", "AnnualRevenue", 100, "HasOptedOutOfEmail", true, "Interests__c", "Running;Yoga"));
            org.lead("B", Map.of("Title", "100% O'Neil\\"));
            org.lead("C");
            assertEquals(Optional.ofNullable(names).map(text -> List.of(text.split(" "))).orElse(List.of()), org.namesWhere(where));
        }

        @Test
        void idsWithRegardToCaseAndInBothLengths() {
            final String id = org.lead("A");
            assertEquals(List.of("A"), org.namesWhere("Id = '" + id + "'"));
            assertEquals(List.of("A"), org.namesWhere("Id = '" + id.substring(0, 15) + "'"));
            assertEquals(List.of(), org.namesWhere("Id = '" + id.toLowerCase(Locale.ROOT).substring(0, 15) + "'"));
            assertEquals(List.of(), org.namesWhere("Id > '" + id + "'"));
        }

        @Test
        void membersWhoseParentChanged() {
            final String campaign = org.edits.create("Campaign", Map.of("Name", "Spring"));
            final String changed = org.lead("Changed");
            for (final String lead : List.of(changed, org.lead("Same"))) {
                org.edits.create("CampaignMember", Map.of("CampaignId", campaign, "LeadId", lead));
            }
            org.clock.advance(Duration.ofHours(1));
            org.edits.optOut("Lead", changed);
            assertEquals(List.of("Changed"),
                    org.names("SELECT LastName FROM CampaignMember WHERE LeadId IN (SELECT Id FROM Lead WHERE SystemModstamp >= 2026-11-23T10:30:00Z"
                    + " AND Owner.Name = 'Ada Admin') AND SystemModstamp < 2026-11-23T10:30:00Z"));
            assertEquals(List.of("Same"),
                    org.names("SELECT LastName FROM CampaignMember WHERE LeadId NOT IN (SELECT Id FROM Lead WHERE SystemModstamp >= 2026-11-23T10:30:00Z)"));
        }

        @Test
        void andOrdersNullsFirstUnlessToldOtherwise() {
            org.lead("A", Map.of("Title", "b"));
            org.lead("B");
            org.lead("C", Map.of("Title", "A"));
            assertEquals(List.of("B", "C", "A"), org.names("SELECT LastName FROM Lead ORDER BY Title"));
            assertEquals(List.of("B", "A", "C"), org.names("SELECT LastName FROM Lead ORDER BY Title DESC"));
            assertEquals(List.of("A", "C", "B"), org.names("SELECT LastName FROM Lead ORDER BY Title DESC NULLS LAST"));
            assertEquals(List.of("C"), org.names("SELECT LastName FROM Lead ORDER BY Title LIMIT 1 OFFSET 1"));
        }
    }

    @Nested
    class TreatsEmptyFields {
        private static final String CONDITIONS = """
            Email != 'a@example.com'                   | B C | B
            (NOT Email LIKE 'a%')                      | B C | B
            Email NOT IN ('a@example.com')             | B C | B
            (NOT (Email = 'a@example.com' OR Email = 'b@example.com')) | C |
            (NOT (Email LIKE 'a%' AND Company = 'Acme')) | B C | B
            Interests__c EXCLUDES ('Yoga')             | A B C |
            (Email != 'a@example.com' OR Email = null) | B C | B C
            HasOptedOutOfEmail != true                 | A B C | A B C
            """;

        @ParameterizedTest
        @CsvSource(delimiter = '|', textBlock = CONDITIONS)
        void asTheSettingSays(final String where, final String nullMatches, final String nullNeverMatches) {
            fill(org);
            assertEquals(split(nullMatches), org.namesWhere(where));
            try (TestOrg strict = new TestOrg(NullSemantics.NULL_NEVER_MATCHES)) {
                fill(strict);
                assertEquals(split(nullNeverMatches), strict.namesWhere(where));
            }
        }

        private static void fill(final TestOrg filled) {
            filled.lead("A", Map.of("Email", "a@example.com"));
            filled.lead("B", Map.of("Email", "b@example.com"));
            filled.lead("C");
        }

        private static List<String> split(final String names) {
            return names == null ? List.of() : List.of(names.split(" "));
        }
    }

    @Nested
    class Pages {
        private void fill(final int leads) {
            try (RecordInserter inserter = org.store.insert("Lead")) {
                for (int number = 0; number < leads; number++) {
                    inserter.add(Map.of("LastName", "L" + number, "Company", "Acme"));
                }
                assertEquals(leads, inserter.added());
            }
        }

        @Test
        void everyRowOnceUnderALocatorThatCountsDeliveredRows() {
            fill(2501);
            final List<String> ids = new ArrayList<>();
            Optional<String> locator = Optional.empty();
            do {
                try (QueryPage page = locator.isEmpty() ? org.store.query(QueryRequest.of("SELECT Id FROM Lead", "session").withPageSize(1000))
                        : org.store.queryMore(locator.get(), 1000, "session")) {
                    assertEquals(2501, page.totalSize());
                    TestOrg.records(page).forEach(record -> ids.add(record.get("Id").asText()));
                    locator = page.nextLocator();
                    assertEquals(ids.size() == 2501, page.done());
                }
                assertTrue(locator.isEmpty() || locator.get().matches("\\w{18}-" + ids.size()));
            } while (locator.isPresent());
            assertEquals(2501, ids.stream().distinct().count());
        }

        @Test
        void ofAResultFixedAtQueryTime() {
            fill(20);
            final String locator;
            try (QueryPage page = org.store.query(QueryRequest.of("SELECT Id FROM Lead ORDER BY Id", "session").withPageSize(10))) {
                locator = page.nextLocator().orElseThrow();
            }
            fill(20);
            try (QueryPage page = org.store.queryMore(locator, 100, "session")) {
                assertEquals(20, page.totalSize());
                assertEquals(10, TestOrg.records(page).size());
                assertTrue(page.done());
            }
        }

        @Test
        void inTheOrderOfIdsThatHeedsCase() {
            for (final String id : List.of("00Q9H00000000aB", "00Q9H00000000AB", "00Q9H00000000Ab", "00Q9H00000000ab", "00Q9H000000000b")) {
                try (RecordInserter leads = org.store.insert("Lead")) {
                    leads.add(Map.of("Id", id, "LastName", id.substring(13), "Company", "Acme"));
                }
            }
            assertEquals(List.of("0b", "AB", "Ab", "aB", "ab"), org.names("SELECT LastName FROM Lead ORDER BY Id"));
            assertEquals(List.of("aB", "ab"), org.names("SELECT LastName FROM Lead WHERE Id > '00Q9H00000000Ab' ORDER BY Id"));
        }

        @Test
        void onlyToTheSessionThatAskedAndForTwoDays() {
            fill(20);
            final String locator;
            try (QueryPage page = org.store.query(QueryRequest.of("SELECT Id FROM Lead", "session").withPageSize(10))) {
                locator = page.nextLocator().orElseThrow();
            }
            assertEquals("INVALID_QUERY_LOCATOR", assertThrows(SoqlError.class, () -> org.store.queryMore(locator, 10, "another")).errorCode());
            org.clock.advance(Duration.ofHours(47));
            org.store.queryMore(locator, 10, "session").close();
            org.clock.advance(Duration.ofHours(2));
            assertEquals("invalid query locator", assertThrows(SoqlError.class, () -> org.store.queryMore(locator, 10, "session")).getMessage());
            assertThrows(SoqlError.class, () -> org.store.queryMore("nonsense", 10, "session"));
        }

        @Test
        void nothingAfterTheSessionEnded() {
            fill(20);
            try (QueryPage page = org.store.query(QueryRequest.of("SELECT Id FROM Lead", "session").withPageSize(10))) {
                final String locator = page.nextLocator().orElseThrow();
                assertEquals(10, TestOrg.records(page).size());
                org.store.endSession("session");
                assertThrows(SoqlError.class, () -> org.store.queryMore(locator, 10, "session"));
            }
        }
    }

    @Nested
    class Takes {
        @Test
        void everyFormOfDateAndCheckboxThatExportsHave() {
            try (RecordInserter inserter = org.store.insert("Lead")) {
                for (final String form : List.of("2020-10-07T15:47:25.000+0000", "2020-10-07T15:47:25Z", "2020-10-07T17:47:25+02:00", "2020-10-07 15:47:25")) {
                    inserter.add(Map.of("LastName", "A", "Company", "Acme", "CreatedDate", form, "HasOptedOutOfEmail", "1", "Name", "computed, so ignored"));
                }
            }
            assertEquals(4, org.records("SELECT Id FROM Lead WHERE CreatedDate = 2020-10-07T15:47:25Z AND LastModifiedDate = 2020-10-07T15:47:25Z"
                    + " AND HasOptedOutOfEmail = true").size());
        }

        @ParameterizedTest
        @CsvSource(delimiter = '|', textBlock = """
            AnnualRevenue  | lots             | AnnualRevenue takes a number such as 1250000 or 12.5.
            NPS__c         | 12345            | NPS__c takes at most 3 digits before the point.
            Email          | nobody           | Email takes an e-mail address such as ann@example.com.
            IsConverted    | maybe            | IsConverted takes true or false.
            ConvertedDate  | soon             | ConvertedDate takes a date such as 2024-01-31.
            CreatedDate    | 2024             | CreatedDate takes a date and time such as 2024-01-31T13:05:30Z.
            OwnerId        | ann              | OwnerId takes a record id of 15 or 18 letters and digits.
            Nonsense__c    | x                | Lead has no field Nonsense__c: correct the name, or add the field first.
            Salutation     | xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx | Salutation takes at most 40 characters, this value has 41: shorten it.
            """)
        void noValueThatDoesNotFit(final String field, final String value, final String sentence) {
            final Map<String, String> values = Map.of("LastName", "A", "Company", "Acme", field, value);
            try (RecordInserter inserter = org.store.insert("Lead")) {
                assertEquals(sentence, assertThrows(RefusedRecord.class, () -> inserter.add(values)).getMessage());
            }
            assertEquals(0, org.store.count("Lead"));
        }

        @Test
        void noRecordWithoutWhatItNeeds() {
            try (RecordInserter inserter = org.store.insert("Lead")) {
                assertEquals("Lead needs a value in Company.", assertThrows(RefusedRecord.class, () -> inserter.add(Map.of("LastName", "A"))).getMessage());
            }
            try (RecordInserter inserter = org.store.insert("CampaignMember")) {
                final Map<String, String> values = new HashMap<>(Map.of("CampaignId", "7019H0000000001"));
                assertEquals("CampaignMember needs a value in LeadId or ContactId.", assertThrows(RefusedRecord.class,
                        () -> inserter.add(values)).getMessage());
            }
        }

        @Test
        void idsFromOutsideAndNeverGivesThemAgain() {
            final String first = org.lead("A");
            final String next = SalesforceId.of("00Q", 7);
            try (RecordInserter inserter = org.store.insert("Lead")) {
                assertEquals(next, inserter.add(Map.of("Id", next.substring(0, 15), "LastName", "B", "Company", "Acme")));
            }
            assertNotEquals(first, org.lead("C"));
            assertEquals(3, org.store.count("Lead"));
        }
    }

    @Nested
    class Reports {
        @Test
        void updatedIdsByWholeMinutes() {
            final String id = org.lead("A");
            final UpdatedRecords updated = org.store.updated("Lead", Instant.parse("2026-11-23T09:00:30Z"), Instant.parse("2026-11-23T10:05:59Z"));
            assertEquals(List.of(id), updated.ids());
            assertEquals(Instant.parse("2026-11-23T10:00:00Z"), updated.latestDateCovered());
        }

        @Test
        void deletions() {
            final String id = org.lead("A");
            org.edits.delete("Lead", id);
            org.clock.advance(Duration.ofMinutes(10));
            final DeletedRecords deleted = org.store.deleted("Lead", TestOrg.START.minusSeconds(600), org.clock.now());
            assertEquals(List.of(new DeletedRecords.Deletion(id, Instant.parse("2026-11-23T10:00:00Z"))), deleted.deletions());
            assertEquals(Instant.parse("2026-11-23T10:10:00Z"), deleted.latestDateCovered());
        }

        @Test
        void noSpanThatIsTooShortOrTooLongAgo() {
            for (final Instant start : List.of(TestOrg.START.minusSeconds(30), TestOrg.START.minus(Duration.ofDays(31)))) {
                assertEquals("INVALID_REPLICATION_DATE", assertThrows(SoqlError.class, () -> org.store.updated("Lead", start, TestOrg.START)).errorCode());
            }
        }
    }

    @Test
    void hidesDeletedRowsFromQueryButNotFromQueryAll() {
        final String id = org.lead("A");
        org.edits.delete("Lead", id);
        assertEquals(0, org.records("SELECT Id FROM Lead").size());
        try (QueryPage page = org.store.query(QueryRequest.allRows("SELECT Id, IsDeleted FROM Lead WHERE SystemModstamp >= 2026-11-23T10:00:00Z", "session"))) {
            assertTrue(TestOrg.records(page).get(0).get("IsDeleted").asBoolean());
        }
        assertFalse(org.store.find("Lead", id).isEmpty());
    }
}
