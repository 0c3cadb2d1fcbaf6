package com.spotzee.nifi.sandbox.spotzee;

import com.spotzee.nifi.sandbox.http.Exchange;
import com.spotzee.nifi.sandbox.http.JsonBody;
import com.spotzee.nifi.sandbox.http.PackedBody;

import java.io.IOException;

/**
 * A whole answer, kept so that it can be given again. A page holds 100 items at most, so it may stand in memory.
 *
 * @param body       null where there is none
 * @param retryAfter seconds, or 0
 */
record Answer(int status, String contentType, PackedBody body, int retryAfter) {

    static Answer json(final JsonBody body) throws IOException {
        return new Answer(200, "application/json", PackedBody.json(body), 0);
    }

    static Answer noContent() {
        return new Answer(204, "", null, 0);
    }

    /** Spotzee's form of RFC 7807. */
    static Answer problem(final RefusedException refusal, final String requestId) throws IOException {
        final ProblemCode code = refusal.code();
        final PackedBody body = PackedBody.json(json -> {
            json.writeStartObject();
            json.writeStringField("status", "error");
            json.writeStringField("code", code.code());
            json.writeStringField("title", code.title());
            json.writeStringField("message", refusal.getMessage());
            json.writeStringField("type", "https://docs.spotzee.com/main-api/errors#" + code.code());
            json.writeStringField("request_id", requestId);
            if (refusal.param().isPresent()) {
                json.writeStringField("param", refusal.param().get());
                json.writeArrayFieldStart("errors");
                json.writeStartObject();
                json.writeStringField("param", refusal.param().get());
                json.writeStringField("code", code.code());
                json.writeStringField("message", refusal.getMessage());
                json.writeEndObject();
                json.writeEndArray();
            }
            json.writeEndObject();
        });
        return new Answer(code.status(), "application/problem+json", body, refusal.retryAfter());
    }

    void send(final Exchange exchange) throws IOException {
        if (retryAfter > 0) {
            exchange.with("Retry-After", String.valueOf(retryAfter));
        }
        if (body == null) {
            exchange.empty(status);
        } else {
            exchange.packed(status, contentType, body);
        }
    }
}
