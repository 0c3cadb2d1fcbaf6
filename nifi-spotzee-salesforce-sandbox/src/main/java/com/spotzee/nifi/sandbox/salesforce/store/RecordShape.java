package com.spotzee.nifi.sandbox.salesforce.store;

import com.fasterxml.jackson.core.JsonGenerator;
import com.spotzee.nifi.sandbox.salesforce.schema.Derivation;
import com.spotzee.nifi.sandbox.salesforce.schema.Field;
import com.spotzee.nifi.sandbox.salesforce.schema.FieldType;
import com.spotzee.nifi.sandbox.salesforce.schema.OrgSchema;
import com.spotzee.nifi.sandbox.salesforce.schema.SObjectType;
import com.spotzee.nifi.sandbox.salesforce.soql.FieldRef;

import java.io.IOException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** How a row becomes a record: the columns to select, and the object with nested parents they are written as. */
final class RecordShape {
    private final JoinedTables tables;
    private final List<String> columns = new ArrayList<>();
    private final Node root;

    RecordShape(final OrgSchema schema, final SObjectType object, final List<FieldRef> fields) {
        this.tables = new JoinedTables(schema, object, "A");
        this.root = new Node(object, column(tables.id(List.of())));
        fields.forEach(this::add);
    }

    private sealed interface Member {
    }

    private record Leaf(FieldType type, int column) implements Member {
    }

    private record Node(SObjectType object, int idColumn, Map<String, Member> members) implements Member {
        private Node(final SObjectType object, final int idColumn) {
            this(object, idColumn, new LinkedHashMap<>());
        }
    }

    /** The SELECT up to and without WHERE, over a table K of positions and row keys. */
    String selectFrom(final String positions) {
        return "SELECT " + String.join(", ", columns) + " FROM " + positions + " K JOIN " + tables.base() + " ON A." + OrgDatabase.ROW + " = K.ROW_KEY"
                + tables.joins();
    }

    /** The SELECT of the one record with an id. */
    String selectById() {
        return "SELECT " + String.join(", ", columns) + " FROM " + tables.from() + " WHERE " + tables.id(List.of()) + " = ?";
    }

    private int column(final String sql) {
        columns.add(sql);
        return columns.size();
    }

    private void add(final FieldRef ref) {
        Node node = root;
        for (int depth = 1; depth <= ref.steps().size(); depth++) {
            final FieldRef.Step step = ref.steps().get(depth - 1);
            final List<FieldRef.Step> way = ref.steps().subList(0, depth);
            node = (Node) node.members().computeIfAbsent(step.name(), name -> new Node(step.target(), column(tables.id(way))));
        }
        node.members().put(ref.field().name(), leaf(ref));
    }

    private Leaf leaf(final FieldRef ref) {
        if (ref.field().traits().derivation().orElse(null) instanceof final Derivation.AddressOf address) {
            final SObjectType owner = ref.steps().isEmpty() ? root.object() : ref.steps().getLast().target();
            int first = 0;
            for (final String part : ValueWriter.ADDRESS_PARTS) {
                final Field field = owner.field(address.prefix() + part).orElseThrow();
                final int index = column(tables.value(new FieldRef(ref.steps(), field)));
                first = first == 0 ? index : first;
            }
            return new Leaf(FieldType.ADDRESS, first);
        }
        return new Leaf(ref.type(), column(tables.value(ref)));
    }

    void write(final JsonGenerator json, final ResultSet row, final String apiVersion) throws SQLException, IOException {
        write(json, row, apiVersion, root);
    }

    private static void write(final JsonGenerator json, final ResultSet row, final String apiVersion, final Node node) throws SQLException, IOException {
        json.writeStartObject();
        json.writeObjectFieldStart("attributes");
        json.writeStringField("type", node.object().name());
        json.writeStringField("url", "/services/data/v" + apiVersion + "/sobjects/" + node.object().name() + '/' + row.getString(node.idColumn()));
        json.writeEndObject();
        for (final Map.Entry<String, Member> member : node.members().entrySet()) {
            json.writeFieldName(member.getKey());
            switch (member.getValue()) {
                case final Leaf leaf -> ValueWriter.write(json, row, leaf.column(), leaf.type());
                case final Node parent when row.getString(parent.idColumn()) == null -> json.writeNull();
                case final Node parent -> write(json, row, apiVersion, parent);
            }
        }
        json.writeEndObject();
    }
}
