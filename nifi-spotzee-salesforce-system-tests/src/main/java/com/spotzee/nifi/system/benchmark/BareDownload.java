package com.spotzee.nifi.system.benchmark;

import com.spotzee.nifi.salesforce.BulkJob;
import com.spotzee.nifi.salesforce.Session;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;

/** The yardstick: fetches the same answers as the client does, unpacks them, and throws them away unread but for where the next page is. */
final class BareDownload implements AutoCloseable {

    private static final Pattern TOTAL = Pattern.compile("\"totalSize\":(\\d+)");
    private static final Pattern NEXT_PAGE = Pattern.compile("\"nextRecordsUrl\":\"([^\"]+)\"");
    private static final int OK = 200;
    private static final int BUFFER = 64 * 1024;
    private static final int HEAD = 512;

    private final HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final Session session;
    private final byte[] buffer = new byte[BUFFER];

    BareDownload(final Session session) {
        this.session = session;
    }

    /** Fetches all pages of a query, as the sandbox writes them: with what is not a record first. */
    long query(final String apiVersion, final String soql) throws IOException, InterruptedException {
        String head = fetch("/services/data/v" + apiVersion + "/query?q=" + URLEncoder.encode(soql, StandardCharsets.UTF_8), "application/json").head();
        final long total = Long.parseLong(found(TOTAL, head).orElseThrow());
        Optional<String> next = found(NEXT_PAGE, head);
        while (next.isPresent()) {
            head = fetch(next.get(), "application/json").head();
            next = found(NEXT_PAGE, head);
        }
        return total;
    }

    /** Fetches all pages of a job's result. */
    long result(final BulkJob job) throws IOException, InterruptedException {
        final String path = "/services/data/v" + job.apiVersion() + "/jobs/query/" + job.id() + "/results?maxRecords=" + Sample.RESULT_PAGE;
        long records = 0;
        String locator = "";
        do {
            final HttpResponse<InputStream> answer = fetch(locator.isEmpty() ? path : path + "&locator=" + locator, "text/csv").answer();
            records += Long.parseLong(answer.headers().firstValue("Sforce-NumberOfRecords").orElseThrow());
            locator = answer.headers().firstValue("Sforce-Locator").filter(value -> !value.equals("null")).orElse("");
        } while (!locator.isEmpty());
        return records;
    }

    @Override
    public void close() {
        http.close();
    }

    private Fetched fetch(final String path, final String type) throws IOException, InterruptedException {
        final HttpRequest request = HttpRequest.newBuilder(session.instance().resolve(URI.create(path)))
                .header("Authorization", "Bearer " + session.accessToken().reveal()).header("Accept", type).header("Accept-Encoding", "gzip").build();
        final HttpResponse<InputStream> answer = http.send(request, HttpResponse.BodyHandlers.ofInputStream());
        if (answer.statusCode() != OK) {
            throw new BenchmarkFailure("The emulated org has answered %s with %d".formatted(path, answer.statusCode()));
        }
        final boolean packed = answer.headers().firstValue("Content-Encoding").filter("gzip"::equals).isPresent();
        try (InputStream body = packed ? new GZIPInputStream(answer.body(), BUFFER) : answer.body()) {
            final int read = body.readNBytes(buffer, 0, BUFFER);
            final String head = new String(buffer, 0, Math.min(read, HEAD), StandardCharsets.UTF_8);
            while (body.read(buffer) >= 0) {
                // unread, as said
            }
            return new Fetched(answer, head);
        }
    }

    private static Optional<String> found(final Pattern pattern, final String head) {
        final Matcher matcher = pattern.matcher(head);
        return matcher.find() ? Optional.of(matcher.group(1)) : Optional.empty();
    }

    /** An answer whose body is gone, and the body's first characters. */
    private record Fetched(HttpResponse<InputStream> answer, String head) {
    }
}
