package com.spotzee.nifi.sandbox.salesforce.rest;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** The requests of a composite one, refused as a whole where Salesforce refuses the whole: bad JSON, bad reference ids, too many of them. */
final class CompositeBody {

    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final int MOST_PARTS = 25;
    private static final int MOST_QUERIES = 5;
    private static final Pattern REFERENCE = Pattern.compile("[A-Za-z][A-Za-z0-9_]*");
    private static final Pattern QUERY = Pattern.compile("/?services/data/v[^/]+/query(?:All)?(?:[/?].*)?", Pattern.DOTALL);

    private CompositeBody() {
    }

    static List<JsonNode> parts(final byte[] body) throws IOException {
        final JsonNode parts = read(body).path("compositeRequest");
        if (!parts.isArray() || parts.isEmpty()) {
            throw new ApiError(400, "INVALID_INPUT", "compositeRequest must be an array of 1 to " + MOST_PARTS + " requests.");
        }
        if (parts.size() > MOST_PARTS) {
            throw limited("a composite request has at most " + MOST_PARTS + " subrequests, this one has " + parts.size());
        }
        final List<JsonNode> list = new ArrayList<>();
        final Set<String> references = new HashSet<>();
        for (final JsonNode part : parts) {
            final String reference = part.path("referenceId").asText();
            if (!REFERENCE.matcher(reference).matches() || !references.add(reference)) {
                throw new ApiError(400, "INVALID_INPUT", "Every subrequest needs a referenceId of its own, of letters, digits and underscores.");
            }
            list.add(part);
        }
        final long queries = list.stream().filter(part -> QUERY.matcher(part.path("url").asText()).matches()).count();
        if (queries > MOST_QUERIES) {
            throw limited("a composite request has at most " + MOST_QUERIES + " queries among its subrequests, this one has " + queries);
        }
        return list;
    }

    private static JsonNode read(final byte[] body) throws IOException {
        try {
            return MAPPER.readTree(body);
        } catch (final JsonProcessingException e) {
            throw new ApiError(400, "JSON_PARSER_ERROR", "The body is not valid JSON.");
        }
    }

    private static ApiError limited(final String why) {
        return new ApiError(400, "LIMIT_EXCEEDED", "Limit exceeded: " + why + ".");
    }
}
