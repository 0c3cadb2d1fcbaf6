package com.spotzee.nifi.system.benchmark;

import com.spotzee.nifi.http.HttpSettings;
import com.spotzee.nifi.http.JdkHttpExchange;
import com.spotzee.nifi.http.Secret;
import com.spotzee.nifi.http.Sleeper;
import com.spotzee.nifi.salesforce.BulkJob;
import com.spotzee.nifi.salesforce.BulkJobState;
import com.spotzee.nifi.salesforce.BulkPage;
import com.spotzee.nifi.salesforce.BulkSelection;
import com.spotzee.nifi.salesforce.HttpSalesforceClient;
import com.spotzee.nifi.salesforce.QueryPage;
import com.spotzee.nifi.salesforce.RecordConsumer;
import com.spotzee.nifi.salesforce.ResultPosition;
import com.spotzee.nifi.salesforce.SalesforceFailure;
import com.spotzee.nifi.salesforce.Session;
import com.spotzee.nifi.salesforce.login.Grant;
import com.spotzee.nifi.salesforce.login.SalesforceHost;
import com.spotzee.nifi.salesforce.login.SharedLogin;
import com.spotzee.nifi.system.Deadline;

import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;

/** Reads with the client that the processors read with; every record is parsed, and then thrown away. */
final class ClientReading implements AutoCloseable {

    private static final String API_VERSION = "66.0";
    private static final Duration JOB_LIMIT = Duration.ofMinutes(10);
    private static final RecordConsumer NOTHING = salesforceRecord -> { };

    private final JdkHttpExchange http = JdkHttpExchange.open(HttpSettings.defaults());
    private final SharedLogin login;
    private final HttpSalesforceClient client;

    ClientReading(final OrgAddress org) {
        final Grant grant = new Grant.ClientCredentials(org.clientId(), new Secret(org.clientSecret()));
        this.login = new SharedLogin(SalesforceHost.custom(org.url().toString()), grant, http, InstantSource.system());
        this.client = new HttpSalesforceClient(http, login, API_VERSION, InstantSource.system(), Sleeper.REAL);
    }

    Session session() throws SalesforceFailure {
        return login.current();
    }

    String apiVersion() throws SalesforceFailure {
        return client.apiVersion();
    }

    long query(final String soql) throws SalesforceFailure, IOException {
        QueryPage page = client.query(soql, NOTHING);
        long records = page.records();
        while (page.next().isPresent()) {
            page = client.nextPage(page.next().get(), NOTHING);
            records += page.records();
        }
        return records;
    }

    /** Creates a job and waits until its result is there. */
    BulkJob job(final BulkSelection selection) throws SalesforceFailure {
        final BulkJob job = client.bulk().create(selection);
        Deadline.in(JOB_LIMIT).await("the job is complete", () -> isComplete(job));
        return job;
    }

    long result(final BulkJob job, final BulkSelection selection) throws SalesforceFailure, IOException {
        return result(job, selection, Sample.RESULT_PAGE, NOTHING, () -> { });
    }

    /** Reads in pages of a size and tells the end of each. */
    long result(final BulkJob job, final BulkSelection selection, final int pageSize, final RecordConsumer consumer, final Runnable endOfPage)
            throws SalesforceFailure, IOException {
        Optional<String> locator = Optional.empty();
        long records = 0;
        do {
            final BulkPage page = client.bulk().read(job, selection, new ResultPosition(locator.orElse(null), pageSize), consumer);
            endOfPage.run();
            records += page.records();
            locator = page.next();
        } while (locator.isPresent());
        return records;
    }

    void delete(final BulkJob job) throws SalesforceFailure {
        client.bulk().delete(job);
    }

    private boolean isComplete(final BulkJob job) {
        try {
            final BulkJobState state = client.bulk().status(job).state();
            if (state.isOver() && state != BulkJobState.JOB_COMPLETE) {
                throw new BenchmarkFailure("The Bulk API job of the emulated org has ended as " + state);
            }
            return state == BulkJobState.JOB_COMPLETE;
        } catch (final SalesforceFailure e) {
            throw new BenchmarkFailure("The Bulk API job can't be followed: " + e.getMessage());
        }
    }

    @Override
    public void close() {
        http.close();
    }
}
