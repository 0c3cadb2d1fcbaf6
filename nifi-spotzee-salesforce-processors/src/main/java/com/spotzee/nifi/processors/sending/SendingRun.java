package com.spotzee.nifi.processors.sending;

import com.spotzee.nifi.http.Cancellation;
import com.spotzee.nifi.processors.sending.UserBatches.Batch;
import com.spotzee.nifi.spotzee.Delivery;
import com.spotzee.nifi.spotzee.SpotzeeFailure;
import org.apache.nifi.flowfile.FlowFile;
import org.apache.nifi.processor.ProcessSession;
import org.apache.nifi.processor.ProcessSessionFactory;

import java.io.UncheckedIOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.Semaphore;

/**
 * Sends what is queued, several batches at once and across the FlowFiles, while there is something and nothing must be held. Only the batches in
 * flight are in memory, and some whose answers wait for an older one's: who has opted out takes four requests one after the other, and nobody else
 * waits for that meanwhile. No person is ever in two of them: the later batch waits, so that an older value never arrives after a newer one. FlowFiles
 * are committed in the order in which they were taken, for the same reason: one that is sent again must not follow one that stays sent.
 */
public final class SendingRun {

    /** An answer may be held back by the four requests of an older batch. */
    private static final int HELD_FOR_EACH_PLACE = 4;

    private final ProcessSessionFactory sessions;
    private final PutTarget target;
    private final Cancellation cancellation = Cancellation.current();
    private final LeftRefusals left;
    private final Runnable onCommit;
    private final Semaphore places;
    private final int mostHeld;
    private final Deque<PutPage> pages = new ArrayDeque<>();
    private final Deque<InFlight> inFlight = new ArrayDeque<>();
    private final Set<String> peopleInFlight = new HashSet<>();
    private PutPage beingRead;

    /**
     * @param left     lines about refused users that have left although their page has not
     * @param onCommit told whenever a FlowFile has arrived
     */
    public SendingRun(final ProcessSessionFactory sessions, final PutTarget target, final LeftRefusals left, final Runnable onCommit) {
        this.sessions = sessions;
        this.target = target;
        this.left = left;
        this.onCommit = onCommit;
        this.places = new Semaphore(target.batchesInFlight());
        this.mostHeld = HELD_FOR_EACH_PLACE * target.batchesInFlight();
    }

    /** A batch that is being sent, or was and is not yet noted. */
    private record InFlight(PutPage page, Batch batch, Set<String> people, Future<List<Delivery>> answer) {
    }

    /** Gives its place back when its answer is there, and not a moment before: whoever takes the place sees the answer. */
    private final class Sending extends FutureTask<List<Delivery>> {

        private Sending(final PutPage page, final Batch batch) {
            super(() -> cancellation.during(() -> page.send(batch)));
        }

        @Override
        protected void done() {
            places.release();
        }
    }

    /**
     * Sends until the queue is empty or the processor is stopped. What is not committed at the end goes back, without penalty.
     *
     * @throws Held if nothing more can be sent for now
     */
    public void run() throws Held {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            boolean goesOn = true;
            while (goesOn && !cancellation.isCancelled()) {
                goesOn = goOn(threads);
            }
        } finally {
            // behind the executor's end, which is the end of all its requests
            rollBack();
        }
    }

    private boolean goOn(final ExecutorService threads) throws Held {
        if (inFlight.size() >= mostHeld) {
            return noteNext();
        }
        takePlace();
        noteAnswered();
        if (sendNext(threads)) {
            return true;
        }
        places.release();
        return noteNext();
    }

    /** Waits until a request may be added to those in flight. */
    private void takePlace() throws Held {
        try {
            places.acquire();
        } catch (final InterruptedException e) {
            throw interrupted(e);
        }
    }

    private void noteAnswered() throws Held {
        while (!inFlight.isEmpty() && inFlight.peek().answer().isDone()) {
            noteNext();
        }
    }

    private boolean sendNext(final ExecutorService threads) throws Held {
        if (beingRead == null && !take()) {
            return false;
        }
        final PutPage page = beingRead;
        final Batch batch = page.nextBatch();
        final Set<String> people = batch.ids();
        while (people.stream().anyMatch(peopleInFlight::contains)) {
            noteNext();
        }
        peopleInFlight.addAll(people);
        final Sending answer = new Sending(page, batch);
        inFlight.add(new InFlight(page, batch, people, answer));
        threads.execute(answer);
        beingRead = batch.last() ? null : page;
        return true;
    }

    private boolean take() throws Held {
        if (!target.routes().successTakesMore()) {
            return false;
        }
        final ProcessSession session = sessions.createSession();
        final FlowFile flowFile = session.get();
        if (flowFile == null) {
            session.rollback();
            return false;
        }
        beingRead = new PutPage(session, flowFile, target, new RefusedUsers(sessions, flowFile, left));
        pages.add(beingRead);
        return true;
    }

    /** Waits for the oldest batch, and finishes its FlowFile with the last. */
    private boolean noteNext() throws Held {
        final InFlight oldest = inFlight.poll();
        if (oldest == null) {
            return false;
        }
        oldest.page().sent(oldest.batch(), delivered(oldest.answer()));
        peopleInFlight.removeAll(oldest.people());
        if (oldest.batch().last()) {
            oldest.page().finish();
            pages.remove(oldest.page());
            onCommit.run();
        }
        return true;
    }

    private static List<Delivery> delivered(final Future<List<Delivery>> answer) throws Held {
        try {
            return answer.get();
        } catch (final ExecutionException e) {
            switch (e.getCause()) {
                case SpotzeeFailure failure -> throw Held.by(failure);
                case UncheckedIOException unknown -> throw Held.byAccount(unknown.getCause());
                case RuntimeException bug -> throw bug;
                case Error fatal -> throw fatal;
                default -> throw new IllegalStateException(e.getCause());
            }
        } catch (final InterruptedException e) {
            throw interrupted(e);
        }
    }

    private static Held interrupted(final InterruptedException cause) {
        Thread.currentThread().interrupt();
        return Held.by(new SpotzeeFailure.Unavailable("Sending was interrupted", null, cause));
    }

    private void rollBack() {
        inFlight.clear();
        pages.forEach(PutPage::rollBack);
        pages.clear();
    }
}
