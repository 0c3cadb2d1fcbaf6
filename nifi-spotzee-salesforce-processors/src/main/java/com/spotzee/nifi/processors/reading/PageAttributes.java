package com.spotzee.nifi.processors.reading;

import com.spotzee.nifi.processors.pages.FlowAttributes;
import com.spotzee.nifi.salesforce.SalesforceFailure;
import com.spotzee.nifi.sync.SyncLane;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What the pages of all lanes say of themselves.
 *
 * @param lane   the way that the page takes
 * @param object API name of the object that its records are of
 * @param syncId the sync that it belongs to
 * @param page   its number within the sync
 */
record PageAttributes(SyncLane lane, String object, String syncId, int page) {

    /** As attributes of a FlowFile of so many records, to which more may be added. */
    Map<String, String> of(final QueryRun run, final long records) throws SalesforceFailure {
        final Map<String, String> attributes = new LinkedHashMap<>();
        attributes.put("filename", "%s_%d.jsonl".formatted(syncId, page));
        attributes.put("mime.type", FlowAttributes.JSON_LINES);
        attributes.put(FlowAttributes.OBJECT, object);
        attributes.put(FlowAttributes.INSTANCE, run.client().instanceUrl());
        attributes.put(FlowAttributes.INTEGRATION_ID, run.integrationSettings().id().value());
        attributes.put(FlowAttributes.SYNC_ID, syncId);
        attributes.put(FlowAttributes.SYNC_PAGE, Integer.toString(page));
        attributes.put(FlowAttributes.SYNC_LANE, lane.attributeValue());
        attributes.put(FlowAttributes.RECORD_COUNT, Long.toString(records));
        attributes.put(FlowAttributes.PRIORITY, lane.priority());
        return attributes;
    }
}
