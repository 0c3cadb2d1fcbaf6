package com.spotzee.nifi.salesforce;

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/**
 * What one answer to a query said besides its records, which went to the {@link RecordConsumer}.
 *
 * @param totalSize  rows of the whole query, not of this page
 * @param records    rows of this page
 * @param nextPage   where the next page is, or null at the end
 * @param serverTime the answer's {@code Date} header: Salesforce's clock, whole seconds
 */
public record QueryPage(long totalSize, int records, QueryLocator nextPage, Instant serverTime) {

    public QueryPage {
        Objects.requireNonNull(serverTime, "serverTime");
    }

    public Optional<QueryLocator> next() {
        return Optional.ofNullable(nextPage);
    }
}
