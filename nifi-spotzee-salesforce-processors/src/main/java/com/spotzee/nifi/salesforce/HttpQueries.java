package com.spotzee.nifi.salesforce;

import com.spotzee.nifi.http.AnswerReader;
import com.spotzee.nifi.http.HttpCall;

import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Queries over HTTP, page by page: in the address where it holds them, else inside of a composite request. */
final class HttpQueries {

    private static final Pattern FROM = Pattern.compile("(?i)\\bFROM\\s+(\\w+)");

    private final SalesforceCalls calls;
    private final ApiVersions versions;
    private final Consumer<SalesforceFailure.Refused> refusals;

    /** @param refusals is told of queries that were refused */
    HttpQueries(final SalesforceCalls calls, final ApiVersions versions, final Consumer<SalesforceFailure.Refused> refusals) {
        this.calls = calls;
        this.versions = versions;
        this.refusals = refusals;
    }

    /** The first page of records; one that shows none of those that it counts is no answer. */
    QueryPage first(final String soql, final boolean withDeleted, final RecordConsumer consumer) throws SalesforceFailure, IOException {
        final String object = queriedObject(soql);
        final String tried = "The query of " + object;
        final String path = OneWay.queryPath(versions.basePath(), withDeleted, QueryText.checked(soql, object));
        final Session session = calls.session();
        try {
            final PageReader reader = new PageReader(consumer);
            return QueryText.fitsAddress(session.instance().resolve(path), session) ? shortQuery(tried, path, reader) : longQuery(tried, path, reader);
        } catch (final SalesforceFailure.Refused refused) {
            refusals.accept(refused);
            throw refused;
        }
    }

    /** A further page. */
    QueryPage next(final QueryLocator locator, final RecordConsumer consumer) throws SalesforceFailure, IOException {
        try {
            final PageReader reader = new PageReader(consumer, locator.before());
            return page("The next page of the query", locator.path(), reader, reader::read);
        } catch (final SalesforceFailure.LoginRefused afterNewLogin) {
            // a locator dies with its session, and Salesforce may say so as if the new session were no good: asking from the start tells
            throw new SalesforceFailure.LocatorLost(afterNewLogin.getMessage());
        } catch (final SalesforceFailure.NotFound unknown) {
            throw new SalesforceFailure.LocatorLost(unknown.getMessage());
        }
    }

    /** The number that a {@code SELECT COUNT()} brings. */
    long count(final String soql) throws SalesforceFailure {
        final String object = queriedObject(soql);
        final String path = OneWay.queryPath(versions.basePath(), false, QueryText.checked(soql, object));
        final PageReader reader = new PageReader(counted -> { });
        try {
            return page("Counting records of " + object, path, reader, reader::read).totalSize();
        } catch (final IOException never) {
            throw new IllegalStateException(never);
        }
    }

    private QueryPage shortQuery(final String tried, final String path, final PageReader reader) throws SalesforceFailure, IOException {
        try {
            return page(tried, path, reader, answer -> shown(reader.read(answer)));
        } catch (final SalesforceFailure.Refused refused) {
            if (!ErrorClassification.ADDRESS_TOO_LONG.equals(refused.code())) {
                throw refused;
            }
            // something on the way adds headers, or allows less than Salesforce
            return longQuery(tried, path, reader);
        }
    }

    private QueryPage page(final String tried, final String path, final PageReader reader, final AnswerReader<QueryPage> whole)
            throws SalesforceFailure, IOException {
        final SalesforceCalls.Request request = new SalesforceCalls.Request(tried, session -> HttpCall.get(session.instance().resolve(path)))
                .repeatableIf(failure -> reader.nothingDelivered());
        try {
            return calls.ask(request, whole).value();
        } catch (final Delivery.ConsumerFailed ofTheConsumer) {
            throw ofTheConsumer.getCause();
        }
    }

    private QueryPage longQuery(final String tried, final String path, final PageReader reader) throws SalesforceFailure, IOException {
        final String basePath = versions.basePath();
        final Subrequest<QueryPage> page = new Subrequest<>(path, Map.of(), (json, serverTime) -> shown(reader.read(json, serverTime)));
        final SalesforceCalls.Request request = new SalesforceCalls.Request(tried, session -> OneWay.composite(session.instance(), basePath, List.of(page)))
                .repeatableIf(failure -> reader.nothingDelivered());
        try {
            return calls.askFor(request, answer -> switch (new CompositeReader(List.of(page)).read(answer)) {
                case Reply.Good<Instant> good -> page.reply();
                case Reply.Bad<Instant> bad -> new Reply.Bad<>(bad.error());
            }).value();
        } catch (final Delivery.ConsumerFailed ofTheConsumer) {
            throw ofTheConsumer.getCause();
        }
    }

    /** Nothing can have vanished between counting and showing here, and there is no record to ask on after. */
    private static QueryPage shown(final QueryPage first) throws BrokenOff {
        if (first.endsEarly() && first.records() == 0) {
            throw new BrokenOff("Salesforce says that %d records match, and shows none of them".formatted(first.totalSize()));
        }
        return first;
    }

    private static String queriedObject(final String soql) {
        final Matcher from = FROM.matcher(soql);
        return from.find() ? from.group(1) : "Salesforce";
    }
}
