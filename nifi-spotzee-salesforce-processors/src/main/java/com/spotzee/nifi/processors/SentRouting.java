package com.spotzee.nifi.processors;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.spotzee.nifi.ledger.SyncCount;
import com.spotzee.nifi.records.JsonRecordWriter;
import com.spotzee.nifi.records.JsonRecords;
import org.apache.nifi.flowfile.FlowFile;
import org.apache.nifi.processor.ProcessSession;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Where a FlowFile of {@link PutSpotzeeUsers} goes when all of it was sent, and what it tells then. */
final class SentRouting {

    private final ProcessSession session;
    private final FlowFile flowFile;
    private final PutTarget target;
    private final SentPage sent;

    SentRouting(final ProcessSession session, final FlowFile flowFile, final PutTarget target, final SentPage sent) {
        this.session = session;
        this.flowFile = flowFile;
        this.target = target;
        this.sent = sent;
    }

    void unreadable(final String reason) {
        target.log().error("{} can't be sent and goes to failure: {}", flowFile, reason);
        sent.refusals().ifPresent(session::remove);
        session.transfer(session.putAttribute(flowFile, FlowAttributes.FAILURE_REASON, reason), PutSpotzeeUsers.REL_FAILURE);
    }

    /** NiFi stopped after the page was sent and settled, and nobody of it was refused, for its sync would have waited for the lines about them. */
    void sentBefore() {
        sent.refusals().ifPresent(refusals -> refused(refusals, Map.of()));
        target.log().info("{} was sent before NiFi stopped, and its sync has completed since: it is not sent again, for newer values may have followed",
                flowFile);
        session.transfer(flowFile, PutSpotzeeUsers.REL_SUCCESS);
    }

    void superseded() {
        sent.refusals().ifPresent(session::remove);
        session.transfer(flowFile, PutSpotzeeUsers.REL_SUPERSEDED);
    }

    /** @param millis how long it took */
    void sent(final long millis) {
        final Map<String, String> attributes = new TreeMap<>();
        sent.counts().forEach((count, number) -> attributes.put(FlowAttributes.COUNT_PREFIX + count.label(), Long.toString(number)));
        if (sent.reduced() > 0) {
            reduced(attributes);
        }
        sent.refusals().ifPresent(refusals -> refused(refusals, attributes));
        if (sent.accepted() == 0 && sent.anyRefused()) {
            session.remove(flowFile);
        } else {
            accepted(attributes, millis);
        }
        count();
    }

    private void reduced(final Map<String, String> attributes) {
        final FlowPage page = new FlowPage(flowFile);
        attributes.putAll(page.attributes(Map.of(SyncCount.DROPPED_VALUES, sent.reduced())));
        attributes.putAll(page.attributes(sent.dropped()));
        target.log().warn("Spotzee can't understand the telephone numbers of {} of {} users of {}; they were sent without, and what Spotzee knows stays "
                + "(the first: {}). Write numbers with their country, such as +61 2 1234 5678",
                sent.reduced(), sent.people(), flowFile, sent.firstReduced());
    }

    private void refused(final FlowFile refusals, final Map<String, String> counts) {
        final Map<String, String> attributes = new TreeMap<>(counts);
        attributes.put(FlowAttributes.RECORD_COUNT, Long.toString(sent.count(SyncCount.REFUSED)));
        attributes.put("mime.type", FlowAttributes.JSON_LINES);
        // without its page it is no part of the account any more: sent again, it is sent
        session.transfer(session.removeAttribute(session.putAllAttributes(refusals, attributes), FlowAttributes.SYNC_PAGE), PutSpotzeeUsers.REL_FAILURE);
        sent.firstRefusal().ifPresent(first -> target.log().warn("Spotzee refused {} of {} users of {}; each stands in failure with its reason. The first: "
                + "{} {} (request id {})", sent.count(SyncCount.REFUSED), sent.people(), flowFile, first.code(), first.message(), first.requestId()));
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
        session.transfer(accepted, PutSpotzeeUsers.REL_SUCCESS);
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
