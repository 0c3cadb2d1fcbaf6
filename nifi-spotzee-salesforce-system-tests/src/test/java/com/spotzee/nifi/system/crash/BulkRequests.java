package com.spotzee.nifi.system.crash;

import com.spotzee.nifi.sandbox.http.RecordedRequest;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the org was asked about Bulk query jobs, seen from its own record of requests.
 *
 * @param created  how many jobs
 * @param locators where each page of a result was to begin; an empty text is the result's beginning
 * @param asked    the jobs whose results were asked for
 * @param deleted  the jobs that were deleted, as often as they were
 */
record BulkRequests(long created, List<String> locators, List<String> asked, List<String> deleted) {

    private static final Pattern JOB = Pattern.compile("/services/data/v[\\d.]+/jobs/query(?:/(\\w{15,18})(/results)?)?");

    static BulkRequests of(final List<RecordedRequest> requests) {
        final List<RecordedRequest> results = requests.stream().filter(request -> job(request).matches() && job(request, 2) != null).toList();
        return new BulkRequests(
                requests.stream().filter(request -> request.method().equals("POST") && job(request).matches()).count(),
                results.stream().map(request -> request.parameter("locator").orElse("")).toList(),
                results.stream().map(request -> job(request, 1)).distinct().toList(),
                requests.stream().filter(request -> request.method().equals("DELETE") && job(request).matches()).map(request -> job(request, 1)).toList());
    }

    private static Matcher job(final RecordedRequest request) {
        return JOB.matcher(request.path());
    }

    private static String job(final RecordedRequest request, final int group) {
        final Matcher matcher = job(request);
        return matcher.matches() ? matcher.group(group) : null;
    }
}
