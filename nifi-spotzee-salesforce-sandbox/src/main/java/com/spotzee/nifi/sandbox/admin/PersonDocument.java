package com.spotzee.nifi.sandbox.admin;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import com.spotzee.nifi.sandbox.comparison.ComparedField;
import com.spotzee.nifi.sandbox.comparison.MatchedPerson;
import com.spotzee.nifi.sandbox.comparison.MatchedUser;
import com.spotzee.nifi.sandbox.salesforce.store.OrgStore;
import com.spotzee.nifi.sandbox.salesforce.store.Person;
import com.spotzee.nifi.sandbox.spotzee.EmulatedProject;
import com.spotzee.nifi.sandbox.spotzee.SubscriptionType;

import java.io.IOException;
import java.util.Locale;
import java.util.Optional;

/** Writes a person beside the users that came from it: as a row of a table, or with everything that is known. */
final class PersonDocument {
    private final OrgStore store;
    private final EmulatedProject project;

    PersonDocument(final OrgStore store, final EmulatedProject project) {
        this.store = store;
        this.project = project;
    }

    void writeRow(final JsonGenerator json, final MatchedPerson matched) throws IOException {
        json.writeStartObject();
        writeCommon(json, matched);
        json.writeArrayFieldStart("users");
        for (final MatchedUser user : matched.users()) {
            json.writeStartObject();
            writeUser(json, user);
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    void write(final JsonGenerator json, final MatchedPerson matched) throws IOException {
        json.writeStartObject();
        writeCommon(json, matched);
        json.writeBooleanField("visible", store.shared(matched.person().id()));
        json.writeObjectFieldStart("record");
        for (final ComparedField field : ComparedField.values()) {
            json.writeStringField(field.salesforceName(), field.inSalesforce(matched.person()).orElse(null));
        }
        json.writeEndObject();
        json.writeArrayFieldStart("users");
        for (final MatchedUser user : matched.users()) {
            json.writeStartObject();
            writeUser(json, user);
            writeFields(json, matched.person(), user);
            writeSubscriptions(json, user);
            json.writeFieldName("user");
            JsonTree.write(json, user.user());
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private static void writeCommon(final JsonGenerator json, final MatchedPerson matched) throws IOException {
        final Person person = matched.person();
        json.writeStringField("object", person.object());
        json.writeStringField("id", person.id());
        json.writeStringField("firstName", person.contact().firstName());
        json.writeStringField("lastName", person.contact().lastName());
        json.writeStringField("email", person.contact().email());
        json.writeStringField("phone", person.contact().phone());
        json.writeBooleanField("optedOut", person.optedOut());
        json.writeBooleanField("deleted", person.deleted());
        json.writeStringField("modified", person.modified().toString());
        json.writeStringField("standing", matched.standing().name().toLowerCase(Locale.ROOT));
        json.writeBooleanField("mailable", matched.mailable());
        json.writeBooleanField("mailableThoughOptedOut", matched.mailableThoughOptedOut());
    }

    private static void writeUser(final JsonGenerator json, final MatchedUser matched) throws IOException {
        final JsonNode user = matched.user();
        json.writeStringField("externalId", matched.externalId());
        json.writeStringField("email", user.path("email").textValue());
        json.writeStringField("phone", user.path("phone").textValue());
        json.writeStringField("firstName", ComparedField.FIRST_NAME.inSpotzee(user).orElse(null));
        json.writeStringField("lastName", ComparedField.LAST_NAME.inSpotzee(user).orElse(null));
        json.writeStringField("unsubscribed", ComparedField.OPT_OUT.inSpotzee(user).orElse(null));
        json.writeStringField("updated", user.path("updated_at").textValue());
        json.writeBooleanField("mailable", matched.mailable());
        json.writeArrayFieldStart("differing");
        for (final ComparedField field : ComparedField.values()) {
            if (matched.differing().contains(field)) {
                json.writeString(field.salesforceName());
            }
        }
        json.writeEndArray();
    }

    private static void writeFields(final JsonGenerator json, final Person person, final MatchedUser user) throws IOException {
        json.writeArrayFieldStart("compared");
        for (final ComparedField field : ComparedField.values()) {
            json.writeStartObject();
            json.writeStringField("salesforce", field.salesforceName());
            json.writeStringField("salesforceValue", field.inSalesforce(person).orElse(null));
            json.writeStringField("spotzee", field.spotzeeName());
            json.writeStringField("spotzeeValue", field.inSpotzee(user.user()).orElse(null));
            json.writeBooleanField("differs", user.differing().contains(field));
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private void writeSubscriptions(final JsonGenerator json, final MatchedUser user) throws IOException {
        json.writeArrayFieldStart("subscriptions");
        for (final SubscriptionType type : project.subscriptions()) {
            final Optional<Integer> state = project.subscriptionState(user.externalId(), type.id());
            json.writeStartObject();
            json.writeNumberField("id", type.id());
            json.writeStringField("name", type.name());
            json.writeStringField("channel", type.channel());
            json.writeStringField("state", SubscriptionStates.name(state));
            json.writeBooleanField("reached", user.user().path(type.addressField()).isTextual() && type.wantedIn(state));
            json.writeEndObject();
        }
        json.writeEndArray();
    }
}
