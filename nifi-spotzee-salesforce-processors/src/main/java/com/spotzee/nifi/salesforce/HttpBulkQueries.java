package com.spotzee.nifi.salesforce;

import com.fasterxml.jackson.databind.JsonNode;
import com.spotzee.nifi.http.HttpAnswer;
import com.spotzee.nifi.http.HttpCall;

import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;
import java.util.function.Function;

/** Query jobs over HTTP, with the columns and types that the org's own descriptions tell. */
final class HttpBulkQueries implements BulkQueries {

    private final SalesforceCalls calls;
    private final ApiVersions versions;
    private final Schema schema;
    private final Consumer<SalesforceFailure.Refused> refusals;

    /** @param refusals is told of queries that were refused */
    HttpBulkQueries(final SalesforceCalls calls, final ApiVersions versions, final Schema schema,
                    final Consumer<SalesforceFailure.Refused> refusals) {
        this.calls = calls;
        this.versions = versions;
        this.schema = schema;
        this.refusals = refusals;
    }

    @Override
    public BulkJob create(final BulkSelection selection) throws SalesforceFailure {
        final String basePath = versions.basePath();
        final String soql = QueryText.checked(BulkColumns.of(selection, schema).soql(), selection.object());
        final String version = basePath.substring(basePath.lastIndexOf('v') + 1);
        // a job whose creation may have been heard is not created twice: they would pile up
        final SalesforceCalls.Request request = new SalesforceCalls.Request("Creating a Bulk API job for " + selection.object(),
                session -> OneWay.createJob(session.instance(), basePath, soql, selection.withDeleted()))
                .repeatableIf(failure -> failure.reach() == SalesforceFailure.Reach.NEVER_ARRIVED).withErrors(BulkErrors::ofCreation);
        try {
            return calls.ask(request, answer -> created(answer, version)).value();
        } catch (final SalesforceFailure.Refused refused) {
            refusals.accept(refused);
            throw refused;
        }
    }

    @Override
    public BulkJobStatus status(final BulkJob job) throws SalesforceFailure {
        return calls.ask(about(job, "Asking how far Bulk API job %s is", session -> HttpCall.get(session.instance().resolve(job.path()))),
                HttpBulkQueries::status).value();
    }

    @Override
    public BulkPage read(final BulkJob job, final BulkSelection selection, final ResultPosition position, final RecordConsumer consumer)
            throws SalesforceFailure, IOException {
        final ResultReader reader = new ResultReader(BulkColumns.of(selection, schema), consumer);
        final String path = job.path() + "/results?maxRecords=" + position.maxRecords()
                + (position.locator() == null ? "" : "&locator=" + URLEncoder.encode(position.locator(), StandardCharsets.UTF_8));
        final SalesforceCalls.Request request = about(job, "Reading the result of Bulk API job %s",
                session -> HttpCall.get(session.instance().resolve(path)).with("Accept", "text/csv")).repeatableIf(failure -> reader.nothingDelivered());
        try {
            return calls.ask(request, reader::read).value();
        } catch (final Delivery.ConsumerFailed ofTheConsumer) {
            throw ofTheConsumer.getCause();
        } catch (final ResultReader.OtherColumns otherSelection) {
            throw new SalesforceFailure.JobLost(otherSelection.getMessage());
        }
    }

    @Override
    public void abort(final BulkJob job) throws SalesforceFailure {
        if (!status(job).state().isOver()) {
            calls.ask(about(job, "Stopping Bulk API job %s", session -> OneWay.abortJob(session.instance(), job)), HttpBulkQueries::nothing);
        }
    }

    @Override
    public void delete(final BulkJob job) throws SalesforceFailure {
        try {
            calls.ask(about(job, "Deleting Bulk API job %s", session -> OneWay.deleteJob(session.instance(), job)), HttpBulkQueries::nothing);
        } catch (final SalesforceFailure.JobLost goneAlready) {
            return;
        }
    }

    private static SalesforceCalls.Request about(final BulkJob job, final String tried, final Function<Session, HttpCall> make) {
        return new SalesforceCalls.Request(tried.formatted(job.id()), make).withErrors(BulkErrors::ofJob);
    }

    private static BulkJob created(final HttpAnswer answer, final String version) throws IOException {
        final String id = RecordJson.read(answer.body()).path("id").asText("");
        try {
            return new BulkJob(id, version);
        } catch (final IllegalArgumentException noId) {
            throw new UnexpectedAnswer("the answer names no job");
        }
    }

    private static BulkJobStatus status(final HttpAnswer answer) throws IOException {
        final JsonNode job = RecordJson.read(answer.body());
        final BulkJobState state = BulkJobState.named(job.path("state").asText(""))
                .orElseThrow(() -> new UnexpectedAnswer("the job is in no known state"));
        return new BulkJobStatus(state, job.path("numberRecordsProcessed").asLong(), ShownMessage.of(job.path("errorMessage").asText("")));
    }

    private static Void nothing(final HttpAnswer answer) {
        return null;
    }
}
