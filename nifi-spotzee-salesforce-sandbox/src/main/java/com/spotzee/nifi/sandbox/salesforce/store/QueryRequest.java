package com.spotzee.nifi.sandbox.salesforce.store;

import java.util.Objects;

/**
 * One query as it arrived.
 *
 * @param soql the statement
 * @param deletedToo true for {@code queryAll}: rows in the recycle bin as well
 * @param pageSize rows of a page, 1 to 2000
 * @param session what a locator of this query will be bound to
 */
public record QueryRequest(String soql, boolean deletedToo, int pageSize, String session) {
    /** The largest page Salesforce gives, and the one it gives when not asked. */
    public static final int DEFAULT_PAGE_SIZE = 2_000;

    /** Checks the page size. */
    public QueryRequest {
        Objects.requireNonNull(soql, "soql");
        Objects.requireNonNull(session, "session");
        if (pageSize < 1 || pageSize > DEFAULT_PAGE_SIZE) {
            throw new IllegalArgumentException("A page has 1 to 2000 rows, not " + pageSize + ".");
        }
    }

    /** A {@code query} with the default page. */
    public static QueryRequest of(final String soql, final String session) {
        return new QueryRequest(soql, false, DEFAULT_PAGE_SIZE, session);
    }

    /** A {@code queryAll} with the default page. */
    public static QueryRequest allRows(final String soql, final String session) {
        return new QueryRequest(soql, true, DEFAULT_PAGE_SIZE, session);
    }

    /** The same with another page size. */
    public QueryRequest withPageSize(final int rows) {
        return new QueryRequest(soql, deletedToo, rows, session);
    }
}
