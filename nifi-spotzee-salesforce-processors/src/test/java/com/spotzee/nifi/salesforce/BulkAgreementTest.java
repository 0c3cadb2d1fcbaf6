package com.spotzee.nifi.salesforce;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.spotzee.nifi.sandbox.salesforce.EmulatedOrg;
import com.spotzee.nifi.sandbox.salesforce.OrgSettings;
import com.spotzee.nifi.sandbox.salesforce.store.RecordInserter;
import com.spotzee.nifi.services.EmulatedOrgRunner;
import org.apache.nifi.reporting.InitializationException;
import org.apache.nifi.util.NoOpProcessor;
import org.apache.nifi.util.TestRunners;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** Whichever way records are read, through the REST API or by a query job: they must be the same, byte for byte. Asked of an emulated org. */
class BulkAgreementTest {

    private static final List<String> TEXTS = List.of("plain", "O'Neil", "say \"yes\"", "a,b;c", "two\nlines", "two\r\nlines\n", " padded ", "Zoë 李 😀",
            "\"", ",", "null", "tab\there", "nul\u0000here", "\\", "-1", "2026-01-01", "true");
    private static final List<String> NUMBERS = List.of("0", "-1.5", "9999999.99", "10000000", "123456789012", "0.001", "0.0001",
            "350000000.25", "300", "-0.00001");

    private final long seed = System.nanoTime();
    private final Random random = new Random(seed);

    @ParameterizedTest
    @CsvSource({"2500, false", "100, true"})
    void bothWaysGiveTheSameRecords(final int contacts, final boolean zuluStamps) throws InitializationException, SalesforceFailure, IOException {
        try (EmulatedOrg org = EmulatedOrg.start(OrgSettings.defaults())) {
            org.bulk().use(org.bulk().settings().withZuluStamps(zuluStamps).withPollsUntilComplete(1));
            insert(org, contacts);
            final SalesforceClient client = client(org);
            final List<FieldPath> fields = new ArrayList<>();
            for (final String object : List.of("Contact", "Account", "User")) {
                final String parent = "Contact".equals(object) ? "" : "User".equals(object) ? "Owner." : object + ".";
                client.describe(object).fields().stream().filter(field -> field.type() != FieldType.BASE64)
                        .filter(field -> parent.isEmpty() || !"Owner.".equals(parent) || List.of("Id", "Name").contains(field.name()))
                        .forEach(field -> fields.add(FieldPath.parse(parent + field.name())));
            }
            fields.addAll(Stream.of("Account.Owner.Name", "ReportsTo.LastName", "ReportsTo.Account.Name").map(FieldPath::parse).toList());
            assertSame(client, new BulkSelection("Contact", fields, List.of("LastName != null"), false));
            assertSame(client, new BulkSelection("Contact", fields, List.of(), true));
            assertSame(client, new BulkSelection("Contact", fields.subList(0, 2), List.of("LastName = 'nobody at all'"), false));
        }
    }

    @Test
    void aJobThatIsGoneOrOfAnotherVersionIsSaidToBe() throws InitializationException, SalesforceFailure {
        try (EmulatedOrg org = EmulatedOrg.start(OrgSettings.defaults())) {
            final SalesforceClient client = client(org);
            final BulkSelection selection = new BulkSelection("Lead", List.of(FieldPath.parse("Id")), List.of(), false);
            final BulkJob job = complete(client.bulk(), selection);
            final BulkJob otherVersion = new BulkJob(job.id(), "65.0".equals(job.apiVersion()) ? "64.0" : "65.0");
            assertThrows(SalesforceFailure.JobOfOtherVersion.class, () -> read(client, otherVersion, selection));
            client.bulk().delete(job);
            assertThrows(SalesforceFailure.JobLost.class, () -> read(client, job, selection));
            assertThrows(SalesforceFailure.JobLost.class, () -> client.bulk().status(job));
            client.bulk().delete(job);
        }
    }

    @Test
    void aStatementThatNoAddressHoldsIsReadAllTheSame() throws InitializationException, SalesforceFailure, IOException {
        try (EmulatedOrg org = EmulatedOrg.start(OrgSettings.defaults())) {
            insert(org, 20);
            final SalesforceClient client = client(org);
            final StringBuilder everybody = new StringBuilder("SELECT Id FROM Contact WHERE LastName NOT IN ('nobody'");
            while (everybody.length() < 90_000) {
                everybody.append(",'somebody who is not there ").append(everybody.length()).append('\'');
            }
            everybody.append(')');
            final List<ObjectNode> records = new ArrayList<>();
            QueryPage page = client.query(everybody.toString(), records::add);
            while (page.next().isPresent()) {
                page = client.nextPage(page.next().get(), records::add);
            }
            assertEquals(20, records.size());
        }
    }

