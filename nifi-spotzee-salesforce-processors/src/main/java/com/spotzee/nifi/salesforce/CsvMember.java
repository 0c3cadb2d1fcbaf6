package com.spotzee.nifi.salesforce;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import java.util.LinkedHashMap;
import java.util.Map;

/** A member of a record, made of the cells of a row in which every column has its fixed place. */
sealed interface CsvMember {

    /** The member's value. */
    JsonNode read(String[] cells) throws UnexpectedAnswer;

    /**
     * A plain field.
     *
     * @param column where its cell stands
     * @param value  how it is read
     */
    record Cell(int column, CsvValue value) implements CsvMember {

        @Override
        public JsonNode read(final String[] cells) throws UnexpectedAnswer {
            return value.of(cells[column]);
        }
    }

    /**
     * An address or a location: an object of all its parts, or null where all of them are empty.
     *
     * @param parts by their names in the object, in its order
     */
    record Compound(Map<String, Cell> parts) implements CsvMember {

        @Override
        public JsonNode read(final String[] cells) throws UnexpectedAnswer {
            final ObjectNode compound = JsonNodeFactory.instance.objectNode();
            boolean empty = true;
            for (final Map.Entry<String, Cell> part : parts.entrySet()) {
                final JsonNode value = part.getValue().read(cells);
                compound.set(part.getKey(), value);
                empty &= value.isNull();
            }
            return empty ? NullNode.instance : compound;
        }
    }

    /**
     * The record itself or a parent, with its members in the order in which they were selected.
     *
     * @param idColumn where the parent's id stands: a parent that does not exist, or that the user may not see, has none; -1 for the record itself
     * @param members  by name
     */
    record Record(int idColumn, Map<String, CsvMember> members) implements CsvMember {

        Record(final int idColumn) {
            this(idColumn, new LinkedHashMap<>());
        }

        void put(final String name, final CsvMember member) {
            members.put(name, member);
        }

        Record parent(final String relationship, final int parentIdColumn) {
            return (Record) members.computeIfAbsent(relationship, name -> new Record(parentIdColumn));
        }

        @Override
        public JsonNode read(final String[] cells) throws UnexpectedAnswer {
            return idColumn >= 0 && cells[idColumn].isEmpty() ? NullNode.instance : object(cells);
        }

        ObjectNode object(final String[] cells) throws UnexpectedAnswer {
            final ObjectNode object = JsonNodeFactory.instance.objectNode();
            for (final Map.Entry<String, CsvMember> member : members.entrySet()) {
                object.set(member.getKey(), member.getValue().read(cells));
            }
            return object;
        }
    }
}
