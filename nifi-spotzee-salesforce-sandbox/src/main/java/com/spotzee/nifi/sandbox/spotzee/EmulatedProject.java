package com.spotzee.nifi.sandbox.spotzee;

import com.fasterxml.jackson.databind.JsonNode;
import com.spotzee.nifi.sandbox.http.BodyTooLargeException;
import com.spotzee.nifi.sandbox.http.Exchange;
import com.spotzee.nifi.sandbox.http.HttpSite;
import com.spotzee.nifi.sandbox.http.RecordedRequest;
import com.spotzee.nifi.sandbox.http.RequestLog;
import com.spotzee.nifi.sandbox.http.Routes;
import org.eclipse.jetty.http.HttpException;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/**
 * A Spotzee project on a port of 127.0.0.1, as strict as the real one: keys, versions, validation, idempotency, rate limits and the errors
 * that go with them. Users live in memory until it is closed.
 */
public final class EmulatedProject implements AutoCloseable {

    private static final System.Logger LOG = System.getLogger(EmulatedProject.class.getName());
    static final String BASE = "/api/client";
    private static final long PROJECT_ID = 7;

    private final ProjectSettings settings;
    private volatile String secretKey = newKey("sk_");
    private final String publishableKey = newKey("pk_");
    private final String organizationKey = newKey("ok_");
    private final RequestLog log = new RequestLog();
    private final Deque<ProblemCode> faults = new ArrayDeque<>();
    private volatile Optional<ProblemCode> outage = Optional.empty();
    private volatile Duration answerTime = Duration.ZERO;
    private final ProjectFaults projectFaults = new ProjectFaults();
    private final RateLimiter limiter;
    private final OnceOnly once;
    private final UserDirectory users;
    private final UsersApi usersApi;
    private final SubscriptionsApi subscriptionsApi;
    private final long createdAt;
    private final Routes routes;
    private final HttpSite site;

    private EmulatedProject(final ProjectSettings settings) {
        this.settings = settings;
        this.limiter = new RateLimiter(settings.rateLimits(), settings.clock());
        this.once = new OnceOnly(new IdempotencyMemory(settings.clock()), projectFaults);
        this.users = new UserDirectory(settings.clock(), settings.subscriptions().size());
        this.usersApi = new UsersApi(users, new UserItemReader(settings.defaultRegion()), PROJECT_ID);
        this.subscriptionsApi = new SubscriptionsApi(settings.subscriptions(), users, PROJECT_ID);
        this.createdAt = settings.clock().millis();
        this.routes = routes();
        this.site = HttpSite.start("the Spotzee project", settings.port(), settings.clock(), log, this::answer);
    }

    /**
     * Starts a project without users.
     *
     * @throws com.spotzee.nifi.sandbox.http.PortTakenException if the port is not free
     */
    public static EmulatedProject start(final ProjectSettings settings) {
        return new EmulatedProject(settings);
    }

    /** The base address for clients, {@code http://127.0.0.1:port/api/client}. */
    public URI url() {
        return URI.create(site.url() + BASE);
    }

    public String secretKey() {
        return secretKey;
    }

    /** Revokes the secret key, and makes another one. */
    public String replaceSecretKey() {
        secretKey = newKey("sk_");
        return secretKey;
    }

    /** What goes wrong on request. */
    public ProjectFaults faults() {
        return projectFaults;
    }

    public String publishableKey() {
        return publishableKey;
    }

    public String organizationKey() {
        return organizationKey;
    }

    /** A user as the API would show it. */
    public Optional<JsonNode> user(final String externalId) {
        return users.find(externalId, null).map(EmulatedProject::toJson);
    }

    /** All users as the API would show them, in the order of their creation. */
    public Stream<JsonNode> users() {
        return stored().map(EmulatedProject::toJson);
    }

    /** External ids of all users in the order of their creation; of users without one an empty text. */
    public Stream<String> externalIds() {
        return stored().map(user -> Objects.requireNonNullElse(user.externalId(), ""));
    }

