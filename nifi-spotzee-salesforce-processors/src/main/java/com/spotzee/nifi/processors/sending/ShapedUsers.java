package com.spotzee.nifi.processors.sending;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Records of any source as Spotzee users: the external id comes from the field that was chosen, and what is no field of Spotzee's own goes under
 * {@code data}, where everything custom lives.
 */
final class ShapedUsers implements UserSource {

    private static final String EXTERNAL_ID = "external_id";
    private static final String DATA = "data";
    private static final Set<String> OWN = Set.of(EXTERNAL_ID, "email", "phone", "timezone", "locale", DATA);

    private final UserSource records;
    private final String idField;

    /** @param idField name of the field, dots leading into nested records; null where records have an external id */
    ShapedUsers(final UserSource records, final String idField) {
        this.records = records;
        this.idField = idField;
    }

    @Override
    public Optional<ObjectNode> next() throws IOException {
        return records.next().map(this::shaped);
    }

    @Override
    public void close() throws IOException {
        records.close();
    }

    private ObjectNode shaped(final ObjectNode user) {
        if (idField != null) {
            final JsonNode id = valueOf(idField, user);
            user.remove(List.of(idField, EXTERNAL_ID));
            if (id.isValueNode() && !id.isNull()) {
                user.put(EXTERNAL_ID, id.asText());
            }
        }
        final List<String> custom = user.propertyStream().map(field -> field.getKey()).filter(name -> !OWN.contains(name)).toList();
        final boolean nests = !user.has(DATA) || user.path(DATA).isObject();
        if (!custom.isEmpty() && nests) {
            final ObjectNode data = user.withObject("/" + DATA);
            custom.forEach(name -> data.set(name, user.remove(name)));
        }
        return user;
    }

    private static JsonNode valueOf(final String field, final ObjectNode user) {
        JsonNode value = user;
        if (user.has(field)) {
            return user.path(field);
        }
        for (final String part : field.split("\\.")) {
            value = value.path(part);
        }
        return value;
    }
}
