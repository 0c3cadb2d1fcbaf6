package com.spotzee.nifi.processors.reading;

import com.spotzee.nifi.salesforce.BulkJob;
import com.spotzee.nifi.salesforce.BulkJobStatus;
import com.spotzee.nifi.salesforce.BulkPage;
import com.spotzee.nifi.salesforce.BulkQueries;
import com.spotzee.nifi.salesforce.BulkSelection;
import com.spotzee.nifi.salesforce.ResultPosition;
import com.spotzee.nifi.salesforce.SalesforceFailure;
import com.spotzee.nifi.sync.Checkpoint;
import com.spotzee.nifi.sync.JobWatch;
import com.spotzee.nifi.sync.OpenWindow;
import com.spotzee.nifi.sync.Position;
import com.spotzee.nifi.sync.Reading;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;

/**
 * Reads a window by Bulk jobs. A job stands in the state before anything is read from it and until it is deleted, so it is found again after a
 * restart and no other job is ever touched. A job that is lost is created again and repeats its part; where jobs don't work, reading goes on
 * by REST.
 */
final class BulkReading {

    /** Records in one FlowFile. */
    private static final int PAGE = 10_000;
    private static final String FIELD_IS_GONE = "INVALID_FIELD";
    private static final int MOST_LOST_JOBS = 3;
    private static final int MOST_UNHEARD_JOBS = 3;
    private static final Duration LONGEST_JOB = Duration.ofHours(24);

    private final QueryRun run;
    private final WindowPages pages;
    private final JobWatch watch;

    BulkReading(final QueryRun run, final WindowPages pages, final JobWatch watch) {
        this.run = run;
        this.pages = pages;
        this.watch = watch;
    }

    /** Creates a job for what is left of the statement. */
    ReadingStep create(final Checkpoint checkpoint) throws SalesforceFailure, GuardedCommit.NotStored {
        final OpenWindow window = checkpoint.openWindow();
        if (window.reading().unheardJobs() >= MOST_UNHEARD_JOBS) {
            return ReadingStep.goingOn(withoutBulk(checkpoint, "%d Bulk API jobs were asked for, and whether Salesforce made them was not heard."
                    .formatted(window.reading().unheardJobs())));
        }
        final BulkSelection selection = selection(window);
        final Checkpoint asked = pages.goOnAt(checkpoint, window.position(), window.reading().askingForJob());
        final BulkJob job;
        try {
            job = bulk().create(selection);
        } catch (final SalesforceFailure failure) {
            return notCreated(asked, failure, window.reading());
        }
        try {
            run.log().info("Sync {}: Bulk API job {} is at work", window.syncId(), job.id());
            return ReadingStep.goingOn(pages.goOnAt(asked, window.position().by(job), window.reading()));
        } catch (final GuardedCommit.NotStored e) {
            // nobody would find it again
            discard(run, window.syncId(), job);
            throw e;
        }
    }

    /** Waits for the job, reads its next page, or deletes it after the last one. */
    ReadingStep goOn(final Checkpoint checkpoint, final Position.InBulkJob position) throws SalesforceFailure, GuardedCommit.NotStored, IOException {
        final OpenWindow window = checkpoint.openWindow();
        if (position.finished()) {
            return ReadingStep.goingOn(end(checkpoint, position));
        }
        if (!run.settings().bulk().allowed(window)) {
            discard(run, window.syncId(), position.job());
            return ReadingStep.goingOn(pages.goOnAt(checkpoint, position.inIdOrder(), window.reading()));
        }
        try {
            return position.records() > 0 || isComplete(position.job()) ? ReadingStep.goingOn(readPage(checkpoint, position)) : ReadingStep.waiting(checkpoint);
        } catch (final SalesforceFailure.Refused refused) {
            passOnMissingField(refused);
            return ReadingStep.goingOn(lost(checkpoint, position, refused.getMessage()));
        } catch (final JobEnded | SalesforceFailure.JobLost | SalesforceFailure.JobOfOtherVersion | SalesforceFailure.NotFound e) {
            return ReadingStep.goingOn(lost(checkpoint, position, e.getMessage()));
        }
    }

    /**
     * There is no job, or it is not known whether there is one: then nobody will ever read it. What Salesforce shows of its jobs tells neither their query
     * nor who asked for them beyond the user, so none can be told to be ours and deleted; they are bounded in number instead.
     *
     * @param before what was known before it was asked for
     */
    private ReadingStep notCreated(final Checkpoint asked, final SalesforceFailure failure, final Reading before)
            throws SalesforceFailure, GuardedCommit.NotStored {
        if (failure instanceof SalesforceFailure.NotUnderstood
                || failure instanceof final SalesforceFailure.Unavailable unavailable && unavailable.mayBeDone()) {
            run.log().warn("Sync {}: whether Salesforce made a Bulk API job was not heard. If so, nobody reads it, and Salesforce deletes it after seven days "
                    + "(Setup, Bulk Data Load Jobs). It is number {} of this sync; after {} the REST API reads on", asked.openWindow().syncId(),
                    asked.openWindow().reading().unheardJobs(), MOST_UNHEARD_JOBS);
            throw failure;
        }
        final Checkpoint heard = pages.goOnAt(asked, asked.openWindow().position(), before);
        return switch (failure) {
            case final SalesforceFailure.Refused refused when !FIELD_IS_GONE.equals(refused.code()) ->
                    ReadingStep.goingOn(withoutBulk(heard, refused.getMessage()));
            case SalesforceFailure.BulkNotPossible no -> ReadingStep.goingOn(withoutBulk(heard, no.getMessage()));
            case SalesforceFailure.BulkAllowanceUsedUp no -> ReadingStep.goingOn(withoutBulk(heard, no.getMessage()));
            case SalesforceFailure.AccessDenied no -> ReadingStep.goingOn(withoutBulk(heard, no.getMessage()));
            case SalesforceFailure.NotFound no -> ReadingStep.goingOn(withoutBulk(heard, no.getMessage()));
            case SalesforceFailure.QueryTimedOut no -> ReadingStep.goingOn(withoutBulk(heard, no.getMessage()));
            default -> throw failure;
        };
    }

