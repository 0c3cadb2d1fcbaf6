package com.spotzee.nifi.system.flow;

/**
 * What a flow has done since it was imported, from NiFi's counters.
 *
 * @param queried records Salesforce has answered
 * @param imported users that were created
 * @param updated users that were there before
 * @param refused records that Spotzee has refused
 */
public record SyncCounts(long queried, long imported, long updated, long refused) {

    /** How many records have reached their end in Spotzee. */
    public long delivered() {
        return imported + updated + refused;
    }
}
