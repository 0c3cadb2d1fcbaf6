package com.spotzee.nifi.processors.sending;

import com.spotzee.nifi.ledger.DeliveryLedger;
import com.spotzee.nifi.ledger.DroppedByRow;
import com.spotzee.nifi.ledger.PageDelivery;
import com.spotzee.nifi.ledger.PagePart;
import com.spotzee.nifi.ledger.SyncCount;
import com.spotzee.nifi.ledger.SyncStanding;
import com.spotzee.nifi.processors.pages.FlowAttributes;
import com.spotzee.nifi.processors.pages.FlowPage;
import com.spotzee.nifi.processors.pages.PageShare;
import com.spotzee.nifi.salesforce.SalesforceObject;
import com.spotzee.nifi.services.SalesforceIntegration;
import com.spotzee.nifi.spotzee.LateOptOuts;
import com.spotzee.nifi.sync.SyncLane;
import org.apache.nifi.flowfile.FlowFile;
import org.apache.nifi.flowfile.attributes.CoreAttributes;
import org.apache.nifi.flowfile.attributes.FragmentAttributes;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;

/** A FlowFile's place in the account of its sync, where it has one. */
final class PageAccount {

    private static final Pattern NUMBER = Pattern.compile("\\d{1,9}");
    private static final Pattern FRAGMENT = Pattern.compile("\\d{1,5}");
    private static final Pattern EMISSION = Pattern.compile("[0-9a-f]{8}");

    private final SalesforceIntegration integration;
    private final DeliveryLedger ledger;
    private final String syncId;
    private final int page;
    private final SyncLane lane;
    private final Optional<SalesforceObject> object;
    private final FlowFile flowFile;

    private PageAccount(final SalesforceIntegration integration, final FlowFile flowFile) {
        this.integration = integration;
        this.ledger = integration.ledger();
        this.syncId = flowFile.getAttribute(FlowAttributes.SYNC_ID);
        this.page = Integer.parseInt(flowFile.getAttribute(FlowAttributes.SYNC_PAGE));
        this.lane = new FlowPage(flowFile).lane();
        this.object = Optional.ofNullable(flowFile.getAttribute(FlowAttributes.OBJECT)).flatMap(SalesforceObject::named);
        this.flowFile = flowFile;
    }

    /** The FlowFile's account; empty if it belongs to no sync or nobody keeps account. */
    static Optional<PageAccount> of(final FlowFile flowFile, final Optional<SalesforceIntegration> integration) {
        final String page = flowFile.getAttribute(FlowAttributes.SYNC_PAGE);
        return flowFile.getAttribute(FlowAttributes.SYNC_ID) == null || page == null || !NUMBER.matcher(page).matches()
                ? Optional.empty() : integration.map(present -> new PageAccount(present, flowFile));
    }

    /** How the page's sync stands. Lanes are sent in any case. */
    SyncStanding standing() throws IOException {
        return lane == SyncLane.MAIN ? ledger.standing(syncId, page) : SyncStanding.OPEN;
    }

    /** Who of the page's people is known to have opted out since it was read. */
    LateOptOuts lateOptOuts() {
        return object.<LateOptOuts>map(known -> new PageOptOuts(integration.optOutRegister(), known, this::standing)).orElse(LateOptOuts.NONE);
    }

    /**
     * Enters the page, or the part of it that the FlowFile holds.
     *
     * @param took how long sending it took
     * @return false if the sync's account is closed meanwhile
     */
    boolean settle(final SentPage sent, final Duration took) throws IOException {
        if (lane == SyncLane.MAIN) {
            return ledger.settle(delivery(sent).sentIn(took));
        }
        final Map<SyncCount, Long> counts = new EnumMap<>(sent.counts());
        final long refused = counts.remove(SyncCount.REFUSED);
        counts.put(SyncCount.LANE_REFUSED, refused);
        ledger.settleLane(new PageDelivery(syncId, page, named(counts)));
        return true;
    }

    private PageDelivery delivery(final SentPage sent) {
        final PageShare share = new PageShare(flowFile, sent.people());
        final boolean whole = share.isWhole();
        final Map<String, Long> counts = named(whole ? share.ofPage() : share.ofPart());
        sent.counts().forEach((count, number) -> counts.put(count.label(), number));
        if (sent.reduced() > 0) {
            counts.merge(SyncCount.DROPPED_VALUES.label(), sent.reduced(), Long::sum);
        }
        if (share.added() > 0) {
            counts.put(SyncCount.ADDED.label(), share.added());
        }
        final DroppedByRow dropped = (whole ? share.droppedOfPage() : share.droppedOfPart()).plus(sent.dropped());
        final PageDelivery delivery = new PageDelivery(syncId, page, counts, dropped, new FlowPage(flowFile).prints());
        return whole ? delivery : delivery.asPart(part(share));
    }

    private PagePart part(final PageShare share) {
        final String emission = flowFile.getAttribute(FlowAttributes.SYNC_EMISSION);
        final String group = flowFile.getAttribute(FragmentAttributes.FRAGMENT_ID.key());
        final String index = flowFile.getAttribute(FragmentAttributes.FRAGMENT_INDEX.key());
        // NiFi numbers what it splits; of what others split only the FlowFile's own id is known
        final boolean numbered = group != null && index != null && FRAGMENT.matcher(index).matches();
        return new PagePart(emission == null || !EMISSION.matcher(emission).matches() ? "" : emission,
                shortened(numbered ? group : flowFile.getAttribute(CoreAttributes.UUID.key())), numbered ? Integer.parseInt(index) : 0, share.expected(),
                named(share.ofPage()), share.droppedOfPage());
    }

    private static String shortened(final String id) {
        return UUID.nameUUIDFromBytes(id.getBytes(StandardCharsets.UTF_8)).toString().substring(0, FlowAttributes.SHORT_ID);
    }

    private static Map<String, Long> named(final Map<SyncCount, Long> counts) {
        final Map<String, Long> named = new HashMap<>();
        counts.forEach((count, number) -> named.put(count.label(), number));
        return named;
    }
}
