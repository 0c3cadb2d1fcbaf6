package com.spotzee.nifi.rules;

import com.spotzee.nifi.sandbox.salesforce.EmulatedOrg;
import com.spotzee.nifi.sandbox.salesforce.store.RecordInserter;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Contacts with and without accounts, whose fields hold what is hard to compare: quotes, wildcards, backslashes, other scripts, nothing at all. */
final class GeneratedPeople {

    static final List<String> TEXTS = List.of("Hot", "hot", "HOT lead", "50% off", "%", "_", "a_b", "axb", "A_B%", "O'Neil", "''", "back\\slash", "\\", "\\'",
            "say \"hi\"", "Zoë", "ZOË", "zoe", "Ünal", "ÜNAL", "Straße", "東京", "Ω mega", "😀 smile",
            "tab\there", "two\nlines", "test", "Testing", "null", "TRUE", "1.5", "+61 2", "a;b");
    /** What SOQL can't filter by, and the field that holds the same for everybody and that it can: an address or a location is set where its only part is. */
    static final Map<String, String> FILTERABLE_TWINS = Map.of("Description", "OtherStreet", "OtherAddress", "OtherStreet", "Place__c", "Place__Longitude__s");
    static final List<String> CHOICES = List.of("Running", "Cycling", "Swimming", "Hiking", "Yoga");
    private static final List<String> NUMBERS = List.of("0", "1", "-1", "1.5", "2.25", "99.99", "100000", "-0.01");

    private final Random random;
    private final List<String> accounts = new ArrayList<>();
    private final List<String> contacts = new ArrayList<>();

    GeneratedPeople(final Random random) {
        this.random = random;
    }

    void insert(final EmulatedOrg org, final int people) {
        try (RecordInserter inserter = org.store().insert("Account")) {
            for (int index = 0; index < 10; index++) {
                final Map<String, Object> values = new HashMap<>(Map.of("Name", one(TEXTS)));
                sometimes(values, "Industry", one(TEXTS));
                sometimes(values, "AnnualRevenue", random.nextInt(4));
                sometimes(values, "NumberOfEmployees", random.nextInt(4));
                sometimes(values, "BillingCountry", one(TEXTS));
                sometimes(values, "Website", one(TEXTS));
                accounts.add(inserter.add(values));
            }
        }
        try (RecordInserter inserter = org.store().insert("Contact")) {
            for (int index = 0; index < people; index++) {
                contacts.add(inserter.add(contact()));
            }
        }
    }

    /** An id that some field may hold, or that no record has. */
    String id() {
        return random.nextInt(4) == 0 ? "003000000000001AAA" : one(random.nextBoolean() ? accounts : contacts);
    }

    String number() {
        return one(NUMBERS);
    }

    String day() {
        return LocalDate.of(2026, 1, 1).plusDays(random.nextInt(4)).toString();
    }

    String moment() {
        return "%sT%s:00:00Z".formatted(day(), one(List.of("00", "12", "23")));
    }

    <T> T one(final List<T> values) {
        return values.get(random.nextInt(values.size()));
    }

    private Map<String, Object> contact() {
        final Map<String, Object> values = new HashMap<>(Map.of("LastName", one(TEXTS), "VIP__c", random.nextBoolean()));
        for (final String text : List.of("FirstName", "Title", "Department", "MailingStreet", "MailingCity", "Description", "LeadSource", "Segment__c")) {
            sometimes(values, text, one(TEXTS));
        }
        if (values.containsKey("Description")) {
            values.put("OtherStreet", values.get("Description"));
        }
        sometimes(values, "Phone", one(List.of("+61 2 9999", "0299", "(02) 1_2%")));
        sometimes(values, "Email", one(List.of("ann@example.com", "ANN@EXAMPLE.COM", "o'neil_1@test.example")));
        sometimes(values, "Score__c", random.nextInt(4));
        sometimes(values, "NPS__c", one(List.of("0", "1.5", "-1", "99.99")));
        sometimes(values, "Birthdate", day());
        sometimes(values, "EmailBouncedDate", moment());
        sometimes(values, "Interests__c", String.join(";", CHOICES.subList(random.nextInt(2), 2 + random.nextInt(3))));
        sometimes(values, "Place__Longitude__s", random.nextInt(4));
        sometimes(values, "AccountId", one(accounts));
        if (!contacts.isEmpty()) {
            sometimes(values, "ReportsToId", one(contacts));
        }
        return values;
    }

    private void sometimes(final Map<String, Object> values, final String field, final Object value) {
        if (random.nextInt(3) > 0) {
            values.put(field, value);
        }
    }
}
