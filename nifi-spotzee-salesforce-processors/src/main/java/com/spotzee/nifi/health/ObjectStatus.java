package com.spotzee.nifi.health;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.spotzee.nifi.ledger.DeliveryLedger;
import com.spotzee.nifi.ledger.SyncUnderWay;
import com.spotzee.nifi.salesforce.SalesforceObject;
import com.spotzee.nifi.sync.LastSync;
import com.spotzee.nifi.sync.SyncHistory;
import com.spotzee.nifi.sync.SyncOutcome;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * How far the sync of one object is, from the integration's state.
 *
 * @param object        the object
 * @param lastCompleted the last sync that was delivered completely, or null
 * @param lastAttempt   how the last attempt ended, or null
 * @param open          what is being read or delivered now, or null
 */
record ObjectStatus(SalesforceObject object, LastSync lastCompleted, SyncOutcome lastAttempt, SyncUnderWay open) {

    static ObjectStatus of(final SalesforceObject object, final SyncHistory history, final DeliveryLedger ledger) throws IOException {
        return new ObjectStatus(object, history.lastSync(object.apiName()).orElse(null), history.lastOutcome(object.apiName()).orElse(null),
                ledger.underWay(object.apiName()).orElse(null));
    }

    Optional<LastSync> completed() {
        return Optional.ofNullable(lastCompleted);
    }

    Optional<SyncOutcome> attempt() {
        return Optional.ofNullable(lastAttempt);
    }

    Optional<SyncUnderWay> underWay() {
        return Optional.ofNullable(open);
    }

    /** Where the sync that is under way is, as a word without blanks: it changes whenever something was read or delivered. */
    Optional<String> place() {
        return underWay().map(sync -> "%s:%d:%d:%b:%d:%d".formatted(sync.syncId(), sync.pagesRead(), sync.recordsRead(), sync.readWhole(),
                sync.pagesDelivered(), sync.recordsDelivered()));
    }

    /** How much of Salesforce's time is not in Spotzee yet; empty before the first sync. */
    Optional<Duration> lag(final Instant salesforceTime) {
        return completed().map(last -> Duration.between(last.startedAt(), salesforceTime));
    }

    /**
     * The numbers as JSON.
     *
     * @param salesforceTime Salesforce's time now, or null where it is not known
     */
    ObjectNode json(final Instant salesforceTime) {
        final ObjectNode node = JsonNodeFactory.instance.objectNode().put("object", object.apiName());
        completed().ifPresent(last -> node.put("last_success", last.completedAt().toString()));
        if (salesforceTime != null) {
            lag(salesforceTime).ifPresent(behind -> node.put("lag_ms", behind.toMillis()));
        }
        underWay().ifPresent(sync -> node.put("syncing_since", sync.since().toString()).put("sync_id", sync.syncId())
                .put("pages_read", sync.pagesRead()).put("records_read", sync.recordsRead())
                .put("pages_delivered", sync.pagesDelivered()).put("records_delivered", sync.recordsDelivered()));
        return node;
    }
}
