package com.spotzee.nifi.system.benchmark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the garbage collector of a JVM has noted: its heap before and after each collection. Nothing is missed as a sampling from outside would.
 *
 * @param collections in their order
 */
record GcLog(List<Collection> collections) {

    /** Lines such as {@code [12.345s] GC(7) Pause Young (Normal) (Allocation Failure) 139M->20M(247M) 5.123ms}. */
    private static final Pattern PAUSE = Pattern.compile("\\[([\\d.]+)s].*GC\\(\\d+\\) Pause (Young|Full).* (\\d+)M->(\\d+)M\\(\\d+M\\).*");

    GcLog {
        collections = List.copyOf(collections);
    }

    /**
     * One collection; sizes in megabytes.
     *
     * @param seconds since the JVM started
     * @param full    whether it was one of the whole heap
     * @param before  heap in use when it began: living objects and garbage
     * @param after   heap in use when it ended: the living, and garbage that a collection of the young does not look at
     */
    record Collection(double seconds, boolean full, long before, long after) {
    }

    /** The options that make a JVM write such a log. */
    static List<String> options(final Path file) {
        return List.of("-Xlog:gc:file=" + file + ":uptime");
    }

    static GcLog read(final Path file) throws IOException {
        return of(Files.readAllLines(file));
    }

    static GcLog of(final List<String> lines) {
        return new GcLog(lines.stream().map(PAUSE::matcher).filter(Matcher::matches).map(line -> new Collection(Double.parseDouble(line.group(1)),
                line.group(2).equals("Full"), Long.parseLong(line.group(3)), Long.parseLong(line.group(4)))).toList());
    }

    /** The collections after the first so many. */
    GcLog without(final int first) {
        return new GcLog(collections.subList(first, collections.size()));
    }

    /** The most that was ever in use. */
    long peak() {
        return collections.stream().mapToLong(Collection::before).max().orElse(0);
    }

    /** The most that was left by a collection. */
    long peakAfterCollection() {
        return collections.stream().mapToLong(Collection::after).max().orElse(0);
    }

    /** What was allocated between the first collection and the last, in megabytes. */
    long allocated() {
        long sum = 0;
        for (int i = 1; i < collections.size(); i++) {
            sum += collections.get(i).before() - collections.get(i - 1).after();
        }
        return sum;
    }
}
