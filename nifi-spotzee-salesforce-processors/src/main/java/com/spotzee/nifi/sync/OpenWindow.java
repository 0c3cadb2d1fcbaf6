package com.spotzee.nifi.sync;

import java.time.Instant;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;

/**
 * A window that has been opened and not yet settled. All times are Salesforce's.
 *
 * @param syncId    the sync's id
 * @param mode      everything, or changes only
 * @param from      lower end, included; null in a full sync
 * @param to        upper end, included: Salesforce's clock when the window was opened
 * @param nextFrom  where the next window begins: {@code to}, held back for changes that are committed late
 * @param position  how far it has been read
 * @param changes   digest of the changes that its statements stand for, which is what gives the number in the position its meaning
 * @param reading   how it has been read so far
 * @param pages     FlowFiles emitted so far
 * @param skipped   page numbers that stand for nothing: a FlowFile of that number may exist, but what it holds is read again
 * @param records   records that Salesforce returned for them
 * @param readAt    when the last page was emitted, or null while there are more
 */
public record OpenWindow(String syncId, SyncMode mode, Instant from, Instant to, Instant nextFrom, Position position, String changes,
                         Reading reading, int pages, Set<Integer> skipped, long records, Instant readAt) {

    public OpenWindow {
        Objects.requireNonNull(syncId, "syncId");
        Objects.requireNonNull(mode, "mode");
        Objects.requireNonNull(to, "to");
        Objects.requireNonNull(nextFrom, "nextFrom");
        Objects.requireNonNull(position, "position");
        Objects.requireNonNull(changes, "changes");
        Objects.requireNonNull(reading, "reading");
        skipped = Set.copyOf(skipped);
    }

    /** A window of which nothing has been read. */
    public static OpenWindow opened(final String syncId, final SyncMode mode, final Instant from, final Instant to, final Instant nextFrom) {
        return new OpenWindow(syncId, mode, from, to, nextFrom, Position.START, "", Reading.NONE, 0, Set.of(), 0, null);
    }

    /** The window after a page of so many records, which is a FlowFile if there are any. */
    public OpenWindow readTo(final Position newPosition, final long queried) {
        return new OpenWindow(syncId, mode, from, to, nextFrom, newPosition, changes, reading.by(position.way()), pagesWith(queried), skipped,
                records + queried, null);
    }

    /** The window after its last page. */
    public OpenWindow readWhole(final long queried, final Instant now) {
        return new OpenWindow(syncId, mode, from, to, nextFrom, position, changes, reading.by(position.way()), pagesWith(queried), skipped,
                records + queried, now);
    }

    /** The window, to be read on in another way: nothing was read by this step. */
    public OpenWindow goingOnAt(final Position newPosition, final Reading learnt) {
        return new OpenWindow(syncId, mode, from, to, nextFrom, newPosition, changes, learnt, pages, skipped, records, null);
    }

    /**
     * The window, whose statements stand for these changes. If they stood for others and some are read already, none can be told from the others any
     * more, and all are read from the beginning. The first one stands for the object's own changes in any case.
     */
    public OpenWindow standingFor(final String digest) {
        final boolean goesOn = changes.equals(digest) || position.statement() == 0;
        return new OpenWindow(syncId, mode, from, to, nextFrom, goesOn ? position : Position.START, digest, reading, pages,
                skipped, records, readAt);
    }

    /** The window, whose next page gets another number, because a FlowFile of this one may have been emitted by somebody who could not say so. */
    public OpenWindow skippingPage() {
        final Set<Integer> more = new TreeSet<>(skipped);
        more.add(nextPage());
        return new OpenWindow(syncId, mode, from, to, nextFrom, position, changes, reading, pages, more, records, readAt);
    }

    /** The number of the page that is emitted next. */
    public int nextPage() {
        return pages + skipped.size();
    }

    public boolean isRead() {
        return readAt != null;
    }

    private int pagesWith(final long queried) {
        return queried == 0 ? pages : pages + 1;
    }
}
