package com.spotzee.nifi.sandbox.salesforce.rest;

import com.spotzee.nifi.sandbox.http.Exchange;
import com.spotzee.nifi.sandbox.salesforce.bulk.BulkJob;
import com.spotzee.nifi.sandbox.salesforce.bulk.BulkJobs;
import com.spotzee.nifi.sandbox.salesforce.store.SpooledRows;

import java.io.IOException;

/** {@code results} and {@code resultPages} of a query job. */
final class BulkResults {

    private static final int PAGES_AT_ONCE = 5;
    private static final double FIRST_VERSION_OF_PAGES = 58.0;

    private final BulkJobs jobs;
    private final String user;

    BulkResults(final BulkJobs jobs, final String user) {
        this.jobs = jobs;
        this.user = user;
    }

    void answer(final Exchange exchange, final DataRequest request) throws IOException {
        final boolean rows = "results".equals(request.path().get(3));
        final boolean pages = "resultPages".equals(request.path().get(3)) && Double.parseDouble(request.version()) >= FIRST_VERSION_OF_PAGES;
        if (!rows && !pages) {
            throw ApiError.notFound();
        }
        if (!"GET".equals(exchange.method())) {
            throw ApiError.methodNotAllowed(exchange.method(), "HEAD,GET");
        }
        final BulkJob job = jobs.complete(user, request.path().get(2));
        if (!job.order().apiVersion().equals(request.version())) {
            throw new ApiError(409, "API_ERROR", "The job was created with API version " + job.order().apiVersion()
                    + ": its results must be asked for with the same version.");
        }
        final SpooledRows result = job.result().orElseThrow();
        if (rows) {
            results(exchange, request, result);
        } else {
            pages(exchange, request, result);
        }
    }

    private void results(final Exchange exchange, final DataRequest request, final SpooledRows result) throws IOException {
        final long from = request.parameters().first("locator").filter(locator -> !locator.isBlank())
                .map(locator -> BulkLocator.read(locator, result.rows())).orElse(0L);
        final long asked = request.parameters().first("maxRecords").map(BulkResults::number).orElse((long) jobs.settings().rowsOfAResult());
        final long wanted = Math.min(asked, request.mood().pageSize());
        final long to = Math.min(result.rows(), from + wanted);
        exchange.with("Sforce-NumberOfRecords", Long.toString(to - from));
        exchange.with("Sforce-Locator", to < result.rows() && !request.mood().endsEarly() ? BulkLocator.write(to) : "null");
        exchange.stream(200, "text/csv", out -> result.write(out, from, to));
    }

    private void pages(final Exchange exchange, final DataRequest request, final SpooledRows result) throws IOException {
        final int size = jobs.settings().rowsOfAResult();
        final long from = request.parameters().first("locator").map(locator -> BulkLocator.read(locator, result.rows())).orElse(0L);
        final long to = Math.min(result.rows(), from + (long) PAGES_AT_ONCE * size);
        final String address = request.address("jobs/query/" + request.path().get(2));
        exchange.json(200, "application/json;charset=UTF-8", json -> {
            json.writeStartObject();
            json.writeArrayFieldStart("resultPages");
            for (long start = from; start < to || start == 0; start += size) {
                json.writeStartObject();
                json.writeStringField("resultUrl", address + "/results?locator=" + BulkLocator.write(start) + "&maxRecords=" + size);
                json.writeEndObject();
            }
            json.writeEndArray();
            if (to < result.rows()) {
                json.writeStringField("nextRecordsUrl", address + "/resultPages?locator=" + BulkLocator.write(to));
            }
            json.writeBooleanField("done", to == result.rows());
            json.writeEndObject();
        });
    }

    private static long number(final String text) {
        try {
            final long number = Long.parseLong(text);
            if (number > 0) {
                return number;
            }
        } catch (final NumberFormatException e) {
            throw refused(text);
        }
        throw refused(text);
    }

    private static ApiError refused(final String text) {
        return new ApiError(400, "INVALID_INPUT", "maxRecords must be a number from 1, not '" + text + "'");
    }
}
