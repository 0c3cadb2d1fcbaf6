package com.spotzee.nifi.salesforce;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.JsonNode;

import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Several small questions in one composite request, which counts as one call, and the descriptions that are due with them: they are renewed
 * without a call of their own as long as anything is asked.
 */
final class GlanceCall {

    private static final int MOST_PARTS = 25;

    private final SalesforceCalls calls;
    private final DescriptionCache descriptions;
    private final String basePath;
    private final List<Subrequest<?>> parts = new ArrayList<>();
    private final List<PageReader> readers = new ArrayList<>();
    private final List<Subrequest<QueryPage>> pages = new ArrayList<>();
    private final Map<String, Subrequest<SObjectDescription>> renewals = new LinkedHashMap<>();
    private Subrequest<Instant> covered;

    GlanceCall(final SalesforceCalls calls, final DescriptionCache descriptions, final String basePath) {
        this.calls = calls;
        this.descriptions = descriptions;
        this.basePath = basePath;
    }

    Glance ask(final Glance.Question question, final RecordConsumer consumer) throws SalesforceFailure, IOException {
        addCovered(question);
        for (final Glance.Statement statement : question.statements()) {
            addStatement(statement, question.object(), consumer);
        }
        addRenewals();
        if (!parts.isEmpty()) {
            send("Asking what is new of " + question.object());
        }
        keepDescriptions();
        final List<QueryPage> read = new ArrayList<>();
        for (final Subrequest<QueryPage> page : pages) {
            if (page.reply() instanceof Reply.Good<QueryPage> good) {
                read.add(good.value());
            }
        }
        return new Glance(covered != null && covered.reply() instanceof Reply.Good<Instant> good ? good.value() : null, read);
    }

    private void addCovered(final Glance.Question question) {
        if (question.coveredSince() != null) {
            // asked before the statements: what commits between the two is covered by none of them
            covered = add(new Subrequest<>(HttpSalesforceClient.updatedPath(basePath, question.object(), question.coveredSince(), question.coveredUntil()),
                    Map.of(), GlanceCall::latestDateCovered));
        }
    }

    private void addStatement(final Glance.Statement statement, final String object, final RecordConsumer consumer) throws SalesforceFailure {
        final PageReader reader = new PageReader(consumer);
        readers.add(reader);
        final String soql = QueryText.checked(statement.soql(), object);
        pages.add(add(new Subrequest<>(OneWay.queryPath(basePath, statement.withDeleted(), soql), Map.of(), reader::read)));
    }

    private void addRenewals() {
        for (final DescriptionCache.Due due : descriptions.due()) {
            if (parts.size() < MOST_PARTS) {
                final String path = basePath + "/sobjects/" + URLEncoder.encode(due.object(), StandardCharsets.UTF_8) + "/describe";
                renewals.put(due.object(), add(new Subrequest<>(path, due.modified().map(time -> Map.of("If-Modified-Since", time)).orElse(Map.of()),
                        (json, serverTime) -> DescriptionReader.read(json))));
            }
        }
    }

    private <T> Subrequest<T> add(final Subrequest<T> part) {
        parts.add(part);
        return part;
    }

    private void send(final String tried) throws SalesforceFailure, IOException {
        final SalesforceCalls.Request request = new SalesforceCalls.Request(tried, session -> OneWay.composite(session.instance(), basePath, parts))
                .repeatableIf(failure -> nothingDelivered());
        try {
            calls.askFor(request, answer -> failedOr(new CompositeReader(parts).read(answer)));
        } catch (final Delivery.ConsumerFailed ofTheConsumer) {
            throw ofTheConsumer.getCause();
        }
    }

    /** A statement that failed, and trouble that passes, are failures of the whole; what Salesforce does not tell is done without. */
    private Reply<Instant> failedOr(final Reply<Instant> whole) throws BrokenOff {
        if (whole instanceof Reply.Good<Instant>) {
            for (final Subrequest<?> part : parts) {
                if (part.reply() instanceof Reply.Bad<?> bad && (pages.contains(part) || !mayBeMissed(bad.error()))) {
                    if (ErrorClassification.curedByLogin(bad.error()) && !nothingDelivered()) {
                        throw new BrokenOff("the session ended in the middle of the answer");
                    }
                    return new Reply.Bad<>(bad.error());
                }
            }
        }
        return whole;
    }

    /** Whether Salesforce has no such answer to give: any other trouble passes, and what is asked may not be taken for unknown because of it. */
    private static boolean mayBeMissed(final ErrorAnswer error) {
        return switch (ErrorClassification.of("", error)) {
            case SalesforceFailure.Refused refused -> true;
            case SalesforceFailure.NotFound unknown -> true;
            case SalesforceFailure.AccessDenied denied -> true;
            case SalesforceFailure.QueryTimedOut slow -> true;
            default -> false;
        };
    }

    private boolean nothingDelivered() {
        return readers.stream().allMatch(PageReader::nothingDelivered);
    }

    private void keepDescriptions() {
        renewals.forEach((object, part) -> {
            switch (part.reply()) {
                case Reply.Good<SObjectDescription> good -> descriptions.renewed(object, new DescriptionCache.Fetched(good.value(), good.serverTime()));
                // whoever needs it asks for it alone, and is told what is wrong
                case Reply.Bad<SObjectDescription> bad -> descriptions.forget(object);
            }
        });
    }

    private static Instant latestDateCovered(final JsonParser json, final Instant serverTime) throws IOException {
        return HttpSalesforceClient.latestDateCovered(RecordJson.MAPPER.<JsonNode>readTree(json));
    }
}