    /** A telephone number as the project keeps it, or empty if it refuses it. */
    public Optional<String> phoneAsKept(final String number) {
        return ValueRule.PHONE.accept(number, settings.defaultRegion());
    }

    /** What a user can be subscribed to. */
    public List<SubscriptionType> subscriptions() {
        return settings.subscriptions();
    }

    public long userCount() {
        return users.count();
    }

    /** 0 unsubscribed, 1 subscribed, 2 opted in; empty while unset, or if there is no such user or subscription. */
    public Optional<Integer> subscriptionState(final String externalId, final long subscriptionId) {
        final int place = subscriptionsApi.place(subscriptionId);
        return users.find(externalId, null).filter(user -> place >= 0).map(user -> (int) user.states()[place]).filter(state -> state != StoredUser.UNSET);
    }

    /**
     * Tells of each single change of a user with an external id, also between the items of one request. What the observer throws ends the request
     * with a 500.
     */
    public void observe(final Consumer<UserChange> observer) {
        users.observe((user, kind) -> {
            if (user.externalId() != null) {
                observer.accept(change(user, kind));
            }
        });
    }

    private UserChange change(final StoredUser user, final UserChange.Kind kind) {
        final Map<Long, Integer> states = new HashMap<>();
        for (int place = 0; place < user.states().length; place++) {
            if (user.states()[place] != StoredUser.UNSET) {
                states.put(settings.subscriptions().get(place).id(), (int) user.states()[place]);
            }
        }
        return new UserChange(user.externalId(), kind, kind != UserChange.Kind.DELETION && user.contact().email() != null, states);
    }

    /** The newest requests, oldest first. */
    public List<RecordedRequest> requests() {
        return log.requests();
    }

    /** Forgets the recorded requests. */
    public void clearRequests() {
        log.clear();
    }

    /** From now on every answer takes at least this long, as if the project were far away. */
    public void answerAfter(final Duration time) {
        answerTime = time;
    }

    /** How many requests it has seen. */
    public Traffic traffic() {
        return limiter.traffic();
    }

    /** From now on refuses requests that would make it more users than this, with 402; idempotency remembers that for a day like any answer. */
    public void limitUsers(final long most) {
        usersApi.limit(most);
    }

    /** Refuses the next requests with a problem, before anything else is looked at. */
    public void refuseNext(final ProblemCode code, final int times) {
        synchronized (faults) {
            LongStream.range(0, times).forEach(i -> faults.add(code));
        }
    }

    /** Refuses every request with a problem, before anything else is looked at, until told to refuse none. */
    public void refuseAll(final ProblemCode code) {
        outage = Optional.of(code);
    }

    /** Ends {@link #refuseAll}. */
    public void refuseNone() {
        outage = Optional.empty();
    }

    @Override
    public void close() {
        projectFaults.clear();
        site.close();
    }

    private Routes routes() {
        return Routes.builder()
                .on("GET", BASE + "/me", exchange -> me(exchange).send(exchange))
                .on("POST", BASE + "/users/batch", exchange -> once.run(exchange, secretKey, usersApi::upsert))
                .on("PATCH", BASE + "/users", exchange -> once.run(exchange, secretKey, usersApi::upsertWithoutResults))
                .on("GET", BASE + "/users", exchange -> usersApi.list(exchange).send(exchange))
                .on("DELETE", BASE + "/users", exchange -> usersApi.delete(exchange).send(exchange))
                .on("GET", BASE + "/users/{user}", exchange -> usersApi.read(exchange).send(exchange))
                .on("GET", BASE + "/users/{user}/subscriptions", exchange -> {
                    RequestChecks.parameters(exchange);
                    subscriptionsApi.statesOf(usersApi.known(exchange.pathValue("user"))).send(exchange);
                })
                .on("GET", BASE + "/subscriptions", exchange -> subscriptionsApi.list(exchange).send(exchange))
                .on("POST", BASE + "/subscriptions/batch", exchange -> once.run(exchange, secretKey, (body, mood) -> subscriptionsApi.change(body)))
                .build();
    }

