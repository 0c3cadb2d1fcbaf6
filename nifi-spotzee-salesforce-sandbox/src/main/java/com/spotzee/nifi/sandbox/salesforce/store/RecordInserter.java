package com.spotzee.nifi.sandbox.salesforce.store;

import java.util.Map;

/**
 * Takes records of one object in bulk, in constant memory. What it took is visible after {@link #close()}.
 *
 * <p>Keys are API names in any case; values are text as in Salesforce's exports, numbers, booleans, dates, instants, Jackson nodes or null. Id, CreatedDate,
 * LastModifiedDate, SystemModstamp, IsDeleted may be given; what is missing gets Salesforce's default. Fields the org computes itself (Name,
 * a CampaignMember's Email) are ignored.
 */
public interface RecordInserter extends AutoCloseable {
    /**
     * Adds a record.
     *
     * @return its 18-character id
     * @throws RefusedRecord when a field is unknown or a value does not fit; nothing is added then
     */
    String add(Map<String, ?> values);

    /** How many were added. */
    long added();

    @Override
    void close();
}
