package com.spotzee.nifi.sandbox.admin;

import com.fasterxml.jackson.core.JsonGenerator;
import com.spotzee.nifi.sandbox.faults.SetFault;
import com.spotzee.nifi.sandbox.http.Exchange;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Faults of either side as the admin API shows them. */
final class ListedFaults {

    private ListedFaults() {
    }

    static void list(final Exchange exchange, final List<? extends SetFault<?, ?>> faults) throws IOException {
        exchange.json(200, json -> {
            json.writeStartArray();
            for (final SetFault<?, ?> fault : faults) {
                write(json, fault);
            }
            json.writeEndArray();
        });
    }

    /** The faults there are with their keys, and what one of the keys takes. */
    static void kinds(final Exchange exchange, final Map<String, Set<String>> faults, final String key, final List<String> values) throws IOException {
        exchange.json(200, json -> {
            json.writeStartObject();
            json.writeObjectFieldStart("faults");
            for (final Map.Entry<String, Set<String>> fault : faults.entrySet()) {
                write(json, fault.getKey(), fault.getValue().stream().sorted().toList());
            }
            json.writeEndObject();
            write(json, key, values);
            json.writeEndObject();
        });
    }

    private static void write(final JsonGenerator json, final String name, final List<String> values) throws IOException {
        json.writeArrayFieldStart(name);
        for (final String value : values) {
            json.writeString(value);
        }
        json.writeEndArray();
    }

    static void added(final Exchange exchange, final SetFault<?, ?> fault) throws IOException {
        exchange.json(201, json -> write(json, fault));
    }

    private static void write(final JsonGenerator json, final SetFault<?, ?> fault) throws IOException {
        json.writeStartObject();
        json.writeNumberField("number", fault.number());
        json.writeNumberField("struck", fault.struck());
        json.writeStringField("fault", fault.fault().toString());
        json.writeStringField("when", fault.when().toString());
        json.writeEndObject();
    }
}
