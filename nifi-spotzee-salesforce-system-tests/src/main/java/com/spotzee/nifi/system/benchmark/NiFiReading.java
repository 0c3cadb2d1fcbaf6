package com.spotzee.nifi.system.benchmark;

import com.spotzee.nifi.system.Deadline;
import com.spotzee.nifi.system.rest.CanvasApi;
import com.spotzee.nifi.system.runtime.LoopbackPort;
import com.spotzee.nifi.system.runtime.NiFiAssembly;
import com.spotzee.nifi.system.runtime.NiFiInstance;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Lets the processor of a real NiFi read the whole org, and looks at that NiFi's heap meanwhile. */
final class NiFiReading {

    private static final Duration LIMIT = Duration.ofHours(1);
    private static final double NANOS_PER_SECOND = 1e9;

    private final OrgAddress org;
    private final long records;

    NiFiReading(final OrgAddress org, final long records) {
        this.org = org;
        this.records = records;
    }

    /**
     * What it was like; sizes in megabytes.
     *
     * @param seconds             from the processor's start to the last record
     * @param idle                living objects before the processor was started
     * @param peak                most heap in use, garbage included
     * @param peakAfterCollection most heap that a collection has left
     * @param afterwards          living objects when all was read
     * @param allocated           what the whole NiFi has allocated meanwhile
     */
    record Result(double seconds, long idle, long peak, long peakAfterCollection, long afterwards, long allocated) {
    }

    /** How the processor is told to ask. */
    enum Api {
        REST("REST API"),
        BULK("Bulk API 2.0");

        private final String label;

        Api(final String label) {
            this.label = label;
        }

        /** The value of the processor's <em>Query API</em>. */
        String label() {
            return label;
        }
    }

    Result read(final Api api) throws IOException, InterruptedException {
        final NiFiAssembly assembly = NiFiAssembly.ofThisBuild();
        final Path folder = Files.createDirectories(assembly.target().resolve("benchmark").resolve("reading"));
        final Path log = folder.resolve("gc.log");
        // in the long run, not for a quick start as in a test: the last of two options counts
        final List<String> options = new ArrayList<>(List.of("-XX:TieredStopAtLevel=4"));
        options.addAll(GcLog.options(log));
        try (NiFiInstance nifi = NiFiInstance.start(assembly, folder.resolve("nifi"), LoopbackPort.free().number(), options)) {
            final CanvasApi canvas = new CanvasApi(nifi.url().resolve("/nifi-api/"), assembly.bundle());
            final ReadOnlyFlow flow = ReadOnlyFlow.draw(canvas, org, Map.of("Query API", api.label()));
            nifi.collectGarbage();
            final int before = GcLog.read(log).collections().size();
            final long begin = System.nanoTime();
            flow.start();
            Deadline.in(LIMIT).await("all leads are read", () -> queried(nifi) >= records);
            final double seconds = (System.nanoTime() - begin) / NANOS_PER_SECOND;
            flow.stop();
            nifi.collectGarbage();
            final GcLog whole = GcLog.read(log);
            final GcLog during = whole.without(before);
            return new Result(seconds, whole.collections().get(before - 1).after(), during.peak(), during.peakAfterCollection(),
                    during.collections().getLast().after(), whole.without(before - 1).allocated());
        }
    }

    private static long queried(final NiFiInstance nifi) {
        return nifi.api().counters(ReadOnlyFlow.processorName()).getOrDefault("Records Queried", 0L);
    }
}
