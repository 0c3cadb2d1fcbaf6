package com.spotzee.nifi.sandbox.spotzee;

import com.fasterxml.jackson.core.JsonGenerator;
import com.spotzee.nifi.sandbox.http.Exchange;
import com.spotzee.nifi.sandbox.http.Parameters;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;

/** The requests about users. */
final class UsersApi {

    private final UserDirectory users;
    private final UserItemReader reader;
    private final long projectId;
    private volatile long quota = Long.MAX_VALUE;

    UsersApi(final UserDirectory users, final UserItemReader reader, final long projectId) {
        this.users = users;
        this.reader = reader;
        this.projectId = projectId;
    }

    /** From now on the project holds at most so many users. */
    void limit(final long most) {
        quota = most;
    }

    /** {@code POST /users/batch}: one result an item, and an item that is refused doesn't touch the others. */
    Answer upsert(final byte[] body, final ProjectMood mood) throws IOException {
        final List<UserItem> items = admitted(mood.among(reader.read(body)));
        final List<StoredUser> results = new ArrayList<>(items.size());
        for (final UserItem item : items) {
            results.add(item.refusal().isPresent() ? null : users.upsert(item));
        }
        return Answer.json(json -> writeResults(json, items, results));
    }

    /** {@code PATCH /users}: nobody is told about a refused item. */
    Answer upsertWithoutResults(final byte[] body, final ProjectMood mood) throws IOException {
        for (final UserItem item : admitted(mood.among(reader.read(body)))) {
            if (item.refusal().isEmpty()) {
                users.upsert(item);
            }
        }
        return Answer.noContent();
    }

    Answer list(final Exchange exchange) throws IOException {
        final Parameters parameters = RequestChecks.parameters(exchange, "limit", "cursor", "q");
        final Predicate<StoredUser> wanted = parameters.first("q").map(UsersApi::mentions).orElse(user -> true);
        final Page<StoredUser> page = Page.cut(new Page.Source<StoredUser>() {
            @Override
            public List<StoredUser> after(final long id, final int most) {
                return users.after(id, most, wanted);
            }

            @Override
            public List<StoredUser> before(final long id, final int most) {
                return users.before(id, most, wanted);
            }
        }, parameters, StoredUser::id);
        return Answer.json(json -> page.write(json, (generator, user) -> user.write(generator, projectId)));
    }

    Answer read(final Exchange exchange) throws IOException {
        RequestChecks.parameters(exchange);
        final StoredUser user = known(exchange.pathValue("user"));
        return Answer.json(json -> user.write(json, projectId));
    }

    Answer delete(final Exchange exchange) {
        final List<String> ids = RequestChecks.parameters(exchange, "user_id").all("user_id");
        if (ids.isEmpty()) {
            throw new RefusedException(ProblemCode.PARAMETER_MISSING, "user_id", "Name at least one user_id.");
        }
        if (ids.contains("")) {
            throw new RefusedException(ProblemCode.PARAMETER_INVALID_EMPTY, "user_id", "A user_id must not be empty.");
        }
        ids.forEach(users::delete);
        return Answer.noContent();
    }

    /** The user with this external id. */
    StoredUser known(final String externalId) {
        return users.find(externalId, null)
                .orElseThrow(() -> new RefusedException(ProblemCode.RESOURCE_MISSING, "user_id", "There is no user with this external id."));
    }

    /** Refuses the whole request if it would create more users than the quota allows. */
    private List<UserItem> admitted(final List<UserItem> items) {
        final long created = items.stream().filter(item -> item.refusal().isEmpty() && users.find(item.externalId(), item.anonymousId()).isEmpty()).count();
        if (created > 0 && users.count() + created > quota) {
            throw new RefusedException(ProblemCode.QUOTA_EXCEEDED, null, "The project's quota of users is used up.");
        }
        return items;
    }

    private void writeResults(final JsonGenerator json, final List<UserItem> items, final List<StoredUser> results) throws IOException {
        int succeeded = 0;
        json.writeStartObject();
        json.writeArrayFieldStart("results");
        for (int i = 0; i < items.size(); i++) {
            final UserItem item = items.get(i);
            json.writeStartObject();
            json.writeNumberField("index", i);
            json.writeStringField("external_id", item.externalId());
            if (item.refusal().isEmpty() || item.anonymousId() != null) {
                json.writeStringField("anonymous_id", item.anonymousId());
            }
            if (item.refusal().isEmpty()) {
                json.writeFieldName("user");
                results.get(i).write(json, projectId);
                succeeded++;
            } else {
                writeError(json, ProblemCode.VALIDATION_FAILED, item.refusal().get());
            }
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeNumberField("succeeded", succeeded);
        json.writeNumberField("failed", items.size() - succeeded);
        json.writeEndObject();
    }

    /** Writes why an item was refused. */
    static void writeError(final JsonGenerator json, final ProblemCode code, final String message) throws IOException {
        json.writeObjectFieldStart("error");
        json.writeStringField("code", code.code());
        json.writeStringField("message", message);
        json.writeEndObject();
    }

    private static Predicate<StoredUser> mentions(final String text) {
        final String wanted = text.toLowerCase(Locale.ROOT);
        return user -> contains(user.externalId(), wanted) || contains(user.contact().email(), wanted) || contains(user.contact().phone(), wanted);
    }

    private static boolean contains(final String value, final String wanted) {
        return value != null && value.toLowerCase(Locale.ROOT).contains(wanted);
    }
}
