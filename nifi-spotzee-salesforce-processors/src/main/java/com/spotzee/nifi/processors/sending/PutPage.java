package com.spotzee.nifi.processors.sending;

import com.spotzee.nifi.ledger.SyncStanding;
import com.spotzee.nifi.processors.pages.FlowPage;
import com.spotzee.nifi.processors.sending.UserBatches.Batch;
import com.spotzee.nifi.processors.sending.UserBatches.Placed;
import com.spotzee.nifi.records.UnreadableRecordsException;
import com.spotzee.nifi.spotzee.Delivery;
import com.spotzee.nifi.spotzee.OptOutProperty;
import com.spotzee.nifi.spotzee.Person;
import com.spotzee.nifi.spotzee.SpotzeeFailure;
import com.spotzee.nifi.spotzee.UserDelivery;
import com.spotzee.nifi.sync.SyncLane;
import org.apache.nifi.flowfile.FlowFile;
import org.apache.nifi.processor.ProcessSession;
import org.apache.nifi.processor.exception.ProcessException;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * One FlowFile on its way through {@link SendingRun}, in a session of its own: read batch by batch, sent, settled, committed. All but
 * {@link #send} belongs to the thread that made it, as sessions demand.
 */
final class PutPage {

    private static final long ASK_AGAIN_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final ProcessSession session;
    private final FlowFile flowFile;
    private final PutTarget target;
    private final Optional<PageAccount> account;
    private final SyncLane lane;
    private final long begin;
    private final RefusedUsers refusedUsers;
    private final SentPage sent;
    private UserDelivery delivery;
    private InputStream content;
    private UserBatches batches;
    /** Whether Spotzee is not asked what becomes of people. */
    private boolean untold;
    private String unreadable;
    private volatile SyncStanding standing = SyncStanding.OPEN;
    private long askedLast;

    PutPage(final ProcessSession session, final FlowFile flowFile, final PutTarget target, final RefusedUsers refusedUsers) {
        this.session = session;
        this.flowFile = flowFile;
        this.target = target;
        this.begin = target.nanos();
        this.lane = new FlowPage(flowFile).lane();
        this.account = target.account(flowFile);
        this.refusedUsers = refusedUsers;
        this.sent = SentPage.of(lane);
    }

    /** The next people to send; none, and the last, where the content can't be read or its sync has ended. */
    Batch nextBatch() throws Held {
        askForStanding();
        try {
            return standing == SyncStanding.OPEN ? opened().next() : Batch.end();
        } catch (final UnreadableRecordsException | IllegalArgumentException e) {
            unreadable = e.getMessage();
            return Batch.end();
        } catch (final IOException e) {
            throw unusable(e);
        }
    }

    /** Sends a batch; may be called by several threads at once. */
    List<Delivery> send(final Batch batch) throws SpotzeeFailure {
        final List<Person> people = batch.people();
        if (people.isEmpty() || standing != SyncStanding.OPEN) {
            return List.of();
        }
        try {
            return send(people, batch.chunk());
        } catch (final PageOptOuts.SyncEnded ended) {
            standing = ended.standing();
            return List.of();
        }
    }

    /** Notes what became of a batch; batches come in the order in which they were given. */
    void sent(final Batch batch, final List<Delivery> deliveries) {
        try {
            for (int i = 0; i < deliveries.size(); i++) {
                final Placed placed = batch.placed().get(i);
                sent.add(deliveries.get(i), placed.person(), placed.place());
                if (deliveries.get(i) instanceof Delivery.Refused(var refusal)) {
                    refusedUsers.add(placed.person(), refusal);
                }
            }
        } catch (final IOException e) {
            throw unusable(e);
        }
    }

    /** Settles and routes the FlowFile when all of it was sent, and commits. */
    void finish() throws Held {
        close();
        final Duration took = Duration.ofNanos(target.nanos() - begin);
        final SentRouting routing = new SentRouting(session, flowFile, target, sent, refusedUsers);
        if (unreadable != null) {
            routing.unreadable(unreadable);
        } else if (isGivenUp()) {
            routing.superseded();
        } else {
            routing.refused();
            settle(routing, took);
        }
        refusedUsers.discard();
        session.commitAsync();
    }

    private void settle(final SentRouting routing, final Duration took) throws Held {
        if (standing == SyncStanding.COMPLETED) {
            routing.sentBefore();
        } else if (settled(took)) {
            routing.sent(took.toMillis());
        } else {
            routing.superseded();
        }
    }

    /** Puts the FlowFile back where it was. */
    void rollBack() {
        try {
            close();
        } finally {
            refusedUsers.discard();
            session.rollback();
        }
    }

    private List<Delivery> send(final List<Person> people, final int chunk) throws SpotzeeFailure {
        return switch (lane) {
            case MAIN -> untold ? delivery.sendUntold(people, chunk) : delivery.deliver(people, chunk);
            case OPT_OUT -> delivery.unsubscribe(people, chunk);
            case DELETED -> delivery.mark(people, chunk);
        };
    }

    /** Before the commit: a page that is sent again after a crash is settled once, one that was never settled would hold its sync up. */
    private boolean settled(final Duration took) throws Held {
        if (account.isEmpty()) {
            return true;
        }
        target.requireCluster();
        try {
            // a page that is sent again may find that its sync was completed meanwhile, and what came of it is routed all the same
            return account.get().settle(sent, took) || account.get().standing() == SyncStanding.COMPLETED;
        } catch (final IOException e) {
            throw Held.byAccount(e);
        }
    }

    /** Asked now and then only: the account lies in cluster state, and batches go out a hundred a second. */
    private void askForStanding() throws Held {
        if (batches == null || target.nanos() - askedLast >= ASK_AGAIN_NANOS) {
            askForStandingNow();
        }
    }

    private void askForStandingNow() throws Held {
        if (account.isEmpty() || standing != SyncStanding.OPEN) {
            return;
        }
        target.requireCluster();
        try {
            askedLast = target.nanos();
            standing = account.get().standing();
        } catch (final IOException e) {
            throw Held.byAccount(e);
        }
    }

    /** Lines about refused users leave before the account says no to their page, so it is asked before where there are any. */
    private boolean isGivenUp() throws Held {
        if (sent.anyRefused()) {
            askForStandingNow();
        }
        return standing == SyncStanding.GIVEN_UP;
    }

    private UserBatches opened() throws IOException, Held {
        if (batches == null) {
            final OptOutProperty optOutProperty = target.optOutProperty(flowFile);
            delivery = target.delivery(flowFile, optOutProperty, account);
            final boolean hopeless = target.project().optOutSubscriptions().isEmpty();
            final boolean asynchronous = target.sendingMode() == SendingMode.ASYNCHRONOUS;
            final boolean anybody = lane == SyncLane.MAIN && (hopeless || asynchronous) && anybodyOptedOut(optOutProperty);
            if (hopeless && anybody) {
                // before anything is sent: the others would be sent again at each try
                throw Held.by(UserDelivery.withoutSubscriptions());
            }
            untold = lane == SyncLane.MAIN && asynchronous && !anybody;
            content = session.read(flowFile);
            batches = batches(content, optOutProperty);
        }
        return batches;
    }

    private boolean anybodyOptedOut(final OptOutProperty optOutProperty) throws IOException {
        try (InputStream in = session.read(flowFile); UserBatches all = batches(in, optOutProperty)) {
            Batch batch = all.next();
            while (batch.people().stream().noneMatch(Person::optedOut) && !batch.last()) {
                batch = all.next();
            }
            return batch.people().stream().anyMatch(Person::optedOut);
        }
    }

    private UserBatches batches(final InputStream in, final OptOutProperty optOutProperty) throws IOException {
        return new UserBatches(target.users(flowFile, in), optOutProperty, new FlowPage(flowFile).knownToHaveOptedOut());
    }

    private void close() {
        final InputStream in = content;
        final UserBatches users = batches;
        try (in; users; refusedUsers) {
            content = null;
            batches = null;
        } catch (final IOException e) {
            throw unusable(e);
        }
    }

    private ProcessException unusable(final IOException cause) {
        return new ProcessException("The content of %s can't be read or written".formatted(flowFile), cause);
    }
}
