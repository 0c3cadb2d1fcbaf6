package com.spotzee.nifi.sandbox.salesforce.bulk;

import com.spotzee.nifi.sandbox.salesforce.OrgClock;
import com.spotzee.nifi.sandbox.salesforce.bulk.BulkJob.State;
import com.spotzee.nifi.sandbox.salesforce.bulk.BulkOrder.Operation;
import com.spotzee.nifi.sandbox.salesforce.schema.SalesforceId;
import com.spotzee.nifi.sandbox.salesforce.soql.SoqlError;
import com.spotzee.nifi.sandbox.salesforce.store.BulkExtract;
import com.spotzee.nifi.sandbox.salesforce.store.CsvFormat;
import com.spotzee.nifi.sandbox.salesforce.store.OrgStore;
import com.spotzee.nifi.sandbox.salesforce.store.SpooledRows;
import com.spotzee.nifi.sandbox.salesforce.store.StoreFailure;

import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * The query jobs of the org. A job finds what is there at the moment it is made; it moves from state to state as clients look at it. Safe to use
 * from several threads.
 */
public final class BulkJobs implements AutoCloseable {

    private static final System.Logger LOG = System.getLogger(BulkJobs.class.getName());
    private static final String KEY_PREFIX = "750";
    private static final Duration DAY = Duration.ofDays(1);
    private static final Duration LIFE_OF_RESULTS = Duration.ofDays(7);
    private static final int JOBS_AT_ONCE = 2;
    private static final long MEGABYTE = 1_000_000;

    private final OrgStore store;
    private final OrgClock clock;
    private final Map<String, BulkWork> works = new LinkedHashMap<>();
    private final Deque<Instant> made = new ArrayDeque<>();
    private final ExecutorService runs = Executors.newFixedThreadPool(JOBS_AT_ONCE, Thread.ofPlatform().daemon().name("bulk-", 1).factory());
    private BulkSettings settings = BulkSettings.defaults();
    private Optional<String> nextFailure = Optional.empty();
    private long count;

    /** No jobs yet. */
    public BulkJobs(final OrgStore store) {
        this.store = store;
        this.clock = store.clock();
    }

    /** How jobs are treated at this moment. */
    public synchronized BulkSettings settings() {
        return settings;
    }

    /** Treats jobs in another way from now on. */
    public synchronized void use(final BulkSettings changed) {
        settings = changed;
    }

    /** Lets the next job fail with a message. */
    public synchronized void failNextJob(final String message) {
        nextFailure = Optional.of(message);
    }

    /** Forgets a job as if it had never been: the next look at it finds nothing. */
    public void loseJob(final String id) {
        remove(id);
    }

    /** All jobs, the oldest first, of whatever user. */
    public synchronized List<BulkJob> jobs() {
        forgetOld();
        return works.values().stream().map(BulkWork::job).toList();
    }

    /** Jobs that may still be made within 24 hours. */
    public synchronized int remainingJobs() {
        forgetOld();
        return Math.max(0, settings.dailyJobs() - made.size());
    }

    /** Megabytes of results that may still be written within 24 hours. */
    public synchronized long remainingMegabytes() {
        final Instant yesterday = clock.now().minus(DAY);
        final long bytes = works.values().stream().map(BulkWork::job).filter(job -> job.createdAt().isAfter(yesterday))
                .mapToLong(job -> job.result().map(SpooledRows::bytes).orElse(0L)).sum();
        return Math.max(0, settings.dailyMegabytes() - bytes / MEGABYTE);
    }

    /**
     * Makes a job.
     *
     * @param user whose it is
     * @throws BulkRefusal when a daily limit is reached
     * @throws SoqlError   when the query is none that Bulk API 2.0 answers
     */
    public synchronized BulkJob create(final String user, final BulkOrder order) {
        if (remainingJobs() == 0) {
            throw new BulkRefusal(400, "LIMIT_EXCEEDED", "Max bulk v2 query jobs (" + settings.dailyJobs() + ") per 24 hrs has been reached");
        }
        if (remainingMegabytes() == 0) {
            throw new BulkRefusal(400, "LIMIT_EXCEEDED", "Max bulk v2 query result size stored (" + settings.dailyMegabytes() * 1024
                    + ") kb per 24 hrs has been exceeded");
        }
        final BulkExtract extract = store.extract(order.soql(), order.operation() == Operation.QUERY_ALL);
        final Instant now = clock.stamp();
        made.add(now);
        final BulkJob job = new BulkJob(SalesforceId.of(KEY_PREFIX, ++count), order, extract.object(), user, extract.chunkable(), now, now,
                State.UPLOAD_COMPLETE, Optional.empty(), Optional.empty());
        final CsvFormat format = new CsvFormat(order.delimiter().character(), order.lineEnding().text(), settings.zuluStamps());
        works.put(job.id(), new BulkWork(job, extract, fixed -> CompletableFuture.supplyAsync(() -> run(fixed, format), runs), nextFailure));
        nextFailure = Optional.empty();
        return job;
    }

    /** Looks at a job, which lets it move on; its id has 15 or 18 characters. */
    public BulkJob look(final String id) {
        return work(id).look(settings(), clock.stamp());
    }

    /** A job that has its result. */
    public BulkJob complete(final String user, final String id) {
        final BulkJob job = owned(user, id).job();
        if (job.state() != State.JOB_COMPLETE) {
            throw BulkRefusal.wrongState("Results can be read from jobs in the state JobComplete, this one is in the state " + job.state().apiName());
        }
        return job;
    }

    /** Ends a job before it is complete. */
    public BulkJob abort(final String user, final String id) {
        return owned(user, id).abort(clock.stamp());
    }

    /** Removes a job that does not run. */
    public void delete(final String user, final String id) {
        if (owned(user, id).job().state() == State.IN_PROGRESS) {
            throw BulkRefusal.wrongState("Deleting a Job that is InProgress not allowed");
        }
        remove(id);
    }

    @Override
    public void close() {
        synchronized (this) {
            works.values().forEach(BulkWork::discard);
        }
        // Waits for what runs: it reads from the database, which ends next.
        runs.close();
    }

    private SpooledRows run(final BulkExtract extract, final CsvFormat format) {
        try (extract) {
            return extract.spool(format);
        } catch (final StoreFailure | UncheckedIOException e) {
            LOG.log(System.Logger.Level.ERROR, "A Bulk query of " + extract.object() + " could not be run.", e);
            throw e;
        }
    }

    private BulkWork owned(final String user, final String id) {
        final BulkWork work = work(id);
        if (!work.job().createdById().equals(user)) {
            throw BulkRefusal.notYours();
        }
        return work;
    }

    private synchronized BulkWork work(final String id) {
        forgetOld();
        return SalesforceId.normalize(id).map(works::get).orElseThrow(BulkRefusal::noSuchJob);
    }

    private synchronized void remove(final String id) {
        SalesforceId.normalize(id).map(works::remove).orElseThrow(BulkRefusal::noSuchJob).discard();
    }

    private void forgetOld() {
        final Instant now = clock.now();
        made.removeIf(moment -> !moment.isAfter(now.minus(DAY)));
        works.values().removeIf(work -> {
            final boolean old = !work.job().createdAt().isAfter(now.minus(LIFE_OF_RESULTS));
            if (old) {
                work.discard();
            }
            return old;
        });
    }
}
