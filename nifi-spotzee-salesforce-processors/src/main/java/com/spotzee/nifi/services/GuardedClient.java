package com.spotzee.nifi.services;

import com.spotzee.nifi.salesforce.ApiUsage;
import com.spotzee.nifi.salesforce.BulkJob;
import com.spotzee.nifi.salesforce.BulkJobStatus;
import com.spotzee.nifi.salesforce.BulkPage;
import com.spotzee.nifi.salesforce.BulkQueries;
import com.spotzee.nifi.salesforce.BulkSelection;
import com.spotzee.nifi.salesforce.Counted;
import com.spotzee.nifi.salesforce.DeletionLog;
import com.spotzee.nifi.salesforce.Glance;
import com.spotzee.nifi.salesforce.QueryLocator;
import com.spotzee.nifi.salesforce.QueryPage;
import com.spotzee.nifi.salesforce.RecordConsumer;
import com.spotzee.nifi.salesforce.ResultPosition;
import com.spotzee.nifi.salesforce.SObjectDescription;
import com.spotzee.nifi.salesforce.SalesforceClient;
import com.spotzee.nifi.salesforce.SalesforceFailure;
import com.spotzee.nifi.salesforce.Schema;

import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * An integration's client. A page counts only when the org is known that it came from: the login may have been renewed, by anybody, while it
 * was read, and lead elsewhere. Whoever reads gets the failure after the records, and takes them back. So do numbers and times, by which windows are
 * opened. Only descriptions go unseen, for they come without a login while they are fresh.
 */
final class GuardedClient implements SalesforceClient {

    private final SalesforceClient client;
    private final OrganizationGuard guard;

    GuardedClient(final SalesforceClient client, final OrganizationGuard guard) {
        this.client = client;
        this.guard = guard;
    }

    @Override
    public QueryPage query(final String soql, final RecordConsumer consumer) throws SalesforceFailure, IOException {
        final QueryPage page = client.query(soql, consumer);
        guard.compare(client);
        return page;
    }

    @Override
    public QueryPage queryAll(final String soql, final RecordConsumer consumer) throws SalesforceFailure, IOException {
        final QueryPage page = client.queryAll(soql, consumer);
        guard.compare(client);
        return page;
    }

    @Override
    public DeletionLog deleted(final String object, final Instant start, final Instant end, final RecordConsumer consumer)
            throws SalesforceFailure, IOException {
        final DeletionLog log = client.deleted(object, start, end, consumer);
        guard.compare(client);
        return log;
    }

    @Override
    public QueryPage nextPage(final QueryLocator locator, final RecordConsumer consumer) throws SalesforceFailure, IOException {
        final QueryPage page = client.nextPage(locator, consumer);
        guard.compare(client);
        return page;
    }

    @Override
    public Glance glance(final Glance.Question question, final RecordConsumer consumer) throws SalesforceFailure, IOException {
        final Glance glance = client.glance(question, consumer);
        guard.compare(client);
        return glance;
    }

    @Override
    public Schema remembered() {
        return client.remembered();
    }

    @Override
    public BulkQueries bulk() {
        return new GuardedBulk(client.bulk());
    }

    @Override
    public SObjectDescription describe(final String object) throws SalesforceFailure {
        return client.describe(object);
    }

    @Override
    public String organizationId() throws SalesforceFailure {
        return client.organizationId();
    }

    @Override
    public String instanceUrl() throws SalesforceFailure {
        return client.instanceUrl();
    }

    @Override
    public long count(final String soql) throws SalesforceFailure {
        final long count = client.count(soql);
        guard.compare(client);
        return count;
    }

    @Override
    public List<Counted> counts(final String object, final List<String> statements) throws SalesforceFailure {
        final List<Counted> counts = client.counts(object, statements);
        guard.compare(client);
        return counts;
    }

    @Override
    public OptionalLong storedRecords(final String object) throws SalesforceFailure {
        final OptionalLong stored = client.storedRecords(object);
        guard.compare(client);
        return stored;
    }

    @Override
    public Optional<Instant> latestDateCovered(final String object, final Instant start, final Instant end) throws SalesforceFailure {
        final Optional<Instant> covered = client.latestDateCovered(object, start, end);
        guard.compare(client);
        return covered;
    }

    @Override
    public Instant serverTime() throws SalesforceFailure {
        final Instant time = client.serverTime();
        guard.compare(client);
        return time;
    }

    @Override
    public Optional<ApiUsage> apiUsage() throws SalesforceFailure {
        return client.apiUsage();
    }

    @Override
    public Optional<ApiUsage> lastUsage() {
        return client.lastUsage();
    }

    /** Job results count in the same way, and a job is begun and looked for only in the right org: another one does not know it. */
    private final class GuardedBulk implements BulkQueries {

        private final BulkQueries bulk;

        GuardedBulk(final BulkQueries bulk) {
            this.bulk = bulk;
        }

        @Override
        public BulkJob create(final BulkSelection selection) throws SalesforceFailure {
            guard.compare(client);
            return bulk.create(selection);
        }

        @Override
        public BulkJobStatus status(final BulkJob job) throws SalesforceFailure {
            guard.compare(client);
            return bulk.status(job);
        }

        @Override
        public BulkPage read(final BulkJob job, final BulkSelection selection, final ResultPosition position, final RecordConsumer consumer)
                throws SalesforceFailure, IOException {
            final BulkPage page = bulk.read(job, selection, position, consumer);
            guard.compare(client);
            return page;
        }

        @Override
        public void abort(final BulkJob job) throws SalesforceFailure {
            bulk.abort(job);
        }

        @Override
        public void delete(final BulkJob job) throws SalesforceFailure {
            bulk.delete(job);
        }
    }
}
