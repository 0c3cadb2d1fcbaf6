package com.spotzee.nifi.sandbox.salesforce.store;

import com.fasterxml.jackson.core.JsonGenerator;
import com.spotzee.nifi.sandbox.salesforce.schema.FieldType;
import com.spotzee.nifi.sandbox.salesforce.soql.SoqlQuery.Selected;
import com.spotzee.nifi.sandbox.salesforce.soql.SoqlQuery.SelectedAggregate;
import com.spotzee.nifi.sandbox.salesforce.soql.SoqlQuery.SelectedField;

import java.io.IOException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;

/** Writes rows of functions and groups as records of AggregateResult. */
record AggregateWriter(List<Selected> selected) {
    void write(final JsonGenerator json, final ResultSet row, final String apiVersion) throws SQLException, IOException {
        json.writeStartObject();
        json.writeObjectFieldStart("attributes");
        json.writeStringField("type", "AggregateResult");
        json.writeEndObject();
        for (int index = 0; index < selected.size(); index++) {
            switch (selected.get(index)) {
                case final SelectedField field -> {
                    json.writeFieldName(field.alias());
                    ValueWriter.write(json, row, index + 1, field.field().type());
                }
                case final SelectedAggregate aggregate -> {
                    json.writeFieldName(aggregate.alias());
                    ValueWriter.write(json, row, index + 1, resultType(aggregate));
                }
            }
        }
        json.writeEndObject();
    }

    private static FieldType resultType(final SelectedAggregate aggregate) {
        return switch (aggregate.function()) {
            case COUNT, COUNT_DISTINCT -> FieldType.INT;
            case SUM, AVG -> FieldType.DOUBLE;
            case MIN, MAX -> aggregate.field().type();
        };
    }
}
