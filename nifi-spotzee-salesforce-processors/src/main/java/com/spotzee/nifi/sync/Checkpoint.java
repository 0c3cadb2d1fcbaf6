package com.spotzee.nifi.sync;

import com.spotzee.nifi.integration.ObjectPlan;
import com.spotzee.nifi.integration.RowPlan;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Where the sync of one object is. Every part that may be missing is null inside and an {@link Optional} outside.
 *
 * @param from         lower end of the next window; null until a sync has completed
 * @param openWindow   the window at work, or null
 * @param optOutFrom   lower end of what the opt-out lane asks for next; null until it has asked for everything once
 * @param requests     what was asked for and is not opened yet
 * @param seen         records already emitted that the next window may show again
 * @param nextSeen     the same for the window after the open one, being collected
 * @param plan         under which rules and mappings it was read
 * @param deletions    how far deletions are known; null until they are asked for
 */
public record Checkpoint(Instant from, OpenWindow openWindow, Instant optOutFrom, RequestMemory requests, SeenRecords seen, SeenRecords nextSeen,
                         PlanMemory plan, DeletionCursor deletions) {

    /** The checkpoint of an object that was never asked for. */
    public static final Checkpoint NONE = new Checkpoint(null, null, null, RequestMemory.NONE, SeenRecords.NONE, SeenRecords.NONE, PlanMemory.NONE, null);

    /** Whether somebody of the object may have come to Spotzee. */
    public boolean wasSynced() {
        return from != null || openWindow != null;
    }

    public Optional<OpenWindow> window() {
        return Optional.ofNullable(openWindow);
    }

    public Optional<SyncMode> request() {
        return Optional.ofNullable(requests.waiting());
    }

    public Checkpoint requesting(final SyncMode mode) {
        return asked(requests.plus(mode));
    }

    /**
     * Each text asks once for everybody. One that is empty asks for nothing and is forgotten with the one before, and an object that was never synced begins
     * with everybody anyway.
     *
     * @param text what stands in the request now
     */
    public Checkpoint requestingFullSync(final String text) {
        final Checkpoint noted = asked(requests.noting(text));
        return requests.knows(text) || !wasSynced() ? noted : noted.requesting(SyncMode.FULL);
    }

    private Checkpoint asked(final RequestMemory asked) {
        return new Checkpoint(from, openWindow, optOutFrom, asked, seen, nextSeen, plan, deletions);
    }

    /**
     * The window is opened, and any request served with it; but not by a window that reads a few rows only. One that reads everybody, be it a few rows
     * of them, may create users whose opt-outs came long ago and from another record, so the opt-out lane asks for everybody after it.
     *
     * @param print the rules and mappings that it is read under
     * @param now   the same as the steps after this one say it
     */
    public Checkpoint opening(final OpenWindow window, final PlanPrint print, final StepPrints now) {
        return new Checkpoint(from, window, window.mode() == SyncMode.INCREMENTAL ? optOutFrom : null,
                window.mode() == SyncMode.ROWS ? requests : requests.served(), seen, SeenRecords.NONE, plan.opening(print, now), deletions);
    }

    /** Rules or mappings are others now than when the window was opened: what they do not agree in counts as not read. */
    public Checkpoint readingUnder(final PlanPrint print, final StepPrints now) {
        return new Checkpoint(from, openWindow, optOutFrom, requests, seen, nextSeen, plan.readingUnder(print, now), deletions);
    }

    /** Pages of the open window were worked on by these rules and mappings: where the query has not met them, what they stand for counts as not read. */
    public Checkpoint workedBy(final StepPrints steps, final ObjectPlan now) {
        return new Checkpoint(from, openWindow, optOutFrom, requests, seen, nextSeen, plan.workedBy(steps, now), deletions);
    }

    /** The statements of the open window stand for these changes now; where it has to be read from its beginning, nothing of it is recognised. */
    public Checkpoint standingFor(final String changes) {
        final OpenWindow standing = openWindow.standingFor(changes);
        return reading(standing, standing.position().equals(openWindow.position()) ? nextSeen : SeenRecords.NONE);
    }

    public Checkpoint reading(final OpenWindow window, final SeenRecords collected) {
        return new Checkpoint(from, window, optOutFrom, requests, seen, window.mode() == SyncMode.ROWS ? SeenRecords.NONE : collected, plan, deletions);
    }

    /** The open window is settled: the next one begins where it says. One that read a few rows only leaves everything else where it was. */
    public Checkpoint settled() {
        return openWindow.mode() == SyncMode.ROWS
                ? new Checkpoint(from, null, optOutFrom, requests, seen, SeenRecords.NONE, plan.settled(openWindow), deletions)
                : new Checkpoint(openWindow.nextFrom(), null, optOutFrom, requests, nextSeen, SeenRecords.NONE, plan.settled(openWindow), deletions);
    }

    /** The open window is given up: the next one reads it again, and nothing of it is recognised. */
    public Checkpoint abandoned() {
        final SyncMode again = openWindow.mode() == SyncMode.FULL ? SyncMode.FULL : SyncMode.INCREMENTAL;
        return new Checkpoint(from, null, optOutFrom, requests.plus(again), SeenRecords.NONE, SeenRecords.NONE,
                plan.abandoned(), deletions);
    }

    /**
     * The opt-out lane has asked for everything, also after the last window was delivered.
     *
     * @param next   where it begins next
     * @param digest of what it asked by
     */
    public Checkpoint optOutsAskedUpTo(final Instant next, final String digest) {
        return new Checkpoint(from, openWindow, next, requests, seen, nextSeen, plan.optOutsAskedBy(digest), deletions);
    }

    /** How far deletions are known; empty until they are asked for. */
    public Optional<DeletionCursor> deletionCursor() {
        return Optional.ofNullable(deletions);
    }

    public Checkpoint deletionsKnownUpTo(final DeletionCursor cursor) {
        return new Checkpoint(from, openWindow, optOutFrom, requests, seen, nextSeen, plan, cursor);
    }

    /** Where the opt-out lane begins: at the beginning of time if it never asked in this way. */
    public Optional<Instant> optOutFrom(final String digest) {
        return plan.optOutDigest().filter(digest::equals).map(same -> optOutFrom);
    }

    /** The mapping rows that the open window reads, where it reads some of them only. */
    public List<RowPlan> rowsToRead(final ObjectPlan now) {
        return plan.opened().unreadBefore(plan.delivered(), now);
    }
}
