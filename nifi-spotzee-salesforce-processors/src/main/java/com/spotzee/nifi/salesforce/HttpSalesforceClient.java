package com.spotzee.nifi.salesforce;

import com.fasterxml.jackson.databind.JsonNode;
import com.spotzee.nifi.http.AnswerReader;
import com.spotzee.nifi.http.HttpAnswer;
import com.spotzee.nifi.http.HttpCall;
import com.spotzee.nifi.http.HttpExchange;
import com.spotzee.nifi.http.Sleeper;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** The client over Salesforce's REST API. Threads may share it; it holds no record longer than the consumer does. */
public final class HttpSalesforceClient implements SalesforceClient {

    private static final Duration UPDATED_REACHES_BACK = Duration.ofDays(30);
    private static final Duration SHORTEST_UPDATED = Duration.ofMinutes(2);

    private final SalesforceCalls calls;
    private final ApiVersions versions;
    private final DescriptionCache descriptions;
    private final HttpQueries queries;
    private final BulkQueries bulk;
    private volatile KnownOrganization organization;

    /**
     * A client.
     *
     * @param http       the network
     * @param sessions   the login
     * @param apiVersion the version to speak if the org offers it: {@code 66.0}
     * @param clock      this machine's clock, for caching only
     * @param sleeper    waits between attempts
     */
    public HttpSalesforceClient(final HttpExchange http, final Sessions sessions, final String apiVersion, final InstantSource clock,
                                final Sleeper sleeper) {
        this.calls = new SalesforceCalls(http, sessions, sleeper);
        this.versions = new ApiVersions(calls, apiVersion);
        this.descriptions = new DescriptionCache(clock);
        this.queries = new HttpQueries(calls, versions, this::forgetDescriptions);
        this.bulk = new HttpBulkQueries(calls, versions, this, this::forgetDescriptions);
    }

    /** The org of a session: another login may lead to another one. */
    private record KnownOrganization(Session session, String id) {
    }

    @Override
    public String organizationId() throws SalesforceFailure {
        final Session session = calls.session();
        final KnownOrganization known = organization;
        if (known != null && known.session() == session) {
            return known.id();
        }
        final Optional<String> told = session.organizationId();
        final String id = told.isPresent() ? told.get() : askedOrganizationId();
        if (known != null && !known.id().equals(id)) {
            descriptions.clear();
        }
        organization = new KnownOrganization(session, id);
        return id;
    }

    @Override
    public String instanceUrl() throws SalesforceFailure {
        return calls.session().instance().toString();
    }

    /** The version of the API that is spoken with this org: {@code 66.0}. */
    public String apiVersion() throws SalesforceFailure {
        return versions.basePath().substring("/services/data/v".length());
    }

    @Override
    public SObjectDescription describe(final String object) throws SalesforceFailure {
        return descriptions.get(object, since -> {
            final String path = versions.basePath() + "/sobjects/" + encoded(object) + "/describe";
            final Reply.Good<SObjectDescription> good = calls.ask(new SalesforceCalls.Request("Describing " + object, session -> {
                final HttpCall call = HttpCall.get(at(session, path));
                return since.map(time -> call.with("If-Modified-Since", time)).orElse(call);
            }), DescriptionReader::read);
            return new DescriptionCache.Fetched(good.value(), good.serverTime());
        });
    }

    @Override
    public Schema remembered() {
        return object -> {
            final Optional<SObjectDescription> known = descriptions.remembered(object);
            return known.isPresent() ? known.get() : describe(object);
        };
    }

    @Override
    public Glance glance(final Glance.Question question, final RecordConsumer consumer) throws SalesforceFailure, IOException {
        try {
            return new GlanceCall(calls, descriptions, versions.basePath()).ask(question, consumer);
        } catch (final SalesforceFailure.Refused refused) {
            forgetDescriptions(refused);
            throw refused;
        }
    }

    @Override
    public QueryPage query(final String soql, final RecordConsumer consumer) throws SalesforceFailure, IOException {
        return queries.first(soql, false, consumer);
    }

    @Override
    public QueryPage queryAll(final String soql, final RecordConsumer consumer) throws SalesforceFailure, IOException {
        return queries.first(soql, true, consumer);
    }

    @Override
    public QueryPage nextPage(final QueryLocator locator, final RecordConsumer consumer) throws SalesforceFailure, IOException {
        return queries.next(locator, consumer);
    }

    @Override
    public BulkQueries bulk() {
        return bulk;
    }

    @Override
    public long count(final String soql) throws SalesforceFailure {
        return queries.count(soql);
    }

    @Override
    public List<Counted> counts(final String object, final List<String> statements) throws SalesforceFailure {
        return new CountCall(calls, versions.basePath(), object).ask(statements);
    }

    @Override
    public OptionalLong storedRecords(final String object) throws SalesforceFailure {
        final String path = versions.basePath() + "/limits/recordCount?sObjects=" + encoded(object);
        try {
            return OptionalLong.of(get("Asking how many records of %s there are".formatted(object), path, answer -> storedRecords(answer, object)));
        } catch (final SalesforceFailure.AccessDenied | SalesforceFailure.NotFound | SalesforceFailure.Refused notAllowed) {
            return OptionalLong.empty();
        }
    }

