package com.spotzee.nifi.sandbox.comparison;

import com.spotzee.nifi.sandbox.salesforce.store.People;
import com.spotzee.nifi.sandbox.salesforce.store.Person;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The external id of a user who comes from Salesforce: {@code sf_<integration>_<object>_<record id>}.
 *
 * @param integration may hold underscores itself
 */
record ExternalId(String integration, String object, String recordId) {
    private static final Pattern SHAPE = Pattern.compile("sf_(.+)_(" + String.join("|", People.OBJECTS) + ")_([0-9A-Za-z]{18})");

    /** The id of a person's user in one integration. */
    static ExternalId of(final String integration, final Person person) {
        return new ExternalId(integration, person.object(), person.id());
    }

    /** Takes an external id apart; empty if the user comes from elsewhere. */
    static Optional<ExternalId> parse(final String text) {
        final Matcher matcher = SHAPE.matcher(text);
        return matcher.matches() ? Optional.of(new ExternalId(matcher.group(1), matcher.group(2), matcher.group(3))) : Optional.empty();
    }

    String text() {
        return "sf_" + integration + "_" + object + "_" + recordId;
    }
}
