package com.spotzee.nifi.salesforce;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What one call told of several small questions.
 *
 * @param covered how far changes of the object are complete, or null if that was not asked or Salesforce does not tell
 * @param pages   the first page of each statement, in their order; their records went to the {@link RecordConsumer}
 */
public record Glance(Instant covered, List<QueryPage> pages) {

    public Glance {
        pages = List.copyOf(pages);
    }

    /** {@link SalesforceClient#latestDateCovered}. */
    public Optional<Instant> latestDateCovered() {
        return Optional.ofNullable(covered);
    }

    /**
     * A query.
     *
     * @param soql        the query
     * @param withDeleted whether records in the recycle bin are meant as well ({@code queryAll})
     */
    public record Statement(String soql, boolean withDeleted) {

        /** A query without the recycle bin. */
        public Statement(final String soql) {
            this(soql, false);
        }
    }

    /**
     * What is asked.
     *
     * @param object       the object's API name
     * @param coveredSince start of the stretch for which it is asked how far changes are complete, or null if that is not asked
     * @param coveredUntil its end
     * @param statements   at most {@value #MOST_STATEMENTS} statements
     */
    public record Question(String object, Instant coveredSince, Instant coveredUntil, List<Statement> statements) {

        /** REST API Developer Guide, "Composite": up to 25 requests, of which 5 may be queries. */
        public static final int MOST_STATEMENTS = 5;

        public Question {
            statements = List.copyOf(statements);
            if (statements.size() > MOST_STATEMENTS) {
                throw new IllegalArgumentException("%d statements in one call".formatted(statements.size()));
            }
        }
    }
}
