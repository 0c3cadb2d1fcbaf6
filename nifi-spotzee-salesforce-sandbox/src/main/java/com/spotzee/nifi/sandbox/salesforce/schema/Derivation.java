package com.spotzee.nifi.sandbox.salesforce.schema;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.UnaryOperator;

/** How a field that is not stored gets its value. The names stand in the schema's resource files. */
public sealed interface Derivation {
    /** First and last name with a blank between. */
    record FullName() implements Derivation {
    }

    /** The address of the record's picture. */
    record PhotoUrl() implements Derivation {
    }

    /** Whether another field of the record is set. */
    record IsSet(String field) implements Derivation {
    }

    /** Whether a text field has one value. */
    record HasValue(String field, String value) implements Derivation {
    }

    /** A compound field: it is selected whole and written part by part. */
    sealed interface Compound extends Derivation {
        /** The parts' fields by the names that they have in the value, in its order. */
        Map<String, String> parts();
    }

    /** A compound address whose parts begin with a prefix: {@code Mailing} for {@code MailingCity}. */
    record AddressOf(String prefix) implements Compound {
        private static final List<String> PARTS = List.of("City", "Country", "GeocodeAccuracy", "Latitude", "Longitude", "PostalCode", "State", "Street");

        @Override
        public Map<String, String> parts() {
            return Derivation.partsOf(PARTS, part -> prefix + part);
        }
    }

    /** A custom field of geographic coordinates whose parts begin with its name: {@code Place} for {@code Place__Latitude__s}. */
    record LocationOf(String name) implements Compound {
        private static final List<String> PARTS = List.of("Latitude", "Longitude");

        @Override
        public Map<String, String> parts() {
            return Derivation.partsOf(PARTS, part -> name + "__" + part + "__s");
        }
    }

    /** A campaign member's person: a value of the contact when there is one, else of the lead; both are field paths. */
    record OfPerson(String ofContact, String ofLead) implements Derivation {
    }

    /** {@code Contact} or {@code Lead}, whichever the campaign member is. */
    record PersonKind() implements Derivation {
    }

    /** How many members of this campaign are of a kind. */
    record MemberCount(Members members) implements Derivation {
    }

    /** Kinds of campaign members a campaign counts. */
    enum Members { LEADS, CONVERTED_LEADS, CONTACTS, RESPONSES }

    private static Map<String, String> partsOf(final List<String> names, final UnaryOperator<String> field) {
        final Map<String, String> parts = new LinkedHashMap<>();
        names.forEach(name -> parts.put(Character.toLowerCase(name.charAt(0)) + name.substring(1), field.apply(name)));
        return parts;
    }

    /** Reads the spelling of the resource files, such as {@code ofPerson Contact.Email Lead.Email}. */
    static Derivation parse(final String text) {
        final String[] words = text.split(" ");
        return switch (words[0]) {
            case "fullName" -> new FullName();
            case "photoUrl" -> new PhotoUrl();
            case "isSet" -> new IsSet(words[1]);
            case "hasValue" -> new HasValue(words[1], words[2]);
            case "address" -> new AddressOf(words.length > 1 ? words[1] : "");
            case "location" -> new LocationOf(words[1]);
            case "ofPerson" -> new OfPerson(words[1], words[2]);
            case "personKind" -> new PersonKind();
            case "members" -> new MemberCount(Members.valueOf(words[1].toUpperCase(Locale.ROOT)));
            default -> throw new IllegalArgumentException("No derivation is called '" + words[0] + "'.");
        };
    }
}
