package com.spotzee.nifi.sync;

import com.spotzee.nifi.salesforce.BulkJob;

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/**
 * How far a window has been read, and in which way. It takes one statement after the other; by REST each in the order of ids, whole or in
 * parts, so that reading goes on after the last committed id; by Bulk in no order, so that reading goes on at a locator of the same job.
 */
public sealed interface Position {

    /** The beginning of every window. */
    ByRest START = new InIdOrder(0, null);

    /** Number of the statement, from 0. */
    int statement();

    /** The id up to which all of the statement is committed, or null: where another way of reading begins. */
    String doneId();

    ReadingWay way();

    default ByRest nextStatement() {
        return new InIdOrder(statement() + 1, null);
    }

    /** The rest of the statement, in the order of ids. */
    default ByRest inIdOrder() {
        return new InIdOrder(statement(), doneId());
    }

    /** The rest of the statement, by a Bulk job. */
    default Position byBulk() {
        return new BulkWanted(statement(), doneId());
    }

    /** The rest of the statement, by this job. */
    default Position by(final BulkJob job) {
        return new InBulkJob(statement(), doneId(), job, null, 0, false);
    }

    /**
     * The rest of the statement, in ranges of ids; empty if nothing is left.
     *
     * @param smallest the object's smallest id
     * @param largest  the object's largest id
     */
    default Optional<ByRest> inIdRanges(final String smallest, final String largest) {
        return IdRange.first(smallest, largest, doneId()).map(range -> new InIdRange(statement(), range.startId(), range));
    }

    /**
     * The rest of the statement, in slices of its time.
     *
     * @param from lower end of the time, or null for everything
     * @param to   upper end of the time
     */
    default ByRest inTimeSlices(final Instant from, final Instant to) {
        return new InTimeSlice(statement(), doneId(), TimeSlice.first(from, to), doneId());
    }

    /** Reading by REST: pages in the order of ids. */
    sealed interface ByRest extends Position {

        /** The last id whose page was committed, or null. */
        String afterId();

        /** After one more page. */
        ByRest after(String id);

        /**
         * The next part of the same statement when this one has been read whole; empty if it was the last.
         *
         * @param to upper end of the time that is read
         */
        Optional<ByRest> nextPart(Instant to);

        /**
         * A smaller part, when this one takes Salesforce too long; empty if there is none.
         *
         * @param to upper end of the time that is read
         */
        Optional<ByRest> smallerPart(Instant to);
    }

    /**
     * The statement as a whole.
     *
     * @param afterId the last id of it whose page was committed, or null at its beginning
     */
    record InIdOrder(int statement, String afterId) implements ByRest {

        @Override
        public String doneId() {
            return afterId;
        }

        @Override
        public ReadingWay way() {
            return ReadingWay.REST;
        }

        @Override
        public ByRest after(final String id) {
            return new InIdOrder(statement, id);
        }

        @Override
        public Optional<ByRest> nextPart(final Instant to) {
            return Optional.empty();
        }

        @Override
        public Optional<ByRest> smallerPart(final Instant to) {
            return Optional.empty();
        }
    }

    /**
     * A range of ids.
     *
     * @param afterId the last id whose page was committed; at the beginning of the range, its begin
     */
    record InIdRange(int statement, String afterId, IdRange range) implements ByRest {

        public InIdRange {
            Objects.requireNonNull(afterId, "afterId");
            Objects.requireNonNull(range, "range");
        }

        @Override
        public String doneId() {
            return afterId;
        }

        @Override
        public ReadingWay way() {
            return ReadingWay.ID_RANGES;
        }

        @Override
        public ByRest after(final String id) {
            return new InIdRange(statement, id, range);
        }

        @Override
        public Optional<ByRest> nextPart(final Instant to) {
            return range.next().map(next -> new InIdRange(statement, next.startId(), next));
        }

        @Override
        public Optional<ByRest> smallerPart(final Instant to) {
            return range.smaller(afterId).map(smaller -> new InIdRange(statement, afterId, smaller));
        }
    }

    /**
     * A slice of the window's time.
     *
     * @param doneId  the id up to which every slice had been committed before the time was sliced, or null
     * @param afterId the last id of this slice whose page was committed; at the beginning of the slice, {@code doneId}
     */
    record InTimeSlice(int statement, String doneId, TimeSlice slice, String afterId) implements ByRest {

        public InTimeSlice {
            Objects.requireNonNull(slice, "slice");
        }

        @Override
        public ReadingWay way() {
            return ReadingWay.TIME_SLICES;
        }

        @Override
        public ByRest after(final String id) {
            return new InTimeSlice(statement, doneId, slice, id);
        }

        @Override
        public Optional<ByRest> nextPart(final Instant to) {
            return slice.next(to).map(next -> new InTimeSlice(statement, doneId, next, doneId));
        }

        @Override
        public Optional<ByRest> smallerPart(final Instant to) {
            return slice.smaller(to).map(smaller -> new InTimeSlice(statement, doneId, smaller, afterId));
        }
    }

    /** A Bulk job is to be created for what is left. */
    record BulkWanted(int statement, String doneId) implements Position {

        @Override
        public ReadingWay way() {
            return ReadingWay.BULK;
        }
    }

    /**
     * A Bulk job of ours, from its creation until it is deleted: it stands in the state before anything is read from it.
     *
     * @param doneId   the id after which it was created, or null
     * @param job      its id, and the version of the API that alone shows its results
     * @param locator  of the page that comes next, or null for the first one
     * @param records  records read so far
     * @param finished whether its last page is committed, so that it only has to be deleted
     */
    record InBulkJob(int statement, String doneId, BulkJob job, String locator, long records, boolean finished) implements Position {

        public InBulkJob {
            Objects.requireNonNull(job, "job");
        }

        /** After one more page, whose answer named the locator of the next; null after the last page. */
        public Position after(final int more, final String next) {
            return new InBulkJob(statement, doneId, job, next, records + more, next == null);
        }

        @Override
        public ReadingWay way() {
            return ReadingWay.BULK;
        }
    }
}
