package com.spotzee.nifi.processors;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.spotzee.nifi.records.JsonRecordWriter;
import com.spotzee.nifi.records.JsonRecords;
import com.spotzee.nifi.records.UnreadableRecordsException;
import com.spotzee.nifi.services.SpotzeeProject;
import com.spotzee.nifi.spotzee.OptOutProperty;
import com.spotzee.nifi.spotzee.SpotzeeFailure;
import com.spotzee.nifi.spotzee.UserDelivery;
import com.spotzee.nifi.sync.SyncCount;
import org.apache.nifi.flowfile.FlowFile;
import org.apache.nifi.logging.ComponentLog;
import org.apache.nifi.processor.ProcessSession;
import org.apache.nifi.processor.exception.ProcessException;
import org.apache.nifi.serialization.RecordReaderFactory;

import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/** The way of one FlowFile through {@link PutSpotzeeUsers}: sent, settled, routed. */
final class PutRun {

    private final ProcessSession session;
    private final FlowFile flowFile;
    private final Optional<PageAccount> account;
    private final Target target;

    /**
     * Where people go and how they are read.
     *
     * @param readers        the Record Reader, or null for JSON
     * @param optOutProperty as it was configured, for this FlowFile
     */
    record Target(SpotzeeProject project, RecordReaderFactory readers, String optOutProperty, ComponentLog log) {
    }

    PutRun(final ProcessSession session, final FlowFile flowFile, final Optional<PageAccount> account, final Target target) {
        this.session = session;
        this.flowFile = flowFile;
        this.account = account;
        this.target = target;
    }

    /**
     * Sends and routes the FlowFile; nothing is transferred if it fails.
     *
     * @throws IOException if the account can't be read or written
     */
    void run() throws SpotzeeFailure, IOException {
        if (account.isPresent() && account.get().superseded()) {
            session.transfer(flowFile, PutSpotzeeUsers.REL_SUPERSEDED);
            return;
        }
        final long begin = System.nanoTime();
        final RefusedUsers refused = new RefusedUsers(session, flowFile);
        final SentPage sent;
        try {
            sent = sender().send(session, flowFile, this::users, refused);
        } catch (final UnreadableRecordsException | IllegalArgumentException e) {
            refused.flowFile().ifPresent(session::remove);
            unreadable(e.getMessage());
            return;
        } catch (final IOException e) {
            throw new ProcessException("The content of %s can't be read or written".formatted(flowFile), e);
        }
        // before the commit: a page that is sent again after a crash is settled once, one that was never settled would hold its sync up
        if (account.isPresent() && !account.get().settle(sent)) {
            sent.refusals().ifPresent(session::remove);
            session.transfer(flowFile, PutSpotzeeUsers.REL_SUPERSEDED);
            return;
        }
        route(sent, TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begin));
        count(sent);
    }

    private PageSender sender() {
        final OptOutProperty property = new OptOutProperty(target.optOutProperty());
        final UserDelivery delivery = new UserDelivery(target.project().client(), target.project().optOutSubscriptions(), property,
                flowFile.getAttribute("uuid"));
        return new PageSender(delivery, property, new FlowPage(flowFile).lane());
    }

    private UserSource users(final InputStream in) throws IOException {
        return target.readers() == null ? UserSource.ofJson(in) : RecordUserSource.open(target.readers(), flowFile, in, target.log());
    }

    private void unreadable(final String reason) {
        target.log().error("{} can't be sent and goes to failure: {}", flowFile, reason);
        session.transfer(session.putAttribute(flowFile, FlowAttributes.FAILURE_REASON, reason), PutSpotzeeUsers.REL_FAILURE);
    }

    private void route(final SentPage sent, final long millis) {
        final Map<String, String> attributes = new TreeMap<>();
        sent.counts().forEach((count, number) -> attributes.put(FlowAttributes.COUNT_PREFIX + count.label(), Long.toString(number)));
        if (sent.reduced() > 0) {
            final FlowPage page = new FlowPage(flowFile);
            attributes.putAll(page.attributes(Map.of(SyncCount.DROPPED_VALUES, sent.reduced())));
            attributes.putAll(page.attributes(sent.dropped()));
            target.log().warn("Spotzee can't understand the telephone numbers of {} of {} users of {}; they were sent without, and what Spotzee knows stays "
                    + "(the first: {}). Write numbers with their country, such as +61 2 1234 5678",
                    sent.reduced(), sent.people(), flowFile, sent.firstReduced());
        }
        sent.refusals().ifPresent(refusals -> routeRefused(refusals, sent, attributes));
        if (sent.accepted() == 0 && sent.anyRefused()) {
            session.remove(flowFile);
            return;
        }
        attributes.put(FlowAttributes.RECORD_COUNT, Integer.toString(sent.accepted()));
        FlowFile accepted = flowFile;
        if (sent.anyRefused() || target.readers() != null) {
            attributes.put("mime.type", FlowAttributes.JSON_LINES);
            accepted = written(sent);
        }
        accepted = session.putAllAttributes(accepted, attributes);
        if (sent.people() > 0) {
            session.getProvenanceReporter().send(accepted, target.project().url(), "%d users".formatted(sent.accepted()), millis);
        }
        session.transfer(accepted, PutSpotzeeUsers.REL_SUCCESS);
    }

    private void routeRefused(final FlowFile refusals, final SentPage sent, final Map<String, String> counts) {
        final Map<String, String> attributes = new TreeMap<>(counts);
        attributes.put(FlowAttributes.RECORD_COUNT, Long.toString(sent.count(SyncCount.REFUSED)));
        attributes.put("mime.type", FlowAttributes.JSON_LINES);
        // without its page it is no part of the account any more: sent again, it is sent
        session.transfer(session.removeAttribute(session.putAllAttributes(refusals, attributes), FlowAttributes.SYNC_PAGE), PutSpotzeeUsers.REL_FAILURE);
        sent.firstRefusal().ifPresent(first -> target.log().warn("Spotzee refused {} of {} users of {}; each stands in failure with its reason. The first: "
                + "{} {} (request id {})", sent.count(SyncCount.REFUSED), sent.people(), flowFile, first.code(), first.message(), first.requestId()));
    }

    private FlowFile written(final SentPage sent) {
        return session.write(flowFile, (in, out) -> {
            try (UserSource users = users(in); JsonRecordWriter writer = JsonRecords.writer(out)) {
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

    private void count(final SentPage sent) {
        session.adjustCounter("Users Imported", sent.count(SyncCount.IMPORTED), false);
        session.adjustCounter("Users Updated", sent.count(SyncCount.UPDATED), false);
        session.adjustCounter("Users Refused", sent.count(SyncCount.REFUSED), false);
        session.adjustCounter("Values Dropped", sent.reduced(), false);
        session.adjustCounter("Users Marked", sent.count(SyncCount.MARKED_KNOWN), false);
        session.adjustCounter("Opted Out", sent.count(SyncCount.OPTED_OUT_KNOWN), false);
    }
}
