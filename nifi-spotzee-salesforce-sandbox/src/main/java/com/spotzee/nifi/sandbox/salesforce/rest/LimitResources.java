package com.spotzee.nifi.sandbox.salesforce.rest;

import com.fasterxml.jackson.core.JsonGenerator;
import com.spotzee.nifi.sandbox.salesforce.bulk.BulkJobs;
import com.spotzee.nifi.sandbox.salesforce.schema.SObjectType;
import com.spotzee.nifi.sandbox.salesforce.store.OrgStore;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** {@code limits} and {@code limits/recordCount}. */
final class LimitResources {

    private final OrgStore store;
    private final ApiUsage usage;
    private final BulkJobs jobs;

    LimitResources(final OrgStore store, final ApiUsage usage, final BulkJobs jobs) {
        this.store = store;
        this.usage = usage;
        this.jobs = jobs;
    }

    DataAnswer limits() {
        return DataAnswer.json(json -> {
            json.writeStartObject();
            writeUnused(json, "ConcurrentAsyncGetReportInstances", 200);
            writeUnused(json, "ConcurrentSyncReportRuns", 20);
            writeLimit(json, "DailyApiRequests", usage.max(), Math.max(0, usage.max() - usage.used()));
            writeUnused(json, "DailyAsyncApexExecutions", 250_000);
            writeUnused(json, "DailyBulkApiBatches", 15_000);
            writeLimit(json, "DailyBulkV2QueryFileStorageMB", jobs.settings().dailyMegabytes(), jobs.remainingMegabytes());
            writeLimit(json, "DailyBulkV2QueryJobs", jobs.settings().dailyJobs(), jobs.remainingJobs());
            writeUnused(json, "DataStorageMB", 1_024);
            writeUnused(json, "HourlyODataCallout", 20_000);
            json.writeEndObject();
        });
    }

    /** Approximate in Salesforce, exact here; objects without records are left out in both. */
    DataAnswer recordCount(final DataRequest request) {
        final Optional<List<String>> asked = request.parameters().first("sObjects").map(names -> Arrays.asList(names.split(",")));
        final List<SObjectType> objects = asked.map(names -> names.stream().flatMap(name -> store.schema().object(name.strip()).stream()).toList())
                .orElseGet(() -> store.schema().objects());
        return DataAnswer.json(json -> {
            json.writeStartObject();
            json.writeArrayFieldStart("sObjects");
            for (final SObjectType object : objects) {
                final long count = store.count(object.name());
                if (count > 0) {
                    json.writeStartObject();
                    json.writeNumberField("count", count);
                    json.writeStringField("name", object.name());
                    json.writeEndObject();
                }
            }
            json.writeEndArray();
            json.writeEndObject();
        });
    }

    private static void writeUnused(final JsonGenerator json, final String name, final long max) throws IOException {
        writeLimit(json, name, max, max);
    }

    private static void writeLimit(final JsonGenerator json, final String name, final long max, final long remaining) throws IOException {
        json.writeObjectFieldStart(name);
        json.writeNumberField("Max", max);
        json.writeNumberField("Remaining", remaining);
        json.writeEndObject();
    }
}
