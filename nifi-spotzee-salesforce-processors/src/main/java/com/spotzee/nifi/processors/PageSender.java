package com.spotzee.nifi.processors;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.spotzee.nifi.spotzee.Delivery;
import com.spotzee.nifi.spotzee.OptOutProperty;
import com.spotzee.nifi.spotzee.Person;
import com.spotzee.nifi.spotzee.SpotzeeFailure;
import com.spotzee.nifi.spotzee.UserBatch;
import com.spotzee.nifi.spotzee.UserDelivery;
import com.spotzee.nifi.sync.SyncCount;
import com.spotzee.nifi.sync.SyncLane;
import org.apache.nifi.flowfile.FlowFile;
import org.apache.nifi.processor.ProcessSession;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Sends the people of one FlowFile batch by batch while reading it; the refused ones are written aside. */
final class PageSender {

    private final UserDelivery delivery;
    private final OptOutProperty optOutProperty;
    private final SyncLane lane;

    PageSender(final UserDelivery delivery, final OptOutProperty optOutProperty, final SyncLane lane) {
        this.delivery = delivery;
        this.optOutProperty = optOutProperty;
        this.lane = lane;
    }

    /**
     * Opens the users in a content.
     */
    @FunctionalInterface
    interface Opening {
        UserSource open(InputStream in) throws IOException;
    }

    SentPage send(final ProcessSession session, final FlowFile flowFile, final Opening opening, final RefusedUsers refused)
            throws IOException, SpotzeeFailure {
        try (InputStream in = session.read(flowFile); UserSource users = opening.open(in); refused) {
            final SentPage sent = emptyPage(refused);
            List<Person> batch = nextBatch(users);
            for (int chunk = 0; !batch.isEmpty(); chunk++) {
                final List<Delivery> deliveries = send(batch, chunk);
                for (int i = 0; i < deliveries.size(); i++) {
                    final Person person = batch.get(i);
                    sent.add(deliveries.get(i), person);
                    if (deliveries.get(i) instanceof Delivery.Refused refusal) {
                        refused.add(person, refusal.refusal());
                    }
                }
                batch = nextBatch(users);
            }
            return sent;
        }
    }

    private List<Delivery> send(final List<Person> batch, final int chunk) throws SpotzeeFailure {
        return switch (lane) {
            case MAIN -> delivery.deliver(batch, chunk);
            case OPT_OUT -> delivery.unsubscribe(batch, chunk);
            case DELETED -> delivery.mark(batch, chunk);
        };
    }

    private SentPage emptyPage(final RefusedUsers refused) {
        return switch (lane) {
            case MAIN -> new SentPage(refused, SyncCount.IMPORTED, SyncCount.UPDATED, SyncCount.REFUSED);
            case OPT_OUT -> new SentPage(refused, SyncCount.OPTED_OUT_KNOWN, SyncCount.OPTED_OUT_UNKNOWN, SyncCount.REFUSED);
            case DELETED -> new SentPage(refused, SyncCount.MARKED_KNOWN, SyncCount.MARKED_UNKNOWN, SyncCount.REFUSED);
        };
    }

    private List<Person> nextBatch(final UserSource users) throws IOException {
        final List<Person> batch = new ArrayList<>(UserBatch.MOST);
        while (batch.size() < UserBatch.MOST) {
            final Optional<ObjectNode> next = users.next();
            if (next.isEmpty()) {
                return batch;
            }
            batch.add(Person.of(next.get(), optOutProperty));
        }
        return batch;
    }
}
