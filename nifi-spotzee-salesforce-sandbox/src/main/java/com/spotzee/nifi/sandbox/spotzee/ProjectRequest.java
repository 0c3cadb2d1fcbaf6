package com.spotzee.nifi.sandbox.spotzee;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.spotzee.nifi.sandbox.http.Exchange;

import java.io.CharConversionException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/**
 * A request to the project as faults look at it.
 *
 * @param path        below the base address, such as {@code /users/batch}
 * @param externalIds who the items of its body are about, in their order; nobody where it has none
 */
public record ProjectRequest(String method, String path, List<String> externalIds) {

    /** Copies. */
    public ProjectRequest {
        externalIds = List.copyOf(externalIds);
    }

    static ProjectRequest of(final Exchange exchange, final byte[] body) {
        final List<String> ids = new ArrayList<>();
        items(body).forEach(item -> {
            if (item.path("external_id").isTextual()) {
                ids.add(item.path("external_id").textValue());
            }
        });
        return new ProjectRequest(exchange.method(), exchange.path().replaceFirst("^" + EmulatedProject.BASE, ""), ids);
    }

    private static JsonNode items(final byte[] body) {
        try {
            return Items.MAPPER.readTree(body);
        } catch (final JsonProcessingException | CharConversionException e) {
            // What is wrong with it is for the honest answer to say.
            return Items.MAPPER.createArrayNode();
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
