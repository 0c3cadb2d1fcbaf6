package com.spotzee.nifi.ledger;

import java.time.Instant;

/**
 * A sync that is being read or delivered, and how far it is.
 *
 * @param syncId           its id
 * @param since            when its window was opened, by Salesforce's clock
 * @param pagesRead        pages emitted; a few seconds behind while it is read
 * @param recordsRead      records that Salesforce returned for them
 * @param readWhole        whether nothing more is to be read
 * @param pagesDelivered   pages of which everything has been delivered
 * @param recordsDelivered records that have found their end in them: sent, refused or left out
 */
public record SyncUnderWay(String syncId, Instant since, int pagesRead, long recordsRead, boolean readWhole, int pagesDelivered, long recordsDelivered) {
}
