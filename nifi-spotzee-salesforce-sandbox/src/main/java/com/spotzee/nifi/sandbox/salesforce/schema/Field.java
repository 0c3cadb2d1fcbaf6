package com.spotzee.nifi.sandbox.salesforce.schema;

import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * One field of an object.
 *
 * @param name API name in the schema's spelling
 * @param label what Salesforce's pages call it
 * @param type its type
 * @param size length and digits
 * @param traits what may be done with it, and where its value comes from
 * @param reference where a lookup points
 * @param picklist the values of a picklist, the first one being the default if the field is defaulted
 * @param column its column in the database; stays when the field is renamed
 */
public record Field(String name, String label, FieldType type, Size size, Traits traits, Reference reference, List<String> picklist, String column) {
    /** Copies the picklist. */
    public Field {
        picklist = List.copyOf(picklist);
    }

    /** Length of text in characters, digits of a number in all and after the point. */
    public record Size(int length, int precision, int scale) {
    }

    /** Objects a lookup may point to and the name of the way there; no objects for anything but a lookup. */
    public record Reference(List<String> targets, Optional<String> relationshipName) {
        /** No lookup. */
        public static final Reference NONE = new Reference(List.of(), Optional.empty());

        /** Copies the targets. */
        public Reference {
            targets = List.copyOf(targets);
        }
    }

    /** Switches of a field, as describe shows them. */
    public enum Flag { FILTERABLE, SORTABLE, GROUPABLE, NILLABLE, CREATEABLE, UPDATEABLE, CUSTOM, VISIBLE, DEFAULTED, NAME_FIELD, ID_LOOKUP }

    /** Flags, the compound field it is a part of, and how it is computed when it is not stored. */
    public record Traits(Set<Flag> flags, Optional<String> compound, Optional<Derivation> derivation) {
        /** Copies the flags. */
        public Traits {
            flags = Set.copyOf(flags);
        }
    }

    /** Whether a flag is set. */
    public boolean is(final Flag flag) {
        return traits.flags().contains(flag);
    }

    /** Whether the org computes it; such a field has no column. */
    public boolean derived() {
        return traits.derivation().isPresent();
    }

    /** Whether the API shows it: field-level security allows it. */
    public boolean visible() {
        return is(Flag.VISIBLE);
    }

    /** The same field under another API name. */
    public Field renamed(final String newName) {
        return new Field(newName, label, type, size, traits, reference, picklist, column);
    }

    /** The same field, shown or hidden by field-level security. */
    public Field visible(final boolean visible) {
        final Set<Flag> flags = EnumSet.copyOf(traits.flags());
        if (visible) {
            flags.add(Flag.VISIBLE);
        } else {
            flags.remove(Flag.VISIBLE);
        }
        return new Field(name, label, type, size, new Traits(flags, traits.compound(), traits.derivation()), reference, picklist, column);
    }
}
