package com.spotzee.nifi.system.demo;

import com.spotzee.nifi.system.DeadlineMissed;
import com.spotzee.nifi.system.flow.LogEntry;
import com.spotzee.nifi.system.flow.SyncCounts;
import com.spotzee.nifi.system.flow.SyncFlow;

import java.io.PrintStream;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Waits for a sync of its objects and tells how far it is; gives up only when nothing moves any more. */
public final class SyncWatch {

    private static final Set<String> ALL_OBJECTS = Set.of("Lead", "Contact", "CampaignMember");
    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final long PAUSE_MILLIS = 500;
    private static final long LINE_EVERY_MILLIS = 2_000;

    private final SyncFlow flow;
    private final PrintStream out;
    private final Set<String> objects;
    private final Set<LogEntry> told = new HashSet<>();
    private SyncCounts start;
    private SyncCounts last;
    private long startedAt;
    private long movedAt;
    private long printedAt;
    private boolean printed = true;
    private int lines;

    /** Watches all objects that the template syncs. */
    public SyncWatch(final SyncFlow flow, final PrintStream out) {
        this(flow, out, ALL_OBJECTS);
    }

    public SyncWatch(final SyncFlow flow, final PrintStream out, final Set<String> objects) {
        this.flow = flow;
        this.out = out;
        this.objects = Set.copyOf(objects);
    }

    /** Waits until each object has completed a sync that is not among the earlier ones, and nothing is under way. */
    public void await(final Map<String, String> earlier) {
        start = flow.counts();
        last = start;
        lines = 0;
        startedAt = System.nanoTime();
        movedAt = startedAt;
        printedAt = startedAt;
        while (!(isCompleted(earlier) && flow.isIdle())) {
            tellFailures();
            tellProgress();
            if (since(movedAt) > PATIENCE.toMillis()) {
                throw new DeadlineMissed("Nothing has moved for %d minutes, and the sync is not complete.%n%s".formatted(PATIENCE.toMinutes(), flow.state()));
            }
            pause();
        }
        final SyncCounts end = flow.counts();
        if (!printed || lines == 0 || !end.equals(last)) {
            last = end;
            printLine();
        }
    }

    private boolean isCompleted(final Map<String, String> earlier) {
        final Map<String, String> completed = new HashMap<>(flow.completedSyncs());
        completed.entrySet().removeAll(earlier.entrySet());
        return completed.keySet().containsAll(objects);
    }

    private void tellFailures() {
        for (final LogEntry entry : flow.log()) {
            if (entry.event().equals("sync_failed") && told.add(entry)) {
                out.printf("  sync of %s failed and is tried again: %s%n", entry.object(), entry.error());
            }
        }
    }

    private void tellProgress() {
        final SyncCounts now = flow.counts();
        if (!now.equals(last)) {
            movedAt = System.nanoTime();
            last = now;
            printed = false;
        }
        if (!printed && since(printedAt) > LINE_EVERY_MILLIS) {
            printedAt = System.nanoTime();
            printed = true;
            printLine();
        }
    }

    private void printLine() {
        lines++;
        final double seconds = Math.max(since(startedAt), 1) / 1000.0;
        final long delivered = last.delivered() - start.delivered();
        out.printf(Locale.ROOT, "  queried %,d   imported %,d   updated %,d   refused %,d   %,.0f a second%n", last.queried() - start.queried(),
                last.imported() - start.imported(), last.updated() - start.updated(), last.refused() - start.refused(), delivered / seconds);
    }

    private static long since(final long nanoTime) {
        return Duration.ofNanos(System.nanoTime() - nanoTime).toMillis();
    }

    private static void pause() {
        try {
            Thread.sleep(PAUSE_MILLIS);
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new DeadlineMissed("Interrupted while waiting for the sync");
        }
    }
}