    /** The last page is committed: before the job is deleted, all its pages together must have as many rows as it found. */
    private Checkpoint end(final Checkpoint checkpoint, final Position.InBulkJob position) throws SalesforceFailure, GuardedCommit.NotStored {
        try {
            final long found = bulk().status(position.job()).recordsProcessed();
            if (position.records() < found) {
                return lost(checkpoint, position, "Bulk API job %s found %d records, and its results had %d.".formatted(position.job().id(), found,
                        position.records()));
            }
            delete(run, checkpoint.openWindow().syncId(), position.job());
        } catch (final SalesforceFailure.JobLost | SalesforceFailure.NotFound gone) {
            run.log().info("Sync {}: Bulk API job {} was deleted before", checkpoint.openWindow().syncId(), position.job().id());
        }
        return pages.endStatement(checkpoint);
    }

    /** Deletes the window's job, if it has one: only ever one whose id we know from its creation. That it can't be deleted is no failure. */
    static void discard(final QueryRun run, final OpenWindow window) {
        if (window.position() instanceof final Position.InBulkJob position && !window.isRead()) {
            discard(run, window.syncId(), position.job());
        }
    }

    /** A field that is gone is no fault of the job: without it the same way of reading goes on. */
    private static void passOnMissingField(final SalesforceFailure.Refused refused) throws SalesforceFailure.Refused {
        if (FIELD_IS_GONE.equals(refused.code())) {
            throw refused;
        }
    }

    private boolean isComplete(final BulkJob job) throws SalesforceFailure, JobEnded {
        if (!watch.mayAsk(job.id())) {
            return false;
        }
        final BulkJobStatus status = bulk().status(job);
        return switch (status.state()) {
            case JOB_COMPLETE -> true;
            case UPLOAD_COMPLETE, IN_PROGRESS -> {
                watch.stillRunning();
                if (watch.watched().compareTo(LONGEST_JOB) > 0) {
                    throw new JobEnded("Bulk API job %s did not end within %d hours.".formatted(job.id(), LONGEST_JOB.toHours()));
                }
                yield false;
            }
            case FAILED, ABORTED -> throw new JobEnded("Bulk API job %s ended as %s%s.".formatted(job.id(), status.state(),
                    status.error().map(error -> ": " + error).orElse("")));
        };
    }

    private Checkpoint readPage(final Checkpoint checkpoint, final Position.InBulkJob position)
            throws SalesforceFailure, GuardedCommit.NotStored, IOException {
        final BulkSelection selection = selection(checkpoint.openWindow());
        final ResultPosition next = new ResultPosition(position.locator(), PAGE);
        return pages.<BulkPage>emit(checkpoint, records -> bulk().read(position.job(), selection, next, records),
                (page, records) -> Optional.of(position.after(page.records(), page.next().orElse(null)))).checkpoint();
    }

    private Checkpoint lost(final Checkpoint checkpoint, final Position.InBulkJob position, final String reason) throws GuardedCommit.NotStored {
        final OpenWindow window = checkpoint.openWindow();
        discard(run, window.syncId(), position.job());
        final Reading learnt = window.reading().losingJob();
        if (learnt.lostJobs() >= MOST_LOST_JOBS) {
            return withoutBulk(checkpoint, "%s That was the last of %d jobs.".formatted(reason, learnt.lostJobs()));
        }
        run.log().warn("Sync {}: {} Its part is read again by another job, {} records of it for the second time", window.syncId(), reason,
                position.records());
        return pages.goOnAt(checkpoint, position.byBulk(), learnt);
    }

    private Checkpoint withoutBulk(final Checkpoint checkpoint, final String reason) throws GuardedCommit.NotStored {
        final OpenWindow window = checkpoint.openWindow();
        run.log().warn("Sync {}: {} What is left is read by the REST API", window.syncId(), reason);
        return pages.goOnAt(checkpoint, window.position().inIdOrder(), window.reading().refusingBulk());
    }

    private static void discard(final QueryRun run, final String syncId, final BulkJob job) {
        try {
            run.client().bulk().abort(job);
        } catch (final SalesforceFailure e) {
            run.log().info("Sync {}: Bulk API job {} could not be stopped: {}", syncId, job.id(), e.getMessage());
        }
        delete(run, syncId, job);
    }

    private static void delete(final QueryRun run, final String syncId, final BulkJob job) {
        try {
            run.client().bulk().delete(job);
        } catch (final SalesforceFailure e) {
            run.log().info("Sync {}: Bulk API job {} could not be deleted; Salesforce does so after seven days: {}", syncId, job.id(), e.getMessage());
        }
    }

    private BulkSelection selection(final OpenWindow window) throws SalesforceFailure {
        return pages.statements(window).after(window.position()).unordered(false);
    }

    private BulkQueries bulk() {
        return run.client().bulk();
    }

    /** The job has come to an end without a result. */
    private static final class JobEnded extends Exception {
        private static final long serialVersionUID = 1L;

        JobEnded(final String reason) {
            super(reason);
        }
    }
}
