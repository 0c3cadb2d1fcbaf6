package com.spotzee.nifi.sandbox.admin;

import com.spotzee.nifi.sandbox.http.Exchange;
import com.spotzee.nifi.sandbox.http.HttpSite;
import com.spotzee.nifi.sandbox.http.RequestLog;
import com.spotzee.nifi.sandbox.http.Routes;
import com.spotzee.nifi.sandbox.salesforce.EmulatedOrg;
import com.spotzee.nifi.sandbox.salesforce.soql.SoqlError;
import com.spotzee.nifi.sandbox.salesforce.store.RefusedRecord;
import com.spotzee.nifi.sandbox.spotzee.EmulatedProject;
import com.spotzee.nifi.sandbox.spotzee.SubscriptionType;

import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The admin API: changes the emulated org as people would and shows both sides, as JSON over HTTP without any login. {@code GET /} lists what it can
 * do; what it refuses comes as a problem (RFC 9457, formerly 7807) with one sentence that says what to do. A browser finds the console there.
 */
public final class AdminApi implements AutoCloseable {
    private static final Set<String> CODES_OF_MISSING = Set.of("NOT_FOUND", "ENTITY_IS_DELETED");
    private static final int UNPROCESSABLE = 422;

    private final List<AdminRoute> described;
    private final Routes routes;
    private final HttpSite site;

    private AdminApi(final int port, final EmulatedOrg org, final EmulatedProject project, final List<SubscriptionType> types) {
        this.described = Stream.of(new ControlRoutes(org, project, types).routes(), new PeopleRoutes(org, project).routes(), new FaultRoutes(org).routes(),
                new RefusalRoutes(org, project).routes(), new ProjectFaultRoutes(project).routes(), new AppRoutes(org.app()).routes(),
                new TransactionRoutes(org.store(), org.edits()).routes(), new FieldRoutes(org.store(), org.edits()).routes(),
                new RecordRoutes(org.store(), org.edits()).routes()).flatMap(List::stream).toList();
        final Routes.Builder builder = Routes.builder().on("GET", "/", this::index).on("GET", "/console", ConsoleFiles::lead)
                .on("GET", ConsoleFiles.PATH, ConsoleFiles::page).on("GET", ConsoleFiles.PATH + "{file}", ConsoleFiles::file);
        described.forEach(route -> builder.on(route.method(), route.path(), route.action()));
        this.routes = builder.build();
        this.site = HttpSite.start("the admin API", port, org.clock(), new RequestLog(), this::answer);
    }

    /**
     * Starts the API of one sandbox.
     *
     * @param types the project's subscription types
     * @throws com.spotzee.nifi.sandbox.http.PortTakenException if the port is not free
     */
    public static AdminApi start(final int port, final EmulatedOrg org, final EmulatedProject project, final List<SubscriptionType> types) {
        return new AdminApi(port, org, project, types);
    }

    /** {@code http://127.0.0.1:port}. */
    public URI url() {
        return site.url();
    }

    /** The console's page. */
    public URI consoleUrl() {
        return site.url().resolve(ConsoleFiles.PATH);
    }

    @Override
    public void close() {
        site.close();
    }

    private void answer(final Exchange exchange) throws IOException {
        exchange.pretty();
        try {
            LocalCallers.check(exchange);
            switch (routes.find(exchange)) {
                case Routes.Found found -> found.action().answer(exchange);
                case Routes.WrongMethod wrong -> throw AdminProblem.methodNotAllowed(exchange.path() + " takes " + String.join(", ", wrong.allowed())
                        + ", not " + exchange.method() + ": GET / lists all routes.");
                case Routes.Unknown unknown -> throw AdminProblem.notFound("There is nothing at " + exchange.path() + ": GET / lists all routes.");
            }
        } catch (final AdminProblem e) {
            problem(exchange, e.status(), e.code(), e.getMessage());
        } catch (final RefusedRecord e) {
            problem(exchange, CODES_OF_MISSING.contains(e.errorCode()) ? 404 : UNPROCESSABLE, e.errorCode(), e.getMessage());
        } catch (final SoqlError e) {
            problem(exchange, 400, e.errorCode(), "The condition is no SOQL the org understands: " + e.getMessage().strip());
        }
    }

    private static void problem(final Exchange exchange, final int status, final String code, final String detail) throws IOException {
        exchange.json(status, "application/problem+json", json -> {
            json.writeStartObject();
            json.writeStringField("type", "about:blank");
            json.writeStringField("title", code.replace('_', ' ').toLowerCase(Locale.ROOT));
            json.writeNumberField("status", status);
            json.writeStringField("code", code);
            json.writeStringField("detail", detail);
            json.writeEndObject();
        });
    }

    private void index(final Exchange exchange) throws IOException {
        if (exchange.header("Accept").filter(types -> types.startsWith("text/html")).isPresent()) {
            exchange.with("Location", ConsoleFiles.PATH).with("Vary", "Accept").empty(303);
            return;
        }
        exchange.json(200, json -> {
            json.writeStartArray();
            for (final AdminRoute route : described) {
                json.writeStartObject();
                json.writeStringField("route", route.method() + " " + route.path());
                json.writeStringField("description", route.description());
                json.writeEndObject();
            }
            json.writeEndArray();
        });
    }
}
