package com.spotzee.nifi.spotzee;

import com.fasterxml.jackson.databind.JsonNode;
import com.spotzee.nifi.spotzee.ProblemCode.Treatment;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * An error as Spotzee tells it, of a request or of one item, without quoted values.
 *
 * @param code      Spotzee's code, or {@code http_<status>} where there is none
 * @param message   Spotzee's sentence
 * @param param     the field it is about, or null
 * @param requestId the request's id, or null
 * @param treatment what it means for the sender
 * @param advice    what a person should do
 */
record Problem(String code, String message, String param, String requestId, Treatment treatment, String advice) {

    private static final Pattern QUOTED = Pattern.compile(
            "\"[^\"]*(?:\"|$)|“[^”]*(?:”|$)|`[^`]*(?:`|$)|(?<![\\p{L}\\p{N}])'.*?(?:'(?![\\p{L}\\p{N}])|$)", Pattern.DOTALL);
    /** Seven digits and more, however they are grouped: telephone numbers, dates of birth, numbers of people; no number of a message's own is as long. */
    private static final Pattern LONG_NUMBER = Pattern.compile("\\+?\\(?\\p{Nd}(?:[\\s().,/\\u00a0-]{0,2}\\p{Nd}){6,}(?![\\p{L}_])");
    private static final Pattern ADDRESS = Pattern.compile("[^\\s<>()]+@[^\\s<>()]+");

    /** The error of a whole request; the body may be anything, as proxies answer too. */
    static Problem ofRequest(final int status, final JsonNode body, final String requestIdHeader) {
        final Optional<ProblemCode> known = ProblemCode.of(body.path("code"));
        final String requestId = Optional.ofNullable(Wire.text(body, "request_id")).orElse(requestIdHeader);
        final Treatment treatment = status == 404 ? Treatment.CHANGE_SETTING
                : known.map(ProblemCode::treatment).orElseGet(() -> ProblemCode.treatmentOf(status));
        return new Problem(codeOf(body, "http_" + status), message(body), paramOf(body), requestId, treatment,
                known.map(ProblemCode::advice).orElseGet(() -> ProblemCode.adviceOn(status)));
    }

    /** The error of one item of a batch that was answered with 200. */
    static Problem ofItem(final JsonNode error, final String requestId) {
        final Optional<ProblemCode> known = ProblemCode.of(error.path("code"));
        return new Problem(codeOf(error, "unknown"), message(error), paramOf(error), requestId,
                known.map(ProblemCode::treatment).orElse(Treatment.REFUSED), known.map(ProblemCode::advice).orElse("correct the record"));
    }

    ItemRefusal refusal() {
        return new ItemRefusal(code, message, param, requestId);
    }

    /** Spotzee's words without what it quotes, and without addresses and long numbers: they are values, and values are personal. */
    static String withoutLiterals(final String text) {
        final String unquoted = ADDRESS.matcher(QUOTED.matcher(text).replaceAll("'…'")).replaceAll("…");
        return LONG_NUMBER.matcher(unquoted).replaceAll("…");
    }

    private static String codeOf(final JsonNode error, final String otherwise) {
        final JsonNode code = error.path("code");
        return code.isTextual() && !code.textValue().isBlank() ? withoutLiterals(code.textValue()) : code.isNumber() ? code.asText() : otherwise;
    }

    private static String message(final JsonNode error) {
        final String message = Wire.text(error, "message");
        if (message != null) {
            return withoutLiterals(message);
        }
        final String title = Wire.text(error, "title");
        return title == null ? "no explanation" : withoutLiterals(title);
    }

    private static String paramOf(final JsonNode error) {
        final String param = Wire.text(error, "param");
        return param == null ? null : withoutLiterals(param);
    }
}
