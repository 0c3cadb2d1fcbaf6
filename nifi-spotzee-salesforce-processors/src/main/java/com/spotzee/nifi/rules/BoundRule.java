package com.spotzee.nifi.rules;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.spotzee.nifi.salesforce.FieldType;
import com.spotzee.nifi.salesforce.FieldValue;
import com.spotzee.nifi.salesforce.ResolvedField;
import com.spotzee.nifi.soql.SoqlCondition;

import java.util.Optional;

/** A rule bound to the field that it names. */
public record BoundRule(ResolvedField field, Criterion criterion) {

    /** Whether SOQL can filter by it. Address and location say they can be filtered, but only by distance. */
    boolean isFilterable() {
        return field.description().filterable() && field.description().type().family() != FieldType.Family.COMPOUND;
    }

    /** What Salesforce can filter by for this rule alone; empty if it can't. */
    public Optional<SoqlCondition> condition() {
        return isFilterable() ? Optional.of(toSoql()) : Optional.empty();
    }

    SoqlCondition toSoql() {
        return criterion.toSoql(field.path());
    }

    /** What it asks and of what kind of field, the same however the rule is written. */
    String meaning() {
        return "%s of %s through %s".formatted(toSoql().text(), field.description().type(), field.lookups());
    }

    /** Whether the record was read with this rule's field. */
    boolean isDecidable(final ObjectNode salesforceRecord) {
        return !(field.read(salesforceRecord) instanceof FieldValue.NotRead);
    }

    /** Behind a parent that the user may not see nothing is known: such a record matches no rule, for it could bring people whom the rule keeps out. */
    boolean matches(final ObjectNode salesforceRecord) {
        return switch (field.read(salesforceRecord)) {
            case FieldValue.Given(JsonNode value) -> criterion.test(value);
            case FieldValue.Empty empty -> criterion.test(null);
            case FieldValue.Hidden hidden -> false;
            case FieldValue.NotRead notRead -> false;
        };
    }
}
