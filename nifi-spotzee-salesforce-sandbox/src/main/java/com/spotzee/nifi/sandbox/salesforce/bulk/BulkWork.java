package com.spotzee.nifi.sandbox.salesforce.bulk;

import com.spotzee.nifi.sandbox.salesforce.bulk.BulkJob.State;
import com.spotzee.nifi.sandbox.salesforce.store.BulkExtract;
import com.spotzee.nifi.sandbox.salesforce.store.SpooledRows;

import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;

/** A job with its run: looked at, it moves on as far as the run and the settings allow. */
final class BulkWork {

    /** So that small results are there at the look that settings promise them for; large ones take more looks. */
    private static final long PATIENCE_MILLIS = 2_000;

    private final BulkExtract extract;
    private final CompletableFuture<SpooledRows> run;
    private final Optional<String> failure;
    private BulkJob job;
    private int looks;

    BulkWork(final BulkJob job, final BulkExtract extract, final Function<BulkExtract, CompletableFuture<SpooledRows>> start, final Optional<String> failure) {
        this.job = job;
        this.extract = extract;
        this.run = start.apply(extract);
        this.failure = failure;
    }

    synchronized BulkJob job() {
        return job;
    }

    /** Looks at the job as a client does. */
    synchronized BulkJob look(final BulkSettings settings, final Instant now) {
        looks++;
        if (job.state().last()) {
            return job;
        }
        if (looks < settings.pollsUntilComplete() || now.isBefore(job.createdAt().plus(settings.timeUntilComplete()))) {
            moveTo(State.IN_PROGRESS, now);
        } else if (failure.isPresent()) {
            end(State.FAILED, now, failure, Optional.empty());
        } else {
            finish(now);
        }
        return job;
    }

    synchronized BulkJob abort(final Instant now) {
        if (job.state().last()) {
            throw BulkRefusal.wrongState(job.state() == State.JOB_COMPLETE ? "Aborting already Completed Job not allowed"
                    : "Aborting already " + job.state().apiName() + " Job not allowed");
        }
        end(State.ABORTED, now, Optional.empty(), Optional.empty());
        discard();
        return job;
    }

    /** Removes the result, also one that is still being written. */
    void discard() {
        extract.cancel();
        run.whenComplete((rows, problem) -> {
            if (rows != null) {
                rows.delete();
            }
        });
    }

    private void finish(final Instant now) {
        try {
            end(State.JOB_COMPLETE, now, Optional.empty(), Optional.of(run.get(PATIENCE_MILLIS, TimeUnit.MILLISECONDS)));
        } catch (final TimeoutException e) {
            moveTo(State.IN_PROGRESS, now);
        } catch (final ExecutionException e) {
            end(State.FAILED, now, Optional.of("InternalServerError: the sandbox could not run the query, see its log"), Optional.empty());
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
            moveTo(State.IN_PROGRESS, now);
        }
    }

    private void moveTo(final State state, final Instant now) {
        if (job.state() != state) {
            end(state, now, Optional.empty(), Optional.empty());
        }
    }

    private void end(final State state, final Instant now, final Optional<String> error, final Optional<SpooledRows> result) {
        job = new BulkJob(job.id(), job.order(), job.object(), job.createdById(), job.chunkable(), job.createdAt(), now, state, error, result);
    }
}
