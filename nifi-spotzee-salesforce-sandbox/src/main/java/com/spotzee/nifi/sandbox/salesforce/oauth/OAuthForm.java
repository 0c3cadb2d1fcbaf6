package com.spotzee.nifi.sandbox.salesforce.oauth;

import com.spotzee.nifi.sandbox.http.Exchange;
import com.spotzee.nifi.sandbox.http.Parameters;

import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** The forms in which the token endpoint answers: by {@code format}, else by the Accept header, else JSON. */
enum OAuthForm {
    JSON("application/json;charset=UTF-8") {
        @Override
        void write(final Exchange exchange, final int status, final Map<String, String> values) throws IOException {
            exchange.json(status, type(), json -> {
                json.writeStartObject();
                for (final Map.Entry<String, String> value : values.entrySet()) {
                    json.writeStringField(value.getKey(), value.getValue());
                }
                json.writeEndObject();
            });
        }
    },
    URLENCODED("application/x-www-form-urlencoded;charset=UTF-8") {
        @Override
        void write(final Exchange exchange, final int status, final Map<String, String> values) throws IOException {
            final String text = values.entrySet().stream().map(value -> value.getKey() + "=" + URLEncoder.encode(value.getValue(), StandardCharsets.UTF_8))
                    .collect(Collectors.joining("&"));
            exchange.bytes(status, type(), text.getBytes(StandardCharsets.UTF_8));
        }
    },
    XML("application/xml;charset=UTF-8") {
        @Override
        void write(final Exchange exchange, final int status, final Map<String, String> values) throws IOException {
            final String text = values.entrySet().stream().map(value -> "<" + value.getKey() + ">" + escaped(value.getValue()) + "</" + value.getKey() + ">")
                    .collect(Collectors.joining("", "<?xml version=\"1.0\" encoding=\"UTF-8\"?><OAuth>", "</OAuth>"));
            exchange.bytes(status, type(), text.getBytes(StandardCharsets.UTF_8));
        }
    };

    private final String type;

    OAuthForm(final String type) {
        this.type = type;
    }

    /** The form a request asks for. */
    static OAuthForm of(final Exchange exchange, final Parameters form) {
        final String wish = form.first("format").orElseGet(() -> exchange.header("Accept").orElse("")).toLowerCase(Locale.ROOT);
        if (wish.contains("json")) {
            return JSON;
        }
        return wish.contains("urlencoded") ? URLENCODED : wish.contains("xml") ? XML : JSON;
    }

    /** Answers with names and values in their order. */
    abstract void write(Exchange exchange, int status, Map<String, String> values) throws IOException;

    String type() {
        return type;
    }

    private static String escaped(final String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
}
