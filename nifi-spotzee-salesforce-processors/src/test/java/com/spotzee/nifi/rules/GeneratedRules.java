package com.spotzee.nifi.rules;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

/** Rule sets as users could write them, over every type of field and its operators. */
final class GeneratedRules {

    private static final List<String> TEXT_FIELDS = List.of(
            "FirstName", "LastName", "Title", "Department", "MailingStreet", "MailingCity", "LeadSource", "Segment__c", "Phone",
            "Email", "Account.Name", "Account.Website", "Account.Industry", "Account.BillingCountry", "ReportsTo.Title", "ReportsTo.Account.Name",
            "Description", "ReportsTo.Description");
    private static final List<String> NUMBER_FIELDS = List.of("Score__c", "NPS__c", "Account.AnnualRevenue", "ReportsTo.NPS__c");
    private static final List<String> FLAG_FIELDS = List.of("VIP__c", "IsEmailBounced", "ReportsTo.VIP__c", "CreatedBy.IsActive");
    private static final List<String> ANY_FIELDS = List.of(
            "Title", "Score__c", "Birthdate", "EmailBouncedDate", "Interests__c", "AccountId", "Account.Industry",
            "ReportsTo.Email", "ReportsTo.Birthdate", "Description", "OtherAddress", "ReportsTo.OtherAddress", "Place__c");
    private static final List<String> TEXT_OPERATORS = List.of("equals", "not_equals", "contains", "not_contains", "starts_with", "ends_with");
    private static final List<String> ORDERS = List.of("equals", "not_equals", "greater_than", "less_than");
    private static final List<String> EQUALITY = List.of("equals", "not_equals");

    /** Every field that a rule may name. */
    static final List<String> FIELDS = Stream.of(TEXT_FIELDS, NUMBER_FIELDS, FLAG_FIELDS, ANY_FIELDS,
            List.of("Account.NumberOfEmployees", "ReportsToId", "Id", "ReportsTo.AccountId")).flatMap(List::stream).distinct().toList();

    private final Random random;
    private final GeneratedPeople people;

    GeneratedRules(final Random random, final GeneratedPeople people) {
        this.random = random;
        this.people = people;
    }

    /** One to four rules, one a line. */
    String next() {
        final List<String> rules = new ArrayList<>();
        for (int count = 1 + random.nextInt(4); count > 0; count--) {
            rules.add(rule());
        }
        return String.join("\n", rules);
    }

    private String rule() {
        return switch (random.nextInt(10)) {
            case 0, 1, 2 -> "%s %s \"%s\"".formatted(people.one(TEXT_FIELDS), people.one(TEXT_OPERATORS), text());
            case 3 -> "%s %s %s".formatted(people.one(NUMBER_FIELDS), people.one(ORDERS), people.number());
            case 4 -> "Account.NumberOfEmployees %s %d".formatted(people.one(ORDERS), random.nextInt(4));
            case 5 -> "%s %s %s".formatted(people.one(List.of("Birthdate", "ReportsTo.Birthdate")), people.one(ORDERS), people.day());
            case 6 -> "EmailBouncedDate %s %s".formatted(people.one(ORDERS), random.nextBoolean() ? people.day() : people.moment());
            case 7 -> random.nextBoolean() ? "%s %s %s".formatted(people.one(FLAG_FIELDS), people.one(EQUALITY), random.nextBoolean())
                    : "%s %s %s".formatted(people.one(List.of("AccountId", "ReportsToId", "Id", "ReportsTo.AccountId")), people.one(EQUALITY), people.id());
            case 8 -> "Interests__c %s \"%s\"".formatted(people.one(List.of("contains", "not_contains", "equals", "not_equals")),
                    people.one(List.of("Running", "cycling;Running", "Running;Cycling", "Yoga", "Climbing")));
            default -> "%s %s".formatted(people.one(ANY_FIELDS), people.one(List.of("is_set", "is_not_set")));
        };
    }

    /** A text of the records or a part of one, as a rule's value has it between quotes. */
    private String text() {
        final String whole = people.one(GeneratedPeople.TEXTS).replace("\n", " ").strip();
        final int start = random.nextInt(3) == 0 ? whole.offsetByCodePoints(0, random.nextInt(whole.codePointCount(0, whole.length()))) : 0;
        final String part = whole.substring(start).isBlank() ? whole : whole.substring(start);
        return part.replace("\\", "\\\\").replace("\"", "\\\"");
    }
}
