package com.spotzee.nifi.salesforce;

import java.util.Optional;

/**
 * What one page of a job's result said besides its records, which went to the {@link RecordConsumer}.
 *
 * @param records     rows of this page, as many as Salesforce announced
 * @param nextLocator where the next page begins, or null at the end
 */
public record BulkPage(int records, String nextLocator) {

    /** The locator of the next page; empty at the end. */
    public Optional<String> next() {
        return Optional.ofNullable(nextLocator);
    }
}
