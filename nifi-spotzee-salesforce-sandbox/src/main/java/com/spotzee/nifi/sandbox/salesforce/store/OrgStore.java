package com.spotzee.nifi.sandbox.salesforce.store;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.spotzee.nifi.sandbox.salesforce.OrgClock;
import com.spotzee.nifi.sandbox.salesforce.OrgSettings;
import com.spotzee.nifi.sandbox.salesforce.schema.OrgSchema;
import com.spotzee.nifi.sandbox.salesforce.soql.SoqlError;

import java.time.Instant;
import java.util.Optional;

/** The emulated org's data: takes records in bulk, answers SOQL in pages, both in constant memory. Safe to use from several threads. */
public final class OrgStore implements AutoCloseable {
    private final OrgClock clock;

    private OrgStore(final OrgSettings settings) {
        this.clock = settings.clock();
    }

    /** An empty org with the standard schema. */
    public static OrgStore open(final OrgSettings settings) {
        return new OrgStore(settings);
    }

    /** The objects and fields at this moment. */
    public OrgSchema schema() {
        throw new UnsupportedOperationException();
    }

    /** The org's time. */
    public OrgClock clock() {
        return clock;
    }

    /** The 18-character id of the user everything belongs to unless said otherwise. */
    public String adminUserId() {
        throw new UnsupportedOperationException();
    }

    /** The username of that user. */
    public String adminUsername() {
        throw new UnsupportedOperationException();
    }

    /** Opens the way in for many records of one object. */
    public RecordInserter insert(final String object) {
        throw new UnsupportedOperationException(object);
    }

    /**
     * Answers a query.
     *
     * @return its first page
     * @throws SoqlError when Salesforce would refuse it
     */
    public QueryPage query(final QueryRequest request) {
        throw new UnsupportedOperationException(request.soql());
    }

    /**
     * Goes on with a query.
     *
     * @throws SoqlError INVALID_QUERY_LOCATOR when the locator is unknown, older than two days or of another session
     */
    public QueryPage queryMore(final String locator, final int pageSize, final String session) {
        throw new UnsupportedOperationException(locator + pageSize + session);
    }

    /** Forgets the locators of a session that has ended. */
    public void endSession(final String session) {
        throw new UnsupportedOperationException(session);
    }

    /** A record with its visible fields as the API shows them; also one in the recycle bin. The id has 15 or 18 characters. */
    public Optional<ObjectNode> find(final String object, final String id) {
        throw new UnsupportedOperationException(object + id);
    }

    /** How many records of an object there are, without those in the recycle bin. */
    public long count(final String object) {
        throw new UnsupportedOperationException(object);
    }

    /** Ids of the records created or changed in a span, as the {@code updated} resource has it. */
    public UpdatedRecords updated(final String object, final Instant start, final Instant end) {
        throw new UnsupportedOperationException(object + start + end);
    }

    /** Records deleted in a span, as the {@code deleted} resource has it. */
    public DeletedRecords deleted(final String object, final Instant start, final Instant end) {
        throw new UnsupportedOperationException(object + start + end);
    }

    /** Ends the database and removes its files. */
    @Override
    public void close() {
    }
}
