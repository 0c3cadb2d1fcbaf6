package com.spotzee.nifi.system.benchmark;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * How long the threads of a JVM have worked, by what they are for: as Linux keeps it below {@code /proc}, in hundredths of a second. Elsewhere, and of
 * threads that have ended, nothing is known.
 *
 * @param byPurpose by the purpose, as people say it
 */
record ThreadWork(Map<String, Duration> byPurpose) {

    /** The beginning of a thread's name, of which Linux keeps 15 bytes, and what the thread is for. */
    private static final Map<String, String> PURPOSES = Map.ofEntries(
            Map.entry("Timer-Driven", "processors"), Map.entry("ForkJoinPool", "batches in flight"), Map.entry("HttpClient", "HTTP client"),
            Map.entry("NiFi Web", "NiFi's REST API"), Map.entry("C1 Compiler", "compiler"), Map.entry("C2 Compiler", "compiler"),
            Map.entry("VM Thread", "garbage collector"), Map.entry("Provenance", "provenance"), Map.entry("Index Prov", "provenance"));
    private static final String OTHERS = "other threads";
    private static final int USER_TICKS = 11;
    private static final int TICK_MILLIS = 10;

    ThreadWork {
        byPurpose = Map.copyOf(byPurpose);
    }

    static ThreadWork of(final long pid) {
        final Map<String, Duration> sums = new HashMap<>();
        try (DirectoryStream<Path> threads = Files.newDirectoryStream(Path.of("/proc", Long.toString(pid), "task"))) {
            threads.forEach(thread -> add(thread, sums));
        } catch (final IOException e) {
            return new ThreadWork(Map.of());
        }
        return new ThreadWork(sums);
    }

    /** What has been done since an earlier look. */
    ThreadWork since(final ThreadWork before) {
        final Map<String, Duration> more = new TreeMap<>();
        byPurpose.forEach((purpose, work) -> more.put(purpose, work.minus(before.byPurpose.getOrDefault(purpose, Duration.ZERO))));
        return new ThreadWork(more);
    }

    private static void add(final Path thread, final Map<String, Duration> sums) {
        try {
            final String stat = Files.readString(thread.resolve("stat"));
            // the name stands in brackets and may hold blanks and brackets itself
            final int end = stat.lastIndexOf(')');
            final String[] fields = stat.substring(end + 2).split(" ");
            final long ticks = Long.parseLong(fields[USER_TICKS]) + Long.parseLong(fields[USER_TICKS + 1]);
            sums.merge(purpose(stat.substring(stat.indexOf('(') + 1, end)), Duration.ofMillis(ticks * TICK_MILLIS), Duration::plus);
        } catch (final IOException e) {
            // it has just ended
        }
    }

    private static String purpose(final String name) {
        return PURPOSES.entrySet().stream().filter(known -> name.startsWith(known.getKey())).map(Map.Entry::getValue).findFirst().orElse(OTHERS);
    }
}
