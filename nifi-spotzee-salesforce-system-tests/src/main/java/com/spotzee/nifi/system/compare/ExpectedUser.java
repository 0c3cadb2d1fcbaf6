package com.spotzee.nifi.system.compare;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The Spotzee user that one Salesforce record must have become.
 *
 * @param externalId the id it must be found by
 * @param fields the values it must have, by path ({@code email}, {@code data.first_name}); a JSON null means "cleared"
 * @param optedOut whether nobody may write to this person
 */
record ExpectedUser(String externalId, Map<String, JsonNode> fields, boolean optedOut) {

    ExpectedUser {
        fields = new LinkedHashMap<>(fields);
    }

    /** The paths whose value is another one in Spotzee. */
    List<String> differencesTo(final JsonNode user) {
        final List<String> different = new ArrayList<>();
        fields.forEach((path, expected) -> {
            JsonNode actual = user;
            for (final String step : path.split("\\.")) {
                actual = actual.path(step);
            }
            if (!same(expected, actual)) {
                different.add(path);
            }
        });
        return different;
    }

    private static boolean same(final JsonNode expected, final JsonNode actual) {
        if (expected instanceof NullNode) {
            return actual.isNull() || actual.isMissingNode();
        }
        if (expected.isNumber()) {
            return actual.isNumber() && expected.decimalValue().compareTo(actual.decimalValue()) == 0;
        }
        return expected.equals(actual);
    }
}
