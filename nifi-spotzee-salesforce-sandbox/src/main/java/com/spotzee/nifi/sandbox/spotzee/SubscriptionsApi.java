package com.spotzee.nifi.sandbox.spotzee;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import com.spotzee.nifi.sandbox.http.Exchange;
import com.spotzee.nifi.sandbox.http.Parameters;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The requests about subscriptions. */
final class SubscriptionsApi {

    private static final Set<String> FIELDS = Set.of("external_id", "anonymous_id", "subscription_id", "state");
    private static final int HIGHEST_STATE = 2;

    private final List<SubscriptionType> types;
    private final UserDirectory users;
    private final long projectId;

    SubscriptionsApi(final List<SubscriptionType> types, final UserDirectory users, final long projectId) {
        this.types = types;
        this.users = users;
        this.projectId = projectId;
    }

    Answer list(final Exchange exchange) throws IOException {
        final Parameters parameters = RequestChecks.parameters(exchange, "limit", "cursor");
        final Page<SubscriptionType> page = Page.cut(new Page.Source<SubscriptionType>() {
            @Override
            public List<SubscriptionType> after(final long id, final int most) {
                return types.stream().filter(type -> type.id() > id).limit(most).toList();
            }

            @Override
            public List<SubscriptionType> before(final long id, final int most) {
                final List<SubscriptionType> all = types.stream().filter(type -> type.id() < id).toList();
                return all.subList(Math.max(0, all.size() - most), all.size());
            }
        }, parameters, SubscriptionType::id);
        return Answer.json(json -> page.write(json, (generator, type) -> writeType(generator, type)));
    }

    /** {@code POST /subscriptions/batch}. */
    Answer change(final byte[] body) throws IOException {
        final JsonNode items = Items.read(body);
        final List<Change> changes = new ArrayList<>(items.size());
        for (int i = 0; i < items.size(); i++) {
            changes.add(read(items.get(i), i));
        }
        final List<Optional<ItemError>> errors = changes.stream().map(this::apply).toList();
        return Answer.json(json -> writeResults(json, changes, errors));
    }

    /** A user's states; an unset one is null. */
    Answer statesOf(final StoredUser user) throws IOException {
        return Answer.json(json -> new Page<>(types, null, null, types.size()).write(json, (generator, type) -> {
            final int state = user.states()[types.indexOf(type)];
            generator.writeStartObject();
            generator.writeNumberField("subscription_id", type.id());
            generator.writeStringField("name", type.name());
            generator.writeStringField("channel", type.channel());
            generator.writeBooleanField("is_public", type.isPublic());
            if (state == StoredUser.UNSET) {
                generator.writeNullField("state");
            } else {
                generator.writeNumberField("state", state);
            }
            generator.writeEndObject();
        }));
    }

    /** The place of a subscription type among the project's, or -1. */
    int place(final long subscriptionId) {
        for (int i = 0; i < types.size(); i++) {
            if (types.get(i).id() == subscriptionId) {
                return i;
            }
        }
        return -1;
    }

    private Change read(final JsonNode item, final int index) {
        Items.checkFields(item, index, FIELDS);
        final String externalId = Items.text(item, index, "external_id");
        final String anonymousId = Items.text(item, index, "anonymous_id");
        Items.checkIdentity(externalId, anonymousId, index);
        return new Change(externalId, anonymousId, number(item, index, "subscription_id"), number(item, index, "state"));
    }

    private static long number(final JsonNode item, final int index, final String name) {
        final JsonNode value = item.get(name);
        if (value == null || value.isNull()) {
            throw new RefusedException(ProblemCode.PARAMETER_MISSING, Items.param(index, name), "Every item needs a " + name + ".");
        }
        if (!value.isIntegralNumber() || !value.canConvertToLong()) {
            throw new RefusedException(ProblemCode.PARAMETER_INVALID_FORMAT, Items.param(index, name), name + " must be a whole number.");
        }
        return value.longValue();
    }

    private Optional<ItemError> apply(final Change change) {
        if (change.state() < 0 || change.state() > HIGHEST_STATE) {
            return Optional.of(new ItemError(ProblemCode.VALIDATION_FAILED, "state must be 0 (unsubscribed), 1 (subscribed) or 2 (opted in)."));
        }
        final int place = place(change.subscriptionId());
        if (place < 0) {
            return Optional.of(new ItemError(ProblemCode.RESOURCE_MISSING, "There is no such subscription."));
        }
        final boolean known = users.setState(change.externalId(), change.anonymousId(), place, (int) change.state());
        return known ? Optional.empty() : Optional.of(new ItemError(ProblemCode.RESOURCE_MISSING, "There is no such user."));
    }

    private static void writeResults(final JsonGenerator json, final List<Change> changes, final List<Optional<ItemError>> errors) throws IOException {
        int failed = 0;
        json.writeStartObject();
        json.writeArrayFieldStart("results");
        for (int i = 0; i < changes.size(); i++) {
            final Change change = changes.get(i);
            json.writeStartObject();
            json.writeNumberField("index", i);
            json.writeStringField("external_id", change.externalId());
            json.writeNumberField("subscription_id", change.subscriptionId());
            if (errors.get(i).isPresent()) {
                UsersApi.writeError(json, errors.get(i).get().code(), errors.get(i).get().message());
                failed++;
            } else {
                json.writeNumberField("state", change.state());
            }
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeNumberField("succeeded", changes.size() - failed);
        json.writeNumberField("failed", failed);
        json.writeEndObject();
    }

    private void writeType(final JsonGenerator json, final SubscriptionType type) throws IOException {
        json.writeStartObject();
        json.writeNumberField("id", type.id());
        json.writeNumberField("project_id", projectId);
        json.writeStringField("name", type.name());
        json.writeStringField("channel", type.channel());
        json.writeBooleanField("is_public", type.isPublic());
        json.writeEndObject();
    }

    private record Change(String externalId, String anonymousId, long subscriptionId, long state) {
    }

    private record ItemError(ProblemCode code, String message) {
    }
}
