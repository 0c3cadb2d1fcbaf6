package com.spotzee.nifi.sandbox.data;

import java.time.Instant;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.Map;

/** Leads and contacts of a generated org. */
final class PeopleRows {
    private static final double OPTED_OUT = 0.05;
    private static final double OPTED_OUT_AFTER_CONVERSION = 0.02;
    private static final double WITHOUT_PHONE = 0.15;
    private static final double WITH_MOBILE = 0.5;
    private static final double WITHOUT_ACCOUNT = 0.03;
    private static final double WITH_BIRTHDATE = 0.3;
    private static final LocalDate OLDEST = LocalDate.of(1945, 1, 1);
    private static final int BIRTHDAYS = 60 * 365;

    private final OrgSize size;
    private final long seed;

    PeopleRows(final OrgSize size, final long seed) {
        this.size = size;
        this.seed = seed;
    }

    Map<String, String> lead(final int number) {
        final Dice dice = Dice.of(seed, "lead", number);
        final Person person = leadPerson(number);
        final Map<String, String> row = named(ExportObject.LEAD.id(number), person);
        row.put("Title", Attributes.title(dice));
        row.put("Company", person.employer());
        Attributes.address(row, "", person);
        phones(row, dice, person);
        row.put("Website", Attributes.website(dice, person.employer()));
        row.put("Description", Prose.description(dice, person.firstName()));
        row.put("LeadSource", Attributes.source(dice));
        final int contact = size.contactOfConverted(number);
        row.put("Status", contact >= 0 ? "Closed - Converted" : Attributes.openStatus(dice));
        row.put("Industry", Attributes.industry(dice));
        row.put("Rating", Attributes.rating(dice));
        row.put("AnnualRevenue", Attributes.revenue(dice));
        row.put("NumberOfEmployees", Attributes.employees(dice));
        row.put("HasOptedOutOfEmail", flag(leadOptedOut(number)));
        final Stamps stamps = leadStamps(number);
        row.put("IsConverted", flag(contact >= 0));
        row.put("ConvertedDate", contact >= 0 ? stamps.modifiedDay().toString() : null);
        row.put("ConvertedAccountId", contact >= 0 ? account(contact) : null);
        row.put("ConvertedContactId", contact >= 0 ? ExportObject.CONTACT.id(contact) : null);
        Attributes.bounce(row, dice, person, stamps);
        Attributes.custom(row, dice);
        stamps.addTo(row);
        return row;
    }

    Map<String, String> contact(final int number) {
        final Dice dice = Dice.of(seed, "contact", number);
        final int lead = size.leadOf(number);
        final Person person = lead >= 0 ? leadPerson(lead) : Person.draw(Dice.of(seed, "contact person", number), Long.toString(2L * number + 2), false);
        final Map<String, String> row = named(ExportObject.CONTACT.id(number), person);
        row.put("AccountId", account(number));
        row.put("Title", Attributes.title(dice));
        row.put("Department", Attributes.department(dice));
        Attributes.address(row, "Mailing", person);
        phones(row, dice, person);
        row.put("Birthdate", dice.chance(WITH_BIRTHDATE) ? OLDEST.plusDays(dice.between(0, BIRTHDAYS)).toString() : null);
        row.put("Description", Prose.description(dice, person.firstName()));
        row.put("LeadSource", Attributes.source(dice));
        final boolean converted = size.madeByConversion(number);
        final double ownShare = converted ? OPTED_OUT_AFTER_CONVERSION : OPTED_OUT;
        row.put("HasOptedOutOfEmail", flag(dice.chance(ownShare) || converted && leadOptedOut(lead)));
        final Instant conversion = converted ? leadStamps(lead).modified() : null;
        final Stamps stamps = converted ? Stamps.since(dice, conversion) : Stamps.draw(dice);
        Attributes.bounce(row, dice, person, stamps);
        Attributes.custom(row, dice);
        stamps.addTo(row);
        return row;
    }

    private Person leadPerson(final int number) {
        return Person.draw(Dice.of(seed, "lead person", number), Long.toString(2L * number + 1), size.leadIsAlsoContact(number));
    }

    private boolean leadOptedOut(final int number) {
        return Dice.of(seed, "lead opt-out", number).chance(OPTED_OUT);
    }

    private Stamps leadStamps(final int number) {
        return Stamps.draw(Dice.of(seed, "lead stamps", number));
    }

    /** The account of a contact; one that was made by a conversion always has one. */
    private String account(final int contact) {
        final Dice dice = Dice.of(seed, "contact's account", contact);
        final boolean without = dice.chance(WITHOUT_ACCOUNT) && !size.madeByConversion(contact);
        return without ? null : ExportObject.ACCOUNT.id(dice.between(0, size.accounts() - 1));
    }

    private static Map<String, String> named(final String id, final Person person) {
        final Map<String, String> row = new LinkedHashMap<>();
        row.put("Id", id);
        row.put("IsDeleted", flag(false));
        row.put("LastName", person.lastName());
        row.put("FirstName", person.firstName());
        row.put("Salutation", person.salutation());
        row.put("Email", person.email());
        return row;
    }

    private static void phones(final Map<String, String> row, final Dice dice, final Person person) {
        row.put("Phone", dice.chance(WITHOUT_PHONE) ? null : person.phone(dice));
        row.put("MobilePhone", dice.chance(WITH_MOBILE) ? person.phone(dice) : null);
    }

    private static String flag(final boolean set) {
        return set ? "1" : "0";
    }
}
