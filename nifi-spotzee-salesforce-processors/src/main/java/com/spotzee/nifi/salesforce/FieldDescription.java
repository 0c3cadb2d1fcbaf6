package com.spotzee.nifi.salesforce;

import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * What {@code describe} says of one field, as far as the sync needs it.
 *
 * @param name             API name in the schema's spelling
 * @param label            what users see in Salesforce
 * @param type             the field's type
 * @param length           most characters of a text, 0 elsewhere
 * @param filterable       whether SOQL's WHERE accepts the field; long text is not
 * @param calculated       formula or roll-up: its changes move no stamp of the record
 * @param relationshipName name of the relationship that a lookup makes ({@code Account} for {@code AccountId}), or null
 * @param referenceTo      API names of the objects that a lookup may point at
 * @param compoundName     API name of the field that this one is a part of ({@code MailingAddress} for {@code MailingCity}), or null
 */
public record FieldDescription(String name, String label, FieldType type, int length, boolean filterable, boolean calculated,
                               String relationshipName, List<String> referenceTo, String compoundName) {

    private static final String USER = "User";

    public FieldDescription {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(type, "type");
        referenceTo = List.copyOf(referenceTo);
    }

    /** A field that is part of no other. */
    public FieldDescription(final String name, final String label, final FieldType type, final int length, final boolean filterable,
                            final boolean calculated, final String relationshipName, final List<String> referenceTo) {
        this(name, label, type, length, filterable, calculated, relationshipName, referenceTo, null);
    }

    /** The compound field that this one is a part of. */
    public Optional<String> compound() {
        return Optional.ofNullable(compoundName);
    }

    /** Whether it points at objects of several kinds, which show through it what they have in common only. */
    boolean polymorphic() {
        return referenceTo.size() > 1;
    }

    /** API name of the object behind this lookup. Owner and its like may point at queues as well: what users ask for through them is a person's. */
    String target() {
        return referenceTo.contains(USER) ? USER : referenceTo.getFirst();
    }

    /** The relationship that this lookup makes, if it is one that field paths can follow. */
    public Optional<String> relationship() {
        return Optional.ofNullable(relationshipName);
    }
}
