package com.spotzee.nifi.salesforce;

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/**
 * What one answer to a query said besides its records, which went to the {@link RecordConsumer}.
 *
 * @param totalSize  rows of the whole query, not of this page
 * @param records    rows of this page
 * @param missing    on the page that is said to be the last: rows of the query that came neither with it nor before; 0 on any other page
 * @param nextPage   where the next page is, or null at the end
 * @param serverTime the answer's {@code Date} header: Salesforce's clock, whole seconds
 */
public record QueryPage(long totalSize, int records, long missing, QueryLocator nextPage, Instant serverTime) {

    public QueryPage {
        Objects.requireNonNull(serverTime, "serverTime");
    }

    public Optional<QueryLocator> next() {
        return Optional.ofNullable(nextPage);
    }

    /**
     * Whether Salesforce says that it has shown everything, and has shown less than it counted. Records may have vanished between two pages, or
     * the answer ended too early: who asks again after the last record loses nothing either way.
     */
    public boolean endsEarly() {
        return missing > 0;
    }
}
