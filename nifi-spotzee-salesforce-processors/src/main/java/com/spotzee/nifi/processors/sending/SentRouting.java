package com.spotzee.nifi.processors.sending;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.spotzee.nifi.ledger.SyncCount;
import com.spotzee.nifi.processors.pages.FlowAttributes;
import com.spotzee.nifi.processors.pages.FlowPage;
import com.spotzee.nifi.records.JsonRecordWriter;
import com.spotzee.nifi.records.JsonRecords;
import com.spotzee.nifi.spotzee.ItemRefusal;
import org.apache.nifi.flowfile.FlowFile;
import org.apache.nifi.processor.ProcessSession;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Where a FlowFile goes when all of it was sent, and what it tells then. */
final class SentRouting {

    private final ProcessSession session;
    private final FlowFile flowFile;
    private final PutTarget target;
    private final SentPage sent;
    private final RefusedUsers refusedUsers;

    SentRouting(final ProcessSession session, final FlowFile flowFile, final PutTarget target, final SentPage sent, final RefusedUsers refusedUsers) {
        this.session = session;
        this.flowFile = flowFile;
        this.target = target;
        this.sent = sent;
        this.refusedUsers = refusedUsers;
    }

    void unreadable(final String reason) {
        target.log().error("{} can't be sent and goes to failure: {}", flowFile, reason);
        session.transfer(session.putAttribute(flowFile, FlowAttributes.FAILURE_REASON, reason), target.routes().failure());
    }

    /**
     * Lets the lines about refused users leave, which must be before the page is entered in the account. The fork is told with the page: NiFi lets none be
     * told by a session without the parent.
     */
    void refused() {
        if (!sent.anyRefused()) {
            return;
        }
        final Map<String, String> attributes = outcome();
        attributes.putAll(FlowPage.attributes(sent.count(SyncCount.REFUSED)));
        refusedUsers.leave(attributes, target.routes().failure()).ifPresent(this::left);
    }

    private void left(final FlowFile lines) {
        session.getProvenanceReporter().fork(flowFile, List.of(lines));
        final ItemRefusal first = refusedUsers.first();
        target.log().warn("Spotzee refused {} of {} users of {}; each stands in failure with its reason. The first: {} {} (request id {})",
                sent.count(SyncCount.REFUSED), sent.people(), flowFile, first.code(), first.message(), first.requestId());
    }

    /** NiFi stopped after the page was sent and settled; the lines about refused users had left by then. */
    void sentBefore() {
        target.log().info("{} was sent before NiFi stopped, and its sync has completed since: it is not sent again, for newer values may have followed",
                flowFile);
        session.transfer(flowFile, target.routes().success());
    }

    void superseded() {
        session.transfer(flowFile, target.routes().superseded());
    }

    /** @param millis how long it took */
    void sent(final long millis) {
        if (sent.reduced() > 0) {
            tellOfReduced();
        }
        if (sent.accepted() == 0 && sent.anyRefused()) {
            session.remove(flowFile);
        } else {
            accepted(outcome(), millis);
        }
        count();
    }

    private Map<String, String> outcome() {
        final Map<String, String> attributes = new TreeMap<>();
        sent.counts().forEach((count, number) -> attributes.put(FlowAttributes.COUNT_PREFIX + count.label(), Long.toString(number)));
        if (sent.reduced() > 0) {
            final FlowPage page = new FlowPage(flowFile);
            attributes.putAll(page.attributes(Map.of(SyncCount.DROPPED_VALUES, sent.reduced())));
            attributes.putAll(page.attributes(sent.dropped()));
        }
        return attributes;
    }

    private void tellOfReduced() {
        target.log().warn("Spotzee can't understand the telephone numbers of {} of {} users of {}; they were sent without, and what Spotzee knows stays "
                + "(the first: {}). Write numbers with their country, such as +61 2 1234 5678",
                sent.reduced(), sent.people(), flowFile, sent.firstReduced());
    }

    private void accepted(final Map<String, String> attributes, final long millis) {
        attributes.put(FlowAttributes.RECORD_COUNT, Integer.toString(sent.accepted()));
        FlowFile accepted = flowFile;
        if (sent.anyRefused() || target.readsOtherFormats()) {
            attributes.put("mime.type", FlowAttributes.JSON_LINES);
            accepted = written();
        }
        accepted = session.putAllAttributes(accepted, attributes);
        if (sent.people() > 0) {
            session.getProvenanceReporter().send(accepted, target.project().url(), "%d users".formatted(sent.accepted()), millis);
        }
        session.transfer(accepted, target.routes().success());
    }

    private FlowFile written() {
        return session.write(flowFile, (in, out) -> {
            try (UserSource users = target.users(flowFile, in); JsonRecordWriter writer = JsonRecords.writer(out)) {
                Optional<ObjectNode> user = users.next();
                for (int index = 0; user.isPresent(); index++) {
                    if (!sent.isRefused(index)) {
                        writer.write(user.get());
                    }
                    user = users.next();
                }
            }
        });
    }

    private void count() {
        session.adjustCounter("Users Imported", sent.count(SyncCount.IMPORTED), false);
        session.adjustCounter("Users Updated", sent.count(SyncCount.UPDATED), false);
        session.adjustCounter("Users Sent", sent.count(SyncCount.SENT), false);
        session.adjustCounter("Users Refused", sent.count(SyncCount.REFUSED), false);
        session.adjustCounter("Values Dropped", sent.reduced(), false);
        session.adjustCounter("Users Marked", sent.count(SyncCount.MARKED_KNOWN), false);
        session.adjustCounter("Opted Out", sent.count(SyncCount.OPTED_OUT_KNOWN), false);
    }
}
