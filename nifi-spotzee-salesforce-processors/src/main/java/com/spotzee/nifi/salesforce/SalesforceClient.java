package com.spotzee.nifi.salesforce;

import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What the sync asks of Salesforce. Nothing here, and no request behind it, changes anything in the org.
 * Each call logs in when it must, repeats itself once after a 401 with a new token, and is ended by {@link Thread#interrupt()}.
 */
public interface SalesforceClient extends Schema {

    /** The 18-character id of the organisation that the current login leads to. */
    String organizationId() throws SalesforceFailure;

    /** Address of the instance that answers, for provenance and links ({@code https://acme.my.salesforce.com}). */
    String instanceUrl() throws SalesforceFailure;

    /**
     * Runs SOQL and hands the first page's records to the consumer while they arrive.
     *
     * @throws IOException only from the consumer
     */
    QueryPage query(String soql, RecordConsumer consumer) throws SalesforceFailure, IOException;

    /**
     * Runs SOQL over the recycle bin as well: deleted and merged-away records come with {@code IsDeleted} true.
     *
     * @throws IOException only from the consumer
     */
    QueryPage queryAll(String soql, RecordConsumer consumer) throws SalesforceFailure, IOException;

    /**
     * Fetches a further page.
     *
     * @throws SalesforceFailure.LocatorLost if the locator is unknown, expired or of another session: ask again after the last record
     * @throws IOException                   only from the consumer
     */
    QueryPage nextPage(QueryLocator locator, RecordConsumer consumer) throws SalesforceFailure, IOException;

    /** The org's objects as they were described last, however long ago: for those who begin with a {@link #glance}, which renews what is due. */
    Schema remembered();

    /**
     * Asks several small questions in one API call: a composite request counts once (REST API Developer Guide, "Composite"). Descriptions that are
     * more than a few minutes old are renewed by the same call.
     *
     * @throws IOException only from the consumer
     */
    Glance glance(Glance.Question question, RecordConsumer consumer) throws SalesforceFailure, IOException;

    /** Query jobs of Bulk API 2.0, for many records. */
    BulkQueries bulk();

    /** Runs a {@code SELECT COUNT()} and returns its number. */
    long count(String soql) throws SalesforceFailure;

    /**
     * Runs several {@code SELECT COUNT()} of one object in one API call and returns what each brought, in their order.
     *
     * @param object     the object's API name, for messages
     * @param statements at most {@value Glance.Question#MOST_STATEMENTS}
     * @throws SalesforceFailure only if none could be asked
     */
    List<Counted> counts(String object, List<String> statements) throws SalesforceFailure;

    /**
     * Roughly how many records of an object the org holds, whoever may see them ({@code limits/recordCount}); 0 also where Salesforce lists no
     * number. Empty where the user may not ask.
     */
    OptionalLong storedRecords(String object) throws SalesforceFailure;

    /**
     * How far changes of an object are complete: {@code latestDateCovered} of its {@code updated} resource, which a running long
     * transaction holds back. Empty where the resource can't be used (object not replicated, no permission).
     */
    Optional<Instant> latestDateCovered(String object, Instant start, Instant end) throws SalesforceFailure;

    /**
     * Hands on what was deleted of an object in a stretch, for good or into the recycle bin, while the answer of its {@code deleted} resource arrives:
     * Id, SystemModstamp (when it was deleted) and IsDeleted. It is to be asked at most every five minutes (SOAP API Developer Guide, "Polling for
     * Changes").
     *
     * @param start whole minutes, at most 15 days back
     * @param end   whole minutes, more than one minute later
     * @throws SalesforceFailure.Refused {@code INVALID_REPLICATION_DATE} if the stretch begins too early, {@code EXCEEDED_ID_LIMIT} if it holds more than
     *                                   600,000 ids
     * @throws IOException               only from the consumer
     */
    DeletionLog deleted(String object, Instant start, Instant end, RecordConsumer consumer) throws SalesforceFailure, IOException;

    /** Salesforce's clock now, from a {@code Date} header of an uncounted call. */
    Instant serverTime() throws SalesforceFailure;

    /** Calls used and allowed from {@code limits}; empty where the user lacks the permission to see them and no header told them. */
    Optional<ApiUsage> apiUsage() throws SalesforceFailure;

    /** What the last answer of this client told of the calls used, without asking; empty before the first one. */
    Optional<ApiUsage> lastUsage();
}
