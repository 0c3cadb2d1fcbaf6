package com.spotzee.nifi.sandbox.admin;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.util.TokenBuffer;

import java.io.IOException;

/** Writes a finished tree into an answer that is being written. */
final class JsonTree {
    private static final ObjectMapper JSON = new ObjectMapper();

    private JsonTree() {
    }

    static JsonNode read(final TokenBuffer tokens) throws IOException {
        return JSON.readTree(tokens.asParser());
    }

    static void write(final JsonGenerator json, final JsonNode tree) throws IOException {
        json.enable(JsonGenerator.Feature.WRITE_BIGDECIMAL_AS_PLAIN);
        JSON.writeTree(json, tree);
    }
}
