package com.spotzee.nifi.salesforce;

import com.fasterxml.jackson.databind.JsonNode;
import com.spotzee.nifi.http.HttpAnswer;
import com.spotzee.nifi.http.HttpCall;

import java.io.IOException;
import java.math.BigDecimal;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Which version of the API is spoken: the configured one, or the org's newest where it is not there yet, as in the weekends when Salesforce
 * brings a release to some orgs before others. The list needs no login and counts as no call, so it also tells Salesforce's clock.
 */
final class ApiVersions {

    private static final Pattern FORM = Pattern.compile("\\d{2,3}\\.0");

    private final SalesforceCalls calls;
    private final String configured;
    private volatile String chosen;

    ApiVersions(final SalesforceCalls calls, final String configured) {
        this.calls = calls;
        this.configured = configured;
    }

    /** The path that all resources of the version begin with: {@code /services/data/v66.0}. */
    String basePath() throws SalesforceFailure {
        if (chosen == null) {
            chosen = choose(list().value());
        }
        return "/services/data/v" + chosen;
    }

    Instant serverTime() throws SalesforceFailure {
        final Instant time = list().serverTime();
        if (time == null) {
            throw new SalesforceFailure.NotUnderstood("Asking Salesforce for its time failed: the answer has no Date header.", null);
        }
        return time;
    }

    private Reply.Good<List<String>> list() throws SalesforceFailure {
        return calls.ask(new SalesforceCalls.Request("Listing the API versions", session -> HttpCall.get(resolve(session))), ApiVersions::read);
    }

    private static URI resolve(final Session session) {
        return session.instance().resolve("/services/data/");
    }

    private static List<String> read(final HttpAnswer answer) throws IOException {
        final List<String> versions = new ArrayList<>();
        for (final JsonNode entry : RecordJson.read(answer.body())) {
            final String version = entry.path("version").asText("");
            if (FORM.matcher(version).matches()) {
                versions.add(version);
            }
        }
        if (versions.isEmpty()) {
            throw new UnexpectedAnswer("the answer lists no API versions");
        }
        return versions;
    }

    private String choose(final List<String> listed) throws SalesforceFailure {
        final String newest = listed.stream().max(ApiVersions::compare).orElseThrow();
        final String oldest = listed.stream().min(ApiVersions::compare).orElseThrow();
        if (compare(configured, oldest) < 0) {
            throw new SalesforceFailure.Refused("UNSUPPORTED_API_VERSION",
                    "API Version %s is no longer offered by this org: set it to %s or anything from %s on.".formatted(configured, newest, oldest));
        }
        return compare(configured, newest) <= 0 ? configured : newest;
    }

    private static int compare(final String one, final String other) {
        return new BigDecimal(one).compareTo(new BigDecimal(other));
    }
}
