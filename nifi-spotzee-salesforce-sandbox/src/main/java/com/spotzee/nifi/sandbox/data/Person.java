package com.spotzee.nifi.sandbox.data;

import com.spotzee.nifi.sandbox.data.Names.Place;

import java.util.List;

/**
 * Who stands behind a lead, a contact, or one of each; e-mail addresses only on domains that are reserved for examples and tests.
 *
 * @param home       where they live
 * @param salutation null if nobody knows
 * @param firstName  null if nobody knows
 * @param lastName   never null
 * @param employer   the company they work for
 * @param place      their address
 * @param email      null if they gave none
 */
record Person(Homeland home, String salutation, String firstName, String lastName, String employer, Place place, String email) {
    private static final List<String> FREE_MAIL = List.of("example.com", "example.com", "example.org", "example.net", "mail.example", "post.test");
    private static final double WITHOUT_EMAIL = 0.04;
    private static final double WITHOUT_FIRST_NAME = 0.02;
    private static final double WORK_ADDRESS = 0.45;
    private static final double TAGGED_ADDRESS = 0.03;
    private static final double OPEN_SALUTATION = 0.05;
    private static final int LONGEST_NAME_PART = 20;

    /** Draws a person; {@code number} is theirs alone and keeps their address apart from everybody else's. */
    static Person draw(final Dice dice, final String number, final boolean withEmail) {
        final Homeland home = Homeland.draw(dice);
        final Names names = Names.of(home);
        final boolean woman = dice.chance(0.5);
        final String firstName = dice.pick(woman ? names.women() : names.men());
        final String lastName = dice.pick(names.families());
        final String employer = dice.pick(names.companies());
        final boolean firstNameKnown = !dice.chance(WITHOUT_FIRST_NAME);
        final boolean hasEmail = withEmail || !dice.chance(WITHOUT_EMAIL);
        final String email = address(dice, firstNameKnown ? firstName : "", lastName, number, employer);
        return new Person(home, salutation(dice, woman, home), firstNameKnown ? firstName : null, lastName, employer, dice.pick(names.places()),
                hasEmail ? email : null);
    }

    /** A phone number as they might have typed it. */
    String phone(final Dice dice) {
        return home.phone(dice);
    }

    private static String salutation(final Dice dice, final boolean woman, final Homeland home) {
        if (dice.chance(OPEN_SALUTATION)) {
            return dice.pick(List.of("Dr.", "Prof.", "Mx."));
        }
        if (!home.knowsSexOfFirstNames() || dice.chance(0.5)) {
            return null;
        }
        return woman ? dice.pick(List.of("Ms.", "Mrs.")) : "Mr.";
    }

    private static String address(final Dice dice, final String firstName, final String lastName, final String number, final String employer) {
        final String first = MailText.localPart(firstName, LONGEST_NAME_PART);
        final String last = MailText.localPart(lastName, LONGEST_NAME_PART);
        final StringBuilder local = new StringBuilder();
        if (!first.isEmpty()) {
            local.append(first).append('.');
        }
        local.append(last.isEmpty() ? "client" : last).append('.').append(number);
        if (dice.chance(TAGGED_ADDRESS)) {
            local.append("+news");
        }
        final String label = MailText.domainLabel(employer);
        final boolean atWork = dice.chance(WORK_ADDRESS);
        final String freeMail = dice.pick(FREE_MAIL);
        return local + "@" + (atWork && !label.isEmpty() ? label + ".example" : freeMail);
    }
}
