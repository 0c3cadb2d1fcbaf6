package com.spotzee.nifi.salesforce;

import java.util.regex.Pattern;

/**
 * A query job. Its result is to be had with the version of the API it was created with and no other.
 *
 * @param id         Salesforce's id of the job: 15 or 18 characters
 * @param apiVersion the version it was created with: {@code 66.0}
 */
public record BulkJob(String id, String apiVersion) {

    private static final Pattern ID = Pattern.compile("[A-Za-z0-9]{15}(?:[A-Za-z0-9]{3})?");
    private static final Pattern VERSION = Pattern.compile("\\d{2,3}\\.0");

    public BulkJob {
        // both become part of an address
        if (!ID.matcher(id).matches() || !VERSION.matcher(apiVersion).matches()) {
            throw new IllegalArgumentException("'%s' of version '%s' is no job".formatted(id, apiVersion));
        }
    }

    /** Where the job lives on its instance. */
    String path() {
        return "/services/data/v" + apiVersion + "/jobs/query/" + id;
    }
}
