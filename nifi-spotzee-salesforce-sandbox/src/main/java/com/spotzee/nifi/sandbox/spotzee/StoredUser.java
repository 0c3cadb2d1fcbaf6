package com.spotzee.nifi.sandbox.spotzee;

import com.fasterxml.jackson.core.JsonGenerator;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/**
 * A user as the project keeps it, never changed in place.
 *
 * @param contact the first-class fields
 * @param data    the free attributes as compact JSON
 * @param states  the subscription states in the order of the project's types, {@link #UNSET} where there is none
 * @param created epoch milliseconds
 * @param updated epoch milliseconds, equal to created only for a user that was never updated
 */
record StoredUser(long id, String externalId, String anonymousId, Contact contact, byte[] data, byte[] states, long created, long updated) {

    static final byte UNSET = -1;

    private static final DateTimeFormatter STAMP = DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

    void write(final JsonGenerator json, final long projectId) throws IOException {
        json.writeStartObject();
        json.writeNumberField("id", id);
        json.writeNumberField("project_id", projectId);
        json.writeStringField("external_id", externalId);
        json.writeStringField("email", contact.email());
        json.writeStringField("phone", contact.phone());
        json.writeStringField("timezone", contact.timezone());
        json.writeStringField("locale", contact.locale());
        json.writeFieldName("data");
        json.writeRawValue(new String(data, StandardCharsets.UTF_8));
        json.writeStringField("created_at", stamp(created));
        json.writeStringField("updated_at", stamp(updated));
        json.writeEndObject();
    }

    StoredUser withStates(final byte[] newStates) {
        return new StoredUser(id, externalId, anonymousId, contact, data, newStates, created, updated);
    }

    /** A moment as Spotzee writes it. */
    static String stamp(final long millis) {
        return STAMP.format(Instant.ofEpochMilli(millis));
    }

    /** The first-class fields; null where the user has none. */
    record Contact(String email, String phone, String timezone, String locale) {
        static final Contact NONE = new Contact(null, null, null, null);
    }
}