    private void assertSame(final SalesforceClient client, final BulkSelection selection) throws SalesforceFailure, IOException {
        final Map<String, String> byRest = new TreeMap<>();
        final String soql = "SELECT " + String.join(", ", selection.fields().stream().map(FieldPath::toString).toList()) + " FROM " + selection.object()
                + (selection.conditions().isEmpty() ? "" : " WHERE " + selection.conditions().getFirst());
        QueryPage page = client.query(soql, found -> put(byRest, found));
        while (page.next().isPresent()) {
            page = client.nextPage(page.next().get(), found -> put(byRest, found));
        }
        final Map<String, String> byJob = read(client, complete(client.bulk(), selection), selection);
        assertEquals(byRest.keySet(), byJob.keySet(), "seed " + seed);
        byRest.forEach((id, text) -> assertEquals(text, byJob.get(id), "seed " + seed));
    }

    private Map<String, String> read(final SalesforceClient client, final BulkJob job, final BulkSelection selection) throws SalesforceFailure {
        final Map<String, String> records = new TreeMap<>();
        String locator = null;
        do {
            try {
                final BulkPage page = client.bulk().read(job, selection, new ResultPosition(locator, 1 + random.nextInt(1500)), found -> put(records, found));
                locator = page.next().orElse(null);
            } catch (final IOException never) {
                throw new AssertionError(never);
            }
        } while (locator != null);
        return records;
    }

    private static void put(final Map<String, String> records, final ObjectNode found) {
        assertTrue(records.put(found.path("Id").asText(), found.toString()) == null, "a record came twice");
    }

    private static BulkJob complete(final BulkQueries bulk, final BulkSelection selection) throws SalesforceFailure {
        final BulkJob job = bulk.create(selection);
        for (int polls = 0; !bulk.status(job).state().isOver(); polls++) {
            assertTrue(polls < 100_000, "the job does not end");
        }
        assertEquals(Optional.empty(), bulk.status(job).error());
        return job;
    }

    private static SalesforceClient client(final EmulatedOrg org) throws InitializationException {
        return EmulatedOrgRunner.integration(TestRunners.newTestRunner(NoOpProcessor.class), org, Map.of()).client();
    }

    private void insert(final EmulatedOrg org, final int contacts) {
        final List<String> accounts = new ArrayList<>();
        try (RecordInserter inserter = org.store().insert("Account")) {
            for (int index = 0; index < 100; index++) {
                final Map<String, Object> values = new HashMap<>(Map.of("Name", one(TEXTS) + index));
                sometimes(values, "AnnualRevenue", one(List.of("300", "10000000", "12345678", "123456789012345678")));
                sometimes(values, "NumberOfEmployees", random.nextInt(100_000));
                sometimes(values, "BillingCity", one(TEXTS));
                sometimes(values, "Place__Latitude__s", "1.5");
                accounts.add(inserter.add(values));
            }
        }
        final List<String> bosses = new ArrayList<>();
        try (RecordInserter inserter = org.store().insert("Contact")) {
            for (int index = 0; index < contacts; index++) {
                final Map<String, Object> values = new HashMap<>(Map.of("LastName", "L" + one(TEXTS) + index));
                sometimes(values, "AccountId", one(accounts));
                sometimes(values, "Title", one(TEXTS));
                sometimes(values, "Description", one(TEXTS) + one(TEXTS));
                sometimes(values, "MailingStreet", one(TEXTS));
                sometimes(values, "MailingLatitude", one(List.of("52.5", "-0.1", "0", "0.000000000000012")));
                sometimes(values, "Place__Latitude__s", one(List.of("50.737430000000001", "-0.0001", "0")));
                sometimes(values, "Place__Longitude__s", one(List.of("7.0982", "-179.9", "0")));
                sometimes(values, "OtherCountry", one(TEXTS));
                sometimes(values, "Birthdate", "1980-02-0" + (1 + random.nextInt(9)));
                sometimes(values, "EmailBouncedDate", "2026-01-01T00:00:0%d.%03dZ".formatted(random.nextInt(10), random.nextInt(1000)));
                sometimes(values, "Score__c", one(NUMBERS));
                sometimes(values, "NPS__c", one(List.of("1.5", "-12.25", "0")));
                sometimes(values, "VIP__c", random.nextBoolean());
                sometimes(values, "Interests__c", one(List.of("Running", "Running;Yoga")));
                sometimes(values, "Renewal_Date__c", "2026-01-0" + (1 + random.nextInt(9)));
                if (!bosses.isEmpty()) {
                    sometimes(values, "ReportsToId", one(bosses));
                }
                bosses.add(inserter.add(values));
            }
        }
    }

    private void sometimes(final Map<String, Object> values, final String field, final Object value) {
        if (random.nextInt(3) > 0) {
            values.put(field, value);
        }
    }

    private <T> T one(final List<T> values) {
        return values.get(random.nextInt(values.size()));
    }
}
