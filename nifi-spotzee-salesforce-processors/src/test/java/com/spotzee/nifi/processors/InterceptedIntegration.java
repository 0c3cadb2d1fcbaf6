package com.spotzee.nifi.processors;

import com.spotzee.nifi.integration.EmailKey;
import com.spotzee.nifi.integration.IntegrationSettings;
import com.spotzee.nifi.integration.ObjectPlan;
import com.spotzee.nifi.ledger.DeliveryLedger;
import com.spotzee.nifi.salesforce.ApiUsage;
import com.spotzee.nifi.salesforce.BulkQueries;
import com.spotzee.nifi.salesforce.Counted;
import com.spotzee.nifi.salesforce.DeletionLog;
import com.spotzee.nifi.salesforce.Glance;
import com.spotzee.nifi.salesforce.QueryLocator;
import com.spotzee.nifi.salesforce.QueryPage;
import com.spotzee.nifi.salesforce.RecordConsumer;
import com.spotzee.nifi.salesforce.SObjectDescription;
import com.spotzee.nifi.salesforce.SalesforceClient;
import com.spotzee.nifi.salesforce.SalesforceFailure;
import com.spotzee.nifi.salesforce.SalesforceObject;
import com.spotzee.nifi.salesforce.Schema;
import com.spotzee.nifi.services.SalesforceIntegration;
import com.spotzee.nifi.sync.OptOutRegister;
import com.spotzee.nifi.sync.SyncHistory;
import org.apache.nifi.controller.AbstractControllerService;

import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;

/** A real integration whose client can be told to fail at the next page, as if the network broke there. */
public final class InterceptedIntegration extends AbstractControllerService implements SalesforceIntegration {

    private final SalesforceIntegration real;
    private SalesforceFailure failure;
    private Consumer<String> afterQueries = soql -> { };

    InterceptedIntegration(final SalesforceIntegration real) {
        this.real = real;
    }

    /** Lets every further page fail, once a first page has been read; null ends that. */
    void failNextPages(final SalesforceFailure how) {
        failure = how;
    }

    /** Does something after each first page, given its query. */
    void afterQueries(final Consumer<String> action) {
        afterQueries = action;
    }

    @Override
    public IntegrationSettings settings() {
        return real.settings();
    }

    @Override
    public ObjectPlan plan(final SalesforceObject object) throws SalesforceFailure {
        return real.plan(object);
    }

    @Override
    public ObjectPlan rememberedPlan(final SalesforceObject object) throws SalesforceFailure {
        return real.rememberedPlan(object);
    }

    @Override
    public void claimOrganization() throws SalesforceFailure {
        real.claimOrganization();
    }

    @Override
    public EmailKey emailKey() throws IOException {
        return real.emailKey();
    }

    @Override
    public OptOutRegister optOutRegister() {
        return real.optOutRegister();
    }

    @Override
    public DeliveryLedger ledger() {
        return real.ledger();
    }

    @Override
    public SyncHistory history() {
        return real.history();
    }

    @Override
    public SalesforceClient client() {
        return new FailingClient(real.client());
    }

    /** Passes everything on but the pages that are to fail. */
    private final class FailingClient implements SalesforceClient {

        private final SalesforceClient client;

        FailingClient(final SalesforceClient client) {
            this.client = client;
        }

        @Override
        public QueryPage nextPage(final QueryLocator locator, final RecordConsumer consumer) throws SalesforceFailure, IOException {
            if (failure != null) {
                throw failure;
            }
            return client.nextPage(locator, consumer);
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
        public QueryPage query(final String soql, final RecordConsumer consumer) throws SalesforceFailure, IOException {
            final QueryPage page = client.query(soql, consumer);
            afterQueries.accept(soql);
            return page;
        }

        @Override
        public Schema remembered() {
            return client.remembered();
        }

        @Override
        public Glance glance(final Glance.Question question, final RecordConsumer consumer) throws SalesforceFailure, IOException {
            final Glance glance = client.glance(question, consumer);
            question.statements().forEach(statement -> afterQueries.accept(statement.soql()));
            return glance;
        }

        @Override
        public BulkQueries bulk() {
            return client.bulk();
        }

        @Override
        public QueryPage queryAll(final String soql, final RecordConsumer consumer) throws SalesforceFailure, IOException {
            return client.queryAll(soql, consumer);
        }

        @Override
        public DeletionLog deleted(final String object, final Instant start, final Instant end, final RecordConsumer consumer)
                throws SalesforceFailure, IOException {
            return client.deleted(object, start, end, consumer);
        }

        @Override
        public long count(final String soql) throws SalesforceFailure {
            return client.count(soql);
        }

        @Override
        public List<Counted> counts(final String object, final List<String> statements) throws SalesforceFailure {
            return client.counts(object, statements);
        }

        @Override
        public OptionalLong storedRecords(final String object) throws SalesforceFailure {
            return client.storedRecords(object);
        }

        @Override
        public Optional<Instant> latestDateCovered(final String object, final Instant start, final Instant end) throws SalesforceFailure {
            return client.latestDateCovered(object, start, end);
        }

        @Override
        public Instant serverTime() throws SalesforceFailure {
            return client.serverTime();
        }

        @Override
        public Optional<ApiUsage> apiUsage() throws SalesforceFailure {
            return client.apiUsage();
        }

        @Override
        public Optional<ApiUsage> lastUsage() {
            return client.lastUsage();
        }

        @Override
        public SObjectDescription describe(final String object) throws SalesforceFailure {
            return client.describe(object);
        }
    }
}
