package com.spotzee.nifi.sandbox.salesforce.store;

import com.fasterxml.jackson.core.JsonGenerator;
import com.spotzee.nifi.sandbox.salesforce.schema.Derivation;
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

    private record Compound(Map<String, Leaf> parts) implements Member {
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
        node.members().put(ref.field().name(), member(ref));
    }

    private Member member(final FieldRef ref) {
        return ref.field().traits().derivation().orElse(null) instanceof final Derivation.Compound compound ? compound(ref, compound) : leaf(ref);
    }

    private Compound compound(final FieldRef ref, final Derivation.Compound compound) {
        final SObjectType owner = ref.steps().isEmpty() ? root.object() : ref.steps().getLast().target();
        final Map<String, Leaf> parts = new LinkedHashMap<>();
        compound.parts().forEach((name, part) -> parts.put(name, leaf(new FieldRef(ref.steps(), owner.field(part).orElseThrow()))));
        return new Compound(parts);
    }

    private Leaf leaf(final FieldRef ref) {
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
                case final Compound compound -> write(json, row, compound);
                case final Node parent when row.getString(parent.idColumn()) == null -> json.writeNull();
                case final Node parent -> write(json, row, apiVersion, parent);
            }
        }
        json.writeEndObject();
    }

    /** A compound of which no part is set is null. */
    private static void write(final JsonGenerator json, final ResultSet row, final Compound compound) throws SQLException, IOException {
        boolean empty = true;
        for (final Leaf part : compound.parts().values()) {
            empty &= row.getObject(part.column()) == null;
        }
        if (empty) {
            json.writeNull();
            return;
        }
        json.writeStartObject();
        for (final Map.Entry<String, Leaf> part : compound.parts().entrySet()) {
            json.writeFieldName(part.getKey());
            ValueWriter.write(json, row, part.getValue().column(), part.getValue().type());
        }
        json.writeEndObject();
    }
}
