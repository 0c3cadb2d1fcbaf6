package com.spotzee.nifi.mapping;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import com.spotzee.nifi.salesforce.FieldType;
import com.spotzee.nifi.salesforce.FieldValue;
import com.spotzee.nifi.salesforce.ResolvedField;

import java.util.Locale;

/** An alternative of a row, bound to the org. */
public sealed interface BoundSource {

    FieldValue read(ObjectNode salesforceRecord);

    FieldType type();

    boolean negated();

    /** How users know it: the field's path. */
    String name();

    /** What the user wrote, the same however it is written and whether the org shows it or not. */
    default String definition() {
        return (negated() ? "not " : "") + name().toLowerCase(Locale.ROOT);
    }

    /** What it reads, the same however it is written, and another as soon as another value may come of it. */
    String meaning();

    /** A field that the org has. */
    record Field(ResolvedField field, boolean negated) implements BoundSource {
        @Override
        public FieldValue read(final ObjectNode salesforceRecord) {
            return field.read(salesforceRecord);
        }

        @Override
        public FieldType type() {
            return field.description().type();
        }

        @Override
        public String name() {
            return field.path().toString();
        }

        @Override
        public String meaning() {
            return "%s%s of %s through %s".formatted(negated ? "not " : "", field.path(), field.description().type(), field.lookups());
        }
    }

    /** A field that the org does not show: nothing is known about it, least of all that it is empty. */
    record Missing(String name, boolean negated) implements BoundSource {
        @Override
        public FieldValue read(final ObjectNode salesforceRecord) {
            return new FieldValue.NotRead();
        }

        @Override
        public FieldType type() {
            return FieldType.OTHER;
        }

        @Override
        public String meaning() {
            return "missing " + name;
        }
    }

    /** A constant. */
    record Constant(String text) implements BoundSource {
        @Override
        public FieldValue read(final ObjectNode salesforceRecord) {
            return text.isEmpty() ? new FieldValue.Empty() : new FieldValue.Given(TextNode.valueOf(text));
        }

        @Override
        public FieldType type() {
            return FieldType.STRING;
        }

        @Override
        public boolean negated() {
            return false;
        }

        @Override
        public String name() {
            return "a constant";
        }

        @Override
        public String definition() {
            return meaning();
        }

        @Override
        public String meaning() {
            return TextNode.valueOf(text).toString();
        }
    }
}
