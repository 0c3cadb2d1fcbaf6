package com.spotzee.nifi.sandbox.spotzee;

import com.fasterxml.jackson.databind.JsonNode;
import com.spotzee.nifi.sandbox.spotzee.UserItem.ContactChange;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads upserts: a wrong shape refuses the whole request, a wrong value only its own item. */
final class UserItemReader {

    private static final Set<String> FIELDS = Set.of("external_id", "anonymous_id", "email", "phone", "timezone", "locale", "data");
    private static final int LONGEST_ID = 255;

    private final String region;

    UserItemReader(final String region) {
        this.region = region;
    }

    List<UserItem> read(final byte[] body) throws IOException {
        final JsonNode items = Items.read(body);
        final List<UserItem> read = new ArrayList<>(items.size());
        for (int i = 0; i < items.size(); i++) {
            read.add(item(items.get(i), i));
        }
        return read;
    }

    private UserItem item(final JsonNode item, final int index) {
        Items.checkFields(item, index, FIELDS);
        final String externalId = Items.text(item, index, "external_id");
        final String anonymousId = Items.text(item, index, "anonymous_id");
        Items.checkIdentity(externalId, anonymousId, index);
        final JsonNode data = item.get("data");
        if (data != null && !data.isNull() && !data.isObject()) {
            throw new RefusedException(ProblemCode.PARAMETER_INVALID_FORMAT, Items.param(index, "data"), "data must be an object or null.");
        }
        final List<String> faults = new ArrayList<>(0);
        if (tooLong(externalId) || tooLong(anonymousId)) {
            faults.add("An id has at most 255 characters.");
        }
        final ContactChange contact = new ContactChange(change(item, index, ValueRule.EMAIL, faults), change(item, index, ValueRule.PHONE, faults),
                change(item, index, ValueRule.TIMEZONE, faults), change(item, index, ValueRule.LOCALE, faults));
        return new UserItem(externalId, anonymousId, contact, data, faults.isEmpty() ? null : String.join(" ", faults));
    }

    private FieldChange change(final JsonNode item, final int index, final ValueRule rule, final List<String> faults) {
        if (!item.has(rule.field())) {
            return new FieldChange.Keep();
        }
        final String value = Items.text(item, index, rule.field());
        if (value == null) {
            return new FieldChange.Clear();
        }
        final Optional<String> accepted = rule.accept(value, region);
        if (accepted.isEmpty()) {
            faults.add(rule.complaint());
            return new FieldChange.Keep();
        }
        return new FieldChange.Set(accepted.get());
    }

    private static boolean tooLong(final String id) {
        return id != null && id.length() > LONGEST_ID;
    }
}
