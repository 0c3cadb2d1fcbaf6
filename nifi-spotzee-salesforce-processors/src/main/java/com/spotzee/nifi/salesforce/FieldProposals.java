package com.spotzee.nifi.salesforce;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Finds what somebody meant who named a field that is not there: mistyped, of another object one step up, or known there by a longer name. */
final class FieldProposals {

    private static final List<String> RELATIVES = List.of("Account", "Contact", "Lead", "Campaign");
    /** Real fields that a fresh org hides: whoever names one has not mistyped it, and HasOptedOutOfFax is no answer to HasOptedOutOfEmail. */
    private static final Set<String> HIDDEN_AT_FIRST = Set.of("hasoptedoutofemail", "hasoptedoutoffax", "donotcall", "lasttransferdate");
    private static final int SHORTEST_PART = 4;
    /** A part says too little of a name that is more than so many times as long: Email is not what HasOptedOutOfEmail means. */
    private static final int LONGEST_WHOLE = 3;
    /** Edits that are surely a slip of the fingers. */
    private static final int SLIP = 2;

    private final Schema schema;

    FieldProposals(final Schema schema) {
        this.schema = schema;
    }

    /**
     * Paths that may have been meant, as seen from the object where the path began; mostly one, none if nothing is near.
     *
     * @param owner   the object that lacks the field
     * @param field   the field's name as it was written
     * @param parents the path to the owner
     */
    List<String> instead(final SObjectDescription owner, final String field, final List<String> parents) throws SalesforceFailure {
        final Map<String, List<String>> paths = new LinkedHashMap<>();
        owner.fields().forEach(own -> paths.put(own.name().toLowerCase(Locale.ROOT), new ArrayList<>(List.of(new FieldPath(parents, own.name()).toString()))));
        final List<String> ownNames = List.copyOf(paths.keySet());
        if (parents.isEmpty()) {
            addRelatives(owner, paths);
        }
        if (HIDDEN_AT_FIRST.contains(field.toLowerCase(Locale.ROOT))) {
            return paths.getOrDefault(field.toLowerCase(Locale.ROOT), List.of());
        }
        return Spelling.nearest(field, paths.keySet(), SLIP).or(() -> partly(field, ownNames)).or(() -> Spelling.nearest(field, paths.keySet()))
                .map(paths::get).orElse(List.of());
    }

    /** The field may live one step up, as Contact's billing address does on Account; a campaign member's on its contact or its lead. */
    private void addRelatives(final SObjectDescription owner, final Map<String, List<String>> paths) throws SalesforceFailure {
        final List<String> own = List.copyOf(paths.keySet());
        for (final String relationship : RELATIVES) {
            final Optional<FieldDescription> lookup = owner.lookup(relationship);
            if (lookup.isPresent()) {
                try {
                    schema.describe(lookup.get().target()).fields().stream().filter(field -> !own.contains(field.name().toLowerCase(Locale.ROOT)))
                            .forEach(field -> paths.computeIfAbsent(field.name().toLowerCase(Locale.ROOT), name -> new ArrayList<>())
                                    .add(relationship + "." + field.name()));
                } catch (final SalesforceFailure.NotFound hidden) {
                    continue;
                }
            }
        }
    }

    /** A lead's BillingCountry is its Country, a contact's Country its MailingCountry. */
    private static Optional<String> partly(final String field, final List<String> known) {
        final String asked = field.toLowerCase(Locale.ROOT);
        return known.stream().filter(name -> isPart(name, asked)).findFirst().or(() -> known.stream().filter(name -> isPart(asked, name)).findFirst());
    }

    private static boolean isPart(final String part, final String whole) {
        return whole.endsWith(part) && part.length() >= SHORTEST_PART && whole.length() <= LONGEST_WHOLE * part.length();
    }
}
