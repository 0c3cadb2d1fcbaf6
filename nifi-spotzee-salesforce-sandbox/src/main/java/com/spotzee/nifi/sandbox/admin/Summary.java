package com.spotzee.nifi.sandbox.admin;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import com.spotzee.nifi.sandbox.salesforce.soql.SoqlError;
import com.spotzee.nifi.sandbox.salesforce.store.OrgStore;
import com.spotzee.nifi.sandbox.salesforce.store.QueryPage;
import com.spotzee.nifi.sandbox.salesforce.store.QueryRequest;
import com.spotzee.nifi.sandbox.spotzee.EmulatedProject;
import com.spotzee.nifi.sandbox.spotzee.SubscriptionType;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Counts of both sides, side by side: how many people there are, who has opted out, who can be reached. */
final class Summary {
    private static final List<String> PEOPLE = List.of("Lead", "Contact");
    private static final int UNSUBSCRIBED = 0;
    private static final int SUBSCRIBED = 1;

    private final OrgStore store;
    private final EmulatedProject project;
    private final List<SubscriptionType> types;

    Summary(final OrgStore store, final EmulatedProject project, final List<SubscriptionType> types) {
        this.store = store;
        this.project = project;
        this.types = types;
    }

    void write(final JsonGenerator json) throws IOException {
        json.writeStartObject();
        json.writeStringField("now", store.clock().now().toString());
        json.writeObjectFieldStart("org");
        writeOrg(json);
        json.writeEndObject();
        json.writeObjectFieldStart("project");
        writeProject(json);
        json.writeEndObject();
        json.writeEndObject();
    }

    private void writeOrg(final JsonGenerator json) throws IOException {
        json.writeNumberField("people", PEOPLE.stream().mapToLong(store::count).sum());
        writeCount(json, "withEmail", "Email != null");
        writeCount(json, "optedOut", "HasOptedOutOfEmail = true");
        json.writeObjectFieldStart("records");
        for (final String object : store.schema().objects().stream().map(type -> type.name()).toList()) {
            json.writeNumberField(object, store.count(object));
        }
        json.writeEndObject();
    }

    /** Null stands for a count that the org does not give away, since the field is hidden or has another name. */
    private void writeCount(final JsonGenerator json, final String name, final String condition) throws IOException {
        long sum = 0;
        for (final String object : PEOPLE) {
            final OptionalLong count = count("SELECT COUNT() FROM " + object + " WHERE " + condition);
            if (count.isEmpty()) {
                json.writeNullField(name);
                return;
            }
            sum += count.getAsLong();
        }
        json.writeNumberField(name, sum);
    }

    private OptionalLong count(final String soql) {
        try (QueryPage page = store.query(QueryRequest.of(soql, "admin"))) {
            return OptionalLong.of(page.totalSize());
        } catch (final SoqlError e) {
            return OptionalLong.empty();
        }
    }

    private void writeProject(final JsonGenerator json) throws IOException {
        final Map<Long, States> states = new TreeMap<>();
        types.forEach(type -> states.put(type.id(), new States()));
        long withEmail = 0;
        try (Stream<JsonNode> users = project.users()) {
            for (final JsonNode user : (Iterable<JsonNode>) users::iterator) {
                withEmail += user.path("email").isTextual() ? 1 : 0;
                types.forEach(type -> states.get(type.id()).add(type, user, project));
            }
        }
        json.writeNumberField("users", project.userCount());
        json.writeNumberField("withEmail", withEmail);
        json.writeArrayFieldStart("subscriptions");
        for (final SubscriptionType type : types) {
            states.get(type.id()).write(json, type);
        }
        json.writeEndArray();
    }

    /** How users stand to one subscription type. */
    private static final class States {
        private long unset;
        private long unsubscribed;
        private long subscribed;
        private long optedIn;
        private long reachable;

        private void add(final SubscriptionType type, final JsonNode user, final EmulatedProject project) {
            final int unsetState = -1;
            final Optional<Integer> set = project.subscriptionState(user.path("external_id").asText(), type.id());
            switch (set.orElse(unsetState)) {
                case unsetState -> unset++;
                case UNSUBSCRIBED -> unsubscribed++;
                case SUBSCRIBED -> subscribed++;
                default -> optedIn++;
            }
            reachable += user.path(type.addressField()).isTextual() && type.wantedIn(set) ? 1 : 0;
        }

        private void write(final JsonGenerator json, final SubscriptionType type) throws IOException {
            json.writeStartObject();
            json.writeNumberField("id", type.id());
            json.writeStringField("name", type.name());
            json.writeNumberField("unset", unset);
            json.writeNumberField("unsubscribed", unsubscribed);
            json.writeNumberField("subscribed", subscribed);
            json.writeNumberField("optedIn", optedIn);
            json.writeNumberField("reachable", reachable);
            json.writeEndObject();
        }
    }
}
