package com.spotzee.nifi.salesforce;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A field of an object or of one of its parents: {@code Email}, {@code Account.Owner.Name}.
 *
 * @param parents relationship names from the object upwards, at most five (a limit of SOQL)
 * @param field   the field's API name
 */
public record FieldPath(List<String> parents, String field) {

    /** How many parents SOQL follows in one path: SOQL and SOSL Reference, "Understanding Relationship Query Limitations". */
    public static final int MOST_PARENTS = 5;

    private static final Pattern NAME = Pattern.compile("[A-Za-z][A-Za-z0-9_]*");

    public FieldPath {
        parents = List.copyOf(parents);
        if (parents.size() > MOST_PARENTS) {
            throw new IllegalArgumentException(
                    "%s follows %d parents; Salesforce allows %d".formatted(String.join(".", parents), parents.size(), MOST_PARENTS));
        }
        Stream.concat(parents.stream(), Stream.of(field)).filter(name -> !NAME.matcher(name).matches()).findFirst().ifPresent(name -> {
            throw new IllegalArgumentException("'%s' is no field name: write an API name such as Email, Score__c or Account.Name".formatted(name));
        });
    }

    /**
     * Reads a dotted path.
     *
     * @throws IllegalArgumentException with a sentence for the user if the text is no path
     */
    public static FieldPath parse(final String text) {
        final List<String> names = List.of(text.strip().split("\\.", -1));
        return new FieldPath(names.subList(0, names.size() - 1), names.getLast());
    }

    /** The same field name under other parents: this path's parents stay. */
    public FieldPath sibling(final String otherField) {
        return new FieldPath(parents, otherField);
    }

    @Override
    public String toString() {
        return parents.isEmpty() ? field : String.join(".", parents) + "." + field;
    }
}
