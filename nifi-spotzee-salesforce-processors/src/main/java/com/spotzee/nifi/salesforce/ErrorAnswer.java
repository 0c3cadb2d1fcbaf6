package com.spotzee.nifi.salesforce;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.spotzee.nifi.http.HttpAnswer;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/**
 * What an answer without success said. The body may be anything: Salesforce's list of errors, a maintenance page, nothing.
 *
 * @param status   HTTP status
 * @param code     Salesforce's {@code errorCode}, or empty
 * @param message  Salesforce's message as it came, or empty; show it only through {@link ShownMessage}
 * @param location where a redirect points, or empty
 */
record ErrorAnswer(int status, String code, String message, String location) {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int MOST_BYTES = 64 * 1024;
    /** The identity resources answer with a bare word: {@code Bad_OAuth_Token}. */
    private static final Pattern WORD = Pattern.compile("[A-Za-z]+(?:_[A-Za-z]+)+");

    static ErrorAnswer read(final HttpAnswer answer) throws IOException {
        final byte[] body = answer.body().readNBytes(MOST_BYTES);
        final JsonNode error = firstError(body);
        return new ErrorAnswer(answer.status(), error.path("errorCode").asText(""), error.path("message").asText(""),
                answer.header("Location").orElse(""));
    }

    private static JsonNode firstError(final byte[] body) throws IOException {
        try {
            final JsonNode parsed = JSON.readTree(body);
            return parsed.isArray() ? parsed.path(0) : parsed;
        } catch (final JsonProcessingException notJson) {
            final String text = new String(body, StandardCharsets.UTF_8).strip();
            return WORD.matcher(text).matches() ? JsonNodeFactory.instance.objectNode().put("errorCode", text) : JSON.missingNode();
        }
    }
}