    private void answer(final Exchange exchange) throws IOException {
        final String requestId = newKey("req_");
        exchange.with("X-Request-Id", requestId);
        try {
            limiter.admit(exchange.sourceAddress());
            takeTime();
            playFault();
            RequestChecks.authenticate(exchange, secretKey);
            exchange.with("Spotzee-Version", RequestChecks.version(exchange, settings.versionRequired()));
            if (exchange.method().equals("GET") && projectFaults.play(exchange, new byte[0]).isEmpty()) {
                return;
            }
            switch (routes.find(exchange)) {
                case Routes.Found found -> found.action().answer(exchange);
                case Routes.WrongMethod wrong -> throw noSuchRequest();
                case Routes.Unknown unknown -> throw noSuchRequest();
            }
        } catch (final RefusedException e) {
            Answer.problem(e, requestId).send(exchange);
        } catch (final BodyTooLargeException e) {
            Answer.problem(new RefusedException(ProblemCode.PAYLOAD_TOO_LARGE, "body", e.getMessage()), requestId).send(exchange);
        } catch (final HttpException.RuntimeException e) {
            Answer.problem(new RefusedException(ProblemCode.PARAMETER_INVALID_FORMAT, "query", "The query is not percent-encoded as it must be."), requestId)
                    .send(exchange);
        } catch (final RuntimeException e) {
            // Clients must find Spotzee's own form whatever went wrong, as long as nothing else has left yet.
            if (exchange.sent()) {
                throw e;
            }
            LOG.log(System.Logger.Level.ERROR, "The Spotzee project failed at " + exchange.method() + " " + exchange.path(), e);
            Answer.problem(new RefusedException(ProblemCode.INTERNAL_ERROR, null, "An unexpected error occurred."), requestId).send(exchange);
        }
    }

    private Answer me(final Exchange exchange) throws IOException {
        RequestChecks.parameters(exchange);
        return Answer.json(json -> {
            json.writeStartObject();
            json.writeNumberField("id", PROJECT_ID);
            json.writeNumberField("organization_id", 1);
            json.writeStringField("name", "Spotzee Sandbox");
            json.writeStringField("locale", "en-US");
            json.writeStringField("timezone", "UTC");
            json.writeStringField("role", "admin");
            json.writeBooleanField("has_provider", true);
            json.writeStringField("created_at", StoredUser.stamp(createdAt));
            json.writeStringField("updated_at", StoredUser.stamp(createdAt));
            json.writeEndObject();
        });
    }

    private void takeTime() throws InterruptedIOException {
        try {
            Thread.sleep(answerTime);
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("The project is being closed");
        }
    }

    private void playFault() {
        final ProblemCode fault;
        synchronized (faults) {
            fault = outage.orElseGet(faults::poll);
        }
        if (fault != null) {
            final boolean passing = fault == ProblemCode.RATE_LIMITED || fault == ProblemCode.IDEMPOTENCY_IN_PROGRESS;
            throw new RefusedException(fault, null, "The sandbox was told to refuse this request.", passing ? 1 : 0);
        }
    }

    private static RefusedException noSuchRequest() {
        return new RefusedException(ProblemCode.RESOURCE_MISSING, null, "There is no such request in Spotzee's client API.");
    }

    private Stream<StoredUser> stored() {
        return Stream.iterate(users.after(0, 1000, user -> true), page -> !page.isEmpty(), page -> users.after(page.getLast().id(), 1000, user -> true))
                .flatMap(List::stream);
    }

    private static JsonNode toJson(final StoredUser user) {
        try {
            return Items.MAPPER.readTree(Exchange.toBytes(json -> user.write(json, PROJECT_ID)));
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String newKey(final String prefix) {
        final byte[] bytes = new byte[16];
        ThreadLocalRandom.current().nextBytes(bytes);
        return prefix + HexFormat.of().formatHex(bytes);
    }
}
