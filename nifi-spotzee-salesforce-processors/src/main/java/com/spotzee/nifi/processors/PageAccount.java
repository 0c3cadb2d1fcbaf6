package com.spotzee.nifi.processors;

import com.spotzee.nifi.salesforce.SalesforceObject;
import com.spotzee.nifi.services.SalesforceIntegration;
import com.spotzee.nifi.spotzee.LateOptOuts;
import com.spotzee.nifi.sync.DeliveryLedger;
import com.spotzee.nifi.sync.DroppedByRow;
import com.spotzee.nifi.sync.PageDelivery;
import com.spotzee.nifi.sync.StepPrints;
import com.spotzee.nifi.sync.SyncCount;
import com.spotzee.nifi.sync.SyncLane;
import org.apache.nifi.flowfile.FlowFile;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** A FlowFile's place in the account of its sync, where it has one. */
final class PageAccount {

    private static final Pattern NUMBER = Pattern.compile("\\d{1,9}");

    private final SalesforceIntegration integration;
    private final DeliveryLedger ledger;
    private final String syncId;
    private final int page;
    private final SyncLane lane;
    private final Optional<SalesforceObject> object;
    private final Map<String, Long> countsSoFar;
    private final DroppedByRow droppedSoFar;
    private final StepPrints prints;

    private PageAccount(final SalesforceIntegration integration, final FlowFile flowFile) {
        this.integration = integration;
        this.ledger = integration.ledger();
        this.syncId = flowFile.getAttribute(FlowAttributes.SYNC_ID);
        this.page = Integer.parseInt(flowFile.getAttribute(FlowAttributes.SYNC_PAGE));
        this.lane = new FlowPage(flowFile).lane();
        this.object = Optional.ofNullable(flowFile.getAttribute(FlowAttributes.OBJECT)).flatMap(SalesforceObject::named);
        this.countsSoFar = countsOf(flowFile);
        this.droppedSoFar = new FlowPage(flowFile).dropped();
        this.prints = new FlowPage(flowFile).prints();
    }

    /** The FlowFile's account; empty if it belongs to no sync or nobody keeps account. */
    static Optional<PageAccount> of(final FlowFile flowFile, final Optional<SalesforceIntegration> integration) {
        final String page = flowFile.getAttribute(FlowAttributes.SYNC_PAGE);
        return flowFile.getAttribute(FlowAttributes.SYNC_ID) == null || page == null || !NUMBER.matcher(page).matches()
                ? Optional.empty() : integration.map(present -> new PageAccount(present, flowFile));
    }

    /** Whether the sync was given up and is read again, so that what is here may be older than what was sent since. The other lanes keep no account. */
    boolean superseded() throws IOException {
        return lane == SyncLane.MAIN && ledger.delivered(syncId).isEmpty();
    }

    /** Who of the page's people is known to have opted out since it was read. */
    LateOptOuts lateOptOuts() {
        return object.<LateOptOuts>map(known -> new PageOptOuts(integration.optOutRegister(), known)).orElse(LateOptOuts.NONE);
    }

    /**
     * Enters the page.
     *
     * @return false if the sync was given up meanwhile
     */
    boolean settle(final SentPage sent) throws IOException {
        final Map<String, Long> counts = new HashMap<>(countsSoFar);
        sent.counts().forEach((count, number) -> counts.put(count.label(), number));
        if (sent.reduced() > 0) {
            counts.merge(SyncCount.DROPPED_VALUES.label(), sent.reduced(), Long::sum);
        }
        return ledger.settle(new PageDelivery(syncId, page, counts, droppedSoFar.plus(sent.dropped()), prints)) || lane != SyncLane.MAIN;
    }

    private static Map<String, Long> countsOf(final FlowFile flowFile) {
        final Map<String, Long> counts = new HashMap<>();
        for (final SyncCount count : SyncCount.values()) {
            final String number = flowFile.getAttribute(FlowAttributes.COUNT_PREFIX + count.label());
            if (number != null && NUMBER.matcher(number).matches()) {
                counts.put(count.label(), Long.valueOf(number));
            }
        }
        return counts;
    }
}
