package com.spotzee.nifi.system.benchmark;

import com.spotzee.nifi.salesforce.BulkJob;

import java.util.EnumMap;
import java.util.Map;

/** Reads one sample in every way, some rounds in turn, after a round that is not counted, in which the JVM compiles. */
final class ReadingBenchmark implements AutoCloseable {

    private final Sample sample;
    private final int records;
    private final ClientReading client;

    ReadingBenchmark(final OrgAddress org, final int records) {
        this.sample = new Sample(org.endOfSample());
        this.records = records;
        this.client = new ClientReading(org);
    }

    /** A way to read. */
    enum Way {
        BARE_REST("REST, bare download"),
        REST("REST, our client"),
        BARE_BULK("Bulk API 2.0, bare download"),
        BULK("Bulk API 2.0, our client");

        private final String label;

        Way(final String label) {
            this.label = label;
        }

        String label() {
            return label;
        }

        /** The way that fetches the same bytes and does nothing with them. */
        Way yardstick() {
            return this == REST || this == BARE_REST ? BARE_REST : BARE_BULK;
        }
    }

    /** The quickest of the rounds for each way. */
    Map<Way, Measurement> run(final int rounds) throws Exception {
        final Map<Way, Measurement> best = new EnumMap<>(Way.class);
        final BulkJob job = client.job(sample.selection());
        try (BareDownload bare = new BareDownload(client.session())) {
            round(bare, job);
            for (int round = 0; round < rounds; round++) {
                round(bare, job).forEach((way, measured) -> best.merge(way, measured, (one, other) -> one.nanos() <= other.nanos() ? one : other));
            }
        } finally {
            client.delete(job);
        }
        return best;
    }

    private Map<Way, Measurement> round(final BareDownload bare, final BulkJob job) throws Exception {
        final Map<Way, Measurement> measured = new EnumMap<>(Way.class);
        measured.put(Way.BARE_REST, whole(() -> bare.query(client.apiVersion(), sample.statement())));
        measured.put(Way.REST, whole(() -> client.query(sample.statement())));
        measured.put(Way.BARE_BULK, whole(() -> bare.result(job)));
        measured.put(Way.BULK, whole(() -> client.result(job, sample.selection())));
        return measured;
    }

    private Measurement whole(final Measurement.Reading reading) throws Exception {
        final Measurement measurement = Measurement.of(reading);
        if (measurement.records() != records) {
            throw new BenchmarkFailure("%,d leads should have been read, not %,d".formatted(records, measurement.records()));
        }
        return measurement;
    }

    @Override
    public void close() {
        client.close();
    }
}