    @Override
    public Optional<Instant> latestDateCovered(final String object, final Instant start, final Instant end) throws SalesforceFailure {
        final String path = updatedPath(versions.basePath(), object, start, end);
        try {
            return Optional.of(get("Asking how far changes of %s are complete".formatted(object), path, HttpSalesforceClient::latestDateCovered));
        } catch (final SalesforceFailure.Refused | SalesforceFailure.NotFound | SalesforceFailure.AccessDenied | SalesforceFailure.QueryTimedOut notHere) {
            return Optional.empty();
        }
    }

    @Override
    public DeletionLog deleted(final String object, final Instant start, final Instant end, final RecordConsumer consumer)
            throws SalesforceFailure, IOException {
        final Delivery delivery = new Delivery(consumer);
        final String path = "%s/sobjects/%s/deleted/?start=%s&end=%s".formatted(versions.basePath(), encoded(object), start, end);
        final SalesforceCalls.Request request = new SalesforceCalls.Request("Asking which records of %s were deleted".formatted(object),
                session -> HttpCall.get(at(session, path))).repeatableIf(failure -> delivery.records() == 0);
        try {
            return calls.ask(request, answer -> DeletionLog.read(answer, delivery)).value();
        } catch (final Delivery.ConsumerFailed ofTheConsumer) {
            throw ofTheConsumer.getCause();
        }
    }

    @Override
    public Instant serverTime() throws SalesforceFailure {
        return versions.serverTime();
    }

    @Override
    public Optional<ApiUsage> apiUsage() throws SalesforceFailure {
        final ApiUsage before = calls.lastUsage().orElse(null);
        try {
            return Optional.of(get("Asking for the API limits", versions.basePath() + "/limits", HttpSalesforceClient::dailyRequests));
        } catch (final SalesforceFailure.AccessDenied | SalesforceFailure.NotFound | SalesforceFailure.Refused notAllowed) {
            // the resource needs the permission View Setup and Configuration; every other answer tells the same in a header
            if (calls.lastUsage().orElse(null) == before) {
                get("Asking for the API usage", versions.basePath(), HttpAnswer::status);
            }
        }
        return calls.lastUsage();
    }

    @Override
    public Optional<ApiUsage> lastUsage() {
        return calls.lastUsage();
    }

    /** The {@code updated} resource for a stretch, within what Salesforce takes. */
    static String updatedPath(final String basePath, final String object, final Instant start, final Instant end) {
        final Instant until = end.truncatedTo(ChronoUnit.MINUTES);
        final Instant earliest = until.minus(UPDATED_REACHES_BACK).plus(SHORTEST_UPDATED);
        final Instant latest = until.minus(SHORTEST_UPDATED);
        final Instant from = start.isBefore(earliest) ? earliest : start.isAfter(latest) ? latest : start;
        return "%s/sobjects/%s/updated/?start=%s&end=%s".formatted(basePath, encoded(object),
                from.truncatedTo(ChronoUnit.SECONDS), until);
    }

    /** A query that was refused for a field was made by descriptions that hold no longer. */
    private void forgetDescriptions(final SalesforceFailure.Refused refused) {
        if ("INVALID_FIELD".equals(refused.code())) {
            descriptions.clear();
        }
    }

    private <T> T get(final String tried, final String path, final AnswerReader<T> reader) throws SalesforceFailure {
        return calls.ask(new SalesforceCalls.Request(tried, session -> HttpCall.get(at(session, path))), reader).value();
    }

    private String askedOrganizationId() throws SalesforceFailure {
        return get("Asking which organisation this is", "/services/oauth2/userinfo", answer -> {
            final String id = RecordJson.read(answer.body()).path("organization_id").asText("");
            if (id.length() != 18) {
                throw new UnexpectedAnswer("the answer names no organisation");
            }
            return id;
        });
    }

    private static Instant latestDateCovered(final HttpAnswer answer) throws IOException {
        return latestDateCovered(RecordJson.read(answer.body()));
    }

    static Instant latestDateCovered(final JsonNode updated) throws UnexpectedAnswer {
        return SalesforceDateTime.parse(updated.path("latestDateCovered").asText(""))
                .orElseThrow(() -> new UnexpectedAnswer("latestDateCovered is no time"));
    }

    /** Objects without records may be left out of the answer. */
    private static long storedRecords(final HttpAnswer answer, final String object) throws IOException {
        long stored = 0;
        for (final JsonNode counted : RecordJson.read(answer.body()).path("sObjects")) {
            if (object.equalsIgnoreCase(counted.path("name").asText())) {
                stored = counted.path("count").asLong();
            }
        }
        return stored;
    }

    private static ApiUsage dailyRequests(final HttpAnswer answer) throws IOException {
        final JsonNode daily = RecordJson.read(answer.body()).path("DailyApiRequests");
        if (!daily.path("Max").isNumber() || !daily.path("Remaining").isNumber()) {
            throw new UnexpectedAnswer("the limits do not tell DailyApiRequests");
        }
        return new ApiUsage(daily.path("Max").longValue() - daily.path("Remaining").longValue(), daily.path("Max").longValue());
    }

    private static URI at(final Session session, final String path) {
        return session.instance().resolve(path);
    }

    private static String encoded(final String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
