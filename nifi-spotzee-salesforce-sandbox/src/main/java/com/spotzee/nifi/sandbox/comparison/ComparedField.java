package com.spotzee.nifi.sandbox.comparison;

import com.fasterxml.jackson.databind.JsonNode;
import com.spotzee.nifi.sandbox.salesforce.store.Person;
import com.spotzee.nifi.sandbox.spotzee.EmulatedProject;

import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;

/** What is compared of a person: the fields of the default mappings and the opt-out. */
public enum ComparedField {
    EMAIL("Email", "email", person -> person.contact().email()),
    PHONE("Phone, MobilePhone", "phone", person -> person.contact().phone()) {
        @Override
        boolean agrees(final Person person, final JsonNode user, final EmulatedProject project) {
            final Optional<String> typed = inSalesforce(person);
            final Optional<String> kept = typed.flatMap(project::phoneAsKept);
            // a number that Spotzee can't understand never arrives, so the one it has stays
            return typed.isPresent() && kept.isEmpty() || kept.equals(inSpotzee(user));
        }
    },
    FIRST_NAME("FirstName", "data.first_name", person -> person.contact().firstName()),
    LAST_NAME("LastName", "data.last_name", person -> person.contact().lastName()),
    OPT_OUT("HasOptedOutOfEmail", "data.unsubscribed", person -> String.valueOf(person.optedOut())) {
        @Override
        boolean agrees(final Person person, final JsonNode user, final EmulatedProject project) {
            return person.optedOut() == inSpotzee(user).map(Boolean::valueOf).orElse(false);
        }
    };

    private final String salesforceName;
    private final String spotzeeName;
    private final Function<Person, String> reader;

    ComparedField(final String salesforceName, final String spotzeeName, final Function<Person, String> reader) {
        this.salesforceName = salesforceName;
        this.spotzeeName = spotzeeName;
        this.reader = reader;
    }

    /** API name of the field, or of several of which the first with a value counts. */
    public String salesforceName() {
        return salesforceName;
    }

    /** Name of the user's field; {@code data.} stands before free attributes. */
    public String spotzeeName() {
        return spotzeeName;
    }

    /** The person's value as text. */
    public Optional<String> inSalesforce(final Person person) {
        return Optional.ofNullable(reader.apply(person));
    }

    /** The user's value as text. */
    public Optional<String> inSpotzee(final JsonNode user) {
        final JsonNode value = user.at("/" + spotzeeName.replace('.', '/'));
        return value.isMissingNode() || value.isNull() ? Optional.empty() : Optional.of(value.asText());
    }

    boolean agrees(final Person person, final JsonNode user, final EmulatedProject project) {
        return Objects.equals(inSalesforce(person), inSpotzee(user));
    }
}
