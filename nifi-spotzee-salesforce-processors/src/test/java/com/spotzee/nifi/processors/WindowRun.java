package com.spotzee.nifi.processors;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.spotzee.nifi.events.EventCheck;
import com.spotzee.nifi.ledger.PageDelivery;
import com.spotzee.nifi.ledger.SyncCount;
import com.spotzee.nifi.sandbox.http.RecordedRequest;
import com.spotzee.nifi.sandbox.salesforce.EmulatedOrg;
import com.spotzee.nifi.sandbox.salesforce.OrgClock;
import com.spotzee.nifi.sandbox.salesforce.OrgSettings;
import com.spotzee.nifi.sandbox.salesforce.store.RecordInserter;
import com.spotzee.nifi.services.EmulatedOrgRunner;
import com.spotzee.nifi.services.StandardSalesforceIntegration;
import org.apache.nifi.components.state.Scope;
import org.apache.nifi.reporting.InitializationException;
import org.apache.nifi.util.MockFlowFile;
import org.apache.nifi.util.TestRunner;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The query on an org of its own, with leads that changed one after the other, a second apart. */
final class WindowRun implements AutoCloseable {

    static final Instant BEGIN = Instant.parse("2026-11-23T10:00:00Z");
    private static final Instant FIRST_CHANGE = Instant.parse("2026-01-01T00:00:00Z");
    private static final ObjectMapper JSON = new ObjectMapper();

    private final OrgClock clock = OrgClock.standingAt(BEGIN);
    private final AtomicLong elapsedMillis = new AtomicLong();
    private final EmulatedOrg org;
    private final TestRunner runner;
    private final StandardSalesforceIntegration integration;
    private boolean started;
    private String accountId;

    WindowRun(final Map<String, String> properties) throws InitializationException {
        org = EmulatedOrg.start(OrgSettings.defaults().withClock(clock));
        runner = EventCheck.runner(new QuerySalesforceIncremental(clock::now, elapsedMillis::get));
        integration = EmulatedOrgRunner.integration(runner, org, Map.of("email", "Email", "unsubscribed", "HasOptedOutOfEmail : boolean"));
        runner.setProperty("Salesforce Integration", "integration");
        properties.forEach(runner::setProperty);
    }

    @Override
    public void close() {
        org.close();
    }

    EmulatedOrg org() {
        return org;
    }

    StandardSalesforceIntegration integration() {
        return integration;
    }

    TestRunner runner() {
        return runner;
    }

    List<String> addLeads(final int count) {
        return addLeads(count, FIRST_CHANGE);
    }

    /** Leads whose stamps are a second apart. */
    List<String> addLeads(final int count, final Instant firstChange) {
        return addLeads(count, firstChange, false);
    }

    List<String> addOptedOutLeads(final int count) {
        return addLeads(count, FIRST_CHANGE, true);
    }

    private List<String> addLeads(final int count, final Instant firstChange, final boolean optedOut) {
        final List<String> ids = new ArrayList<>();
        try (RecordInserter leads = org.store().insert("Lead")) {
            for (int i = 0; i < count; i++) {
                final String stamp = firstChange.plusSeconds(i).toString();
                ids.add(leads.add(Map.of("LastName", "Person" + i, "Company", "Acme \"%d\", Ltd".formatted(i), "Email", "person%d@example.com".formatted(i),
                        "LastModifiedDate", stamp, "SystemModstamp", stamp, "CreatedDate", stamp, "HasOptedOutOfEmail", optedOut)));
            }
        }
        return ids;
    }

    List<String> addContactsOfOneAccount(final int count) {
        final Map<String, String> stamps = Map.of("LastModifiedDate", FIRST_CHANGE.toString(), "SystemModstamp", FIRST_CHANGE.toString(),
                "CreatedDate", FIRST_CHANGE.toString());
        final List<String> ids = new ArrayList<>();
        try (RecordInserter accounts = org.store().insert("Account"); RecordInserter contacts = org.store().insert("Contact")) {
            final Map<String, Object> account = new TreeMap<>(stamps);
            account.put("Name", "Acme");
            accountId = accounts.add(account);
            for (int i = 0; i < count; i++) {
                final Map<String, Object> contact = new TreeMap<>(stamps);
                contact.put("LastName", "Person" + i);
                contact.put("AccountId", accountId);
                ids.add(contacts.add(contact));
            }
        }
        return ids;
    }

