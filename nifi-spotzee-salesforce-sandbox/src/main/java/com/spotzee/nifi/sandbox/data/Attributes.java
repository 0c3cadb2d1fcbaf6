package com.spotzee.nifi.sandbox.data;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Columns that generated leads, contacts and accounts have in common; values of picklists are those of the org's schema. */
final class Attributes {
    private static final List<String> TITLES = List.of("Marketing Manager", "Head of Sales", "CEO", "CTO", "Office Manager", "Buyer", "Operations Director",
            "Consultant", "Owner", "VP, Partnerships", "Events Coordinator", "Geschäftsführerin", "Responsable des achats", "営業部長", "Директор");
    private static final List<String> DEPARTMENTS = List.of("Sales", "Marketing", "Finance", "Operations", "IT", "Human Resources", "Customer Success");
    private static final List<String> SOURCES = List.of("Web", "Phone Inquiry", "Partner Referral", "Purchased List", "Other");
    private static final List<String> STATUSES = List.of("Open - Not Contacted", "Working - Contacted", "Hot", "Closed - Not Converted");
    private static final List<String> INDUSTRIES = List.of("Technology", "Retail", "Manufacturing", "Healthcare", "Finance", "Education", "Hospitality",
            "Food & Beverage", "Not For Profit", "Transportation", "Energy");
    private static final List<String> RATINGS = List.of("Warm", "Hot", "Cold");
    private static final List<String> INTERESTS = List.of("Running", "Cycling", "Swimming", "Hiking", "Yoga", "Climbing");
    private static final List<String> SEGMENTS = List.of("Small Business", "Consumer", "Mid-Market", "Enterprise");
    private static final List<String> BOUNCES = List.of("550 5.1.1 mailbox unavailable", "552 5.2.2 mailbox full");
    private static final LocalDate FIRST_RENEWAL = LocalDate.of(2025, 1, 1);
    private static final int RENEWAL_DAYS = 3 * 365;

    private Attributes() {
    }

    static String title(final Dice dice) {
        return dice.chance(0.8) ? dice.pick(TITLES) : null;
    }

    static String department(final Dice dice) {
        return dice.chance(0.5) ? dice.pick(DEPARTMENTS) : null;
    }

    static String source(final Dice dice) {
        return dice.chance(0.85) ? dice.pickEarly(SOURCES) : null;
    }

    static String openStatus(final Dice dice) {
        return dice.pickEarly(STATUSES);
    }

    static String industry(final Dice dice) {
        return dice.chance(0.7) ? dice.pickEarly(INDUSTRIES) : null;
    }

    static String rating(final Dice dice) {
        return dice.chance(0.6) ? dice.pick(RATINGS) : null;
    }

    static String revenue(final Dice dice) {
        return dice.chance(0.6) ? Long.toString(1_000L * dice.between(50, 900_000)) : null;
    }

    static String employees(final Dice dice) {
        return dice.chance(0.6) ? Integer.toString(dice.between(1, dice.between(5, 20_000))) : null;
    }

    static String website(final Dice dice, final String company) {
        final String label = MailText.domainLabel(company);
        return dice.chance(0.4) && !label.isEmpty() ? "https://www." + label + ".example" : null;
    }

    static void address(final Map<String, String> row, final String prefix, final Person person) {
        row.put(prefix + "Street", person.place().street());
        row.put(prefix + "City", person.place().city());
        row.put(prefix + "State", person.place().state());
        row.put(prefix + "PostalCode", person.place().postalCode());
        row.put(prefix + "Country", person.home().country());
    }

    /** A few addresses have bounced. */
    static void bounce(final Map<String, String> row, final Dice dice, final Person person, final Stamps stamps) {
        final boolean bounced = dice.chance(0.01) && person.email() != null;
        row.put("EmailBouncedReason", bounced ? dice.pick(BOUNCES) : null);
        row.put("EmailBouncedDate", bounced ? Stamps.text(stamps.modified()) : null);
    }

    /** The custom fields of leads and contacts. */
    static void custom(final Map<String, String> row, final Dice dice) {
        row.put("Score__c", dice.chance(0.8) ? Integer.toString(dice.between(0, 100)) : null);
        row.put("Interests__c", interests(dice));
        row.put("Segment__c", dice.chance(0.7) ? dice.pickEarly(SEGMENTS) : null);
        row.put("Renewal_Date__c", dice.chance(0.4) ? FIRST_RENEWAL.plusDays(dice.between(0, RENEWAL_DAYS)).toString() : null);
        row.put("NPS__c", dice.chance(0.3) ? dice.between(0, 99) + (dice.chance(0.3) ? ".5" : "") : null);
        row.put("VIP__c", dice.chance(0.04) ? "1" : "0");
    }

    private static String interests(final Dice dice) {
        if (dice.chance(0.35)) {
            return null;
        }
        final List<String> chosen = new ArrayList<>(INTERESTS);
        chosen.removeIf(interest -> dice.chance(0.65));
        return chosen.isEmpty() ? dice.pick(INTERESTS) : String.join(";", chosen);
    }
}