    /** The account of the contacts that were added. */
    String accountId() {
        return accountId;
    }

    /** Triggers; the first time, and after {@link #stop()}, the processor is started. */
    void trigger() {
        runner.run(1, false, !started);
        started = true;
    }

    /** So many triggers, five seconds apart. */
    void trigger(final int times) {
        for (int i = 0; i < times; i++) {
            pass(Duration.ofSeconds(5));
            trigger();
        }
    }

    void stop() {
        runner.stop();
        started = false;
    }

    /** Time goes by on this machine and in Salesforce. */
    void pass(final Duration duration) {
        clock.advance(duration);
        elapsedMillis.addAndGet(duration.toMillis());
    }

    /** What PutSpotzeeUsers does when all pages have arrived; then the window is settled. */
    void deliverAndSettle() throws IOException {
        for (final MockFlowFile page : pages()) {
            integration.ledger().settle(new PageDelivery(page.getAttribute("sync.id"), Integer.parseInt(page.getAttribute("sync.page")),
                    Map.of(SyncCount.IMPORTED.label(), Long.parseLong(page.getAttribute("record.count")))));
        }
        trigger();
    }

    List<MockFlowFile> pages() {
        return runner.getFlowFilesForRelationship("success");
    }

    /** The emitted records by id, as they stand in the pages; fails if a record was emitted twice. */
    Map<String, String> recordsOnce() {
        final Map<String, String> records = new TreeMap<>();
        for (final String line : lines()) {
            final String before = records.put(json(line).path("Id").asText(), line);
            if (before != null) {
                throw new AssertionError("emitted twice: " + before);
            }
        }
        return records;
    }

    Set<String> emittedIds() {
        return lines().stream().map(line -> json(line).path("Id").asText()).collect(Collectors.toSet());
    }

    /** Changes a property of the integration, as users do: everything is stopped meanwhile. */
    void changeIntegration(final String property, final String value) {
        stop();
        runner.disableControllerService(integration);
        runner.setProperty(integration, property, value);
        runner.enableControllerService(integration);
    }

    /** All emitted records, as they stand in the pages. */
    List<String> lines() {
        return pages().stream().flatMap(page -> page.getContent().lines()).toList();
    }

    List<String> attribute(final String name) {
        return pages().stream().map(page -> page.getAttribute(name)).distinct().toList();
    }

    List<JsonNode> events(final String type) {
        return runner.getFlowFilesForRelationship("events").stream().filter(event -> type.equals(event.getAttribute("event.type")))
                .map(event -> json(event.getContent())).toList();
    }

    /** The state of leads. */
    JsonNode state() throws IOException {
        return json(runner.getStateManager().getState(Scope.CLUSTER).get("v1.Lead"));
    }

    /** How many requests since the last {@code org().clearRequests()} were answered with this status. */
    long answersWith(final int status) {
        return org.requests().stream().filter(request -> request.status() == status).count();
    }

    /** The requests since the last {@code org().clearRequests()} with this method. */
    List<String> requests(final String method) {
        return org.requests().stream().filter(request -> method.equals(request.method())).map(RecordedRequest::path).toList();
    }

    /** Members that are numbers, by name; fails if one is missing. */
    static Map<String, Integer> numbers(final JsonNode node, final String... names) {
        return Stream.of(names).collect(Collectors.toMap(name -> name, name -> node.required(name).intValue()));
    }

    static JsonNode json(final String text) {
        try {
            return JSON.readTree(text);
        } catch (final IOException e) {
            throw new IllegalArgumentException(text, e);
        }
    }
}
