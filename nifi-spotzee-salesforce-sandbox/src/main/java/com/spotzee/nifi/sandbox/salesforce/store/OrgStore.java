package com.spotzee.nifi.sandbox.salesforce.store;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.spotzee.nifi.sandbox.salesforce.OrgClock;
import com.spotzee.nifi.sandbox.salesforce.OrgSettings;
import com.spotzee.nifi.sandbox.salesforce.schema.OrgSchema;
import com.spotzee.nifi.sandbox.salesforce.schema.SObjectType;
import com.spotzee.nifi.sandbox.salesforce.schema.SalesforceId;
import com.spotzee.nifi.sandbox.salesforce.soql.SoqlError;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** The emulated org's data: takes records in bulk, answers SOQL in pages, both in constant memory. Safe to use from several threads. */
public final class OrgStore implements AutoCloseable {
    private static final String ADMIN_USERNAME = "admin@emulated-org.example";

    private final OrgClock clock;
    private final OrgDatabase database;
    private final QueryEngine queries;
    private final BulkQueries bulkQueries;
    private final ChangeLog changeLog;
    private final Transactions transactions;
    private final Map<String, IdSequence> sequences = new ConcurrentHashMap<>();
    private final String adminUserId;
    private volatile OrgSchema schema;

    private OrgStore(final OrgSettings settings) {
        this.clock = settings.clock();
        this.schema = OrgSchema.standard(clock.stamp());
        this.database = OrgDatabase.create(schema);
        this.queries = new QueryEngine(database, this::schema, settings.nullSemantics(), clock);
        this.bulkQueries = new BulkQueries(database, this::schema, settings.nullSemantics(), clock);
        this.transactions = new Transactions(clock, database.lock().writeLock());
        this.changeLog = new ChangeLog(database, clock, transactions);
        this.adminUserId = SalesforceId.of(object("User").keyPrefix(), 1);
    }

    /** An empty org with the standard schema and one user. */
    public static OrgStore open(final OrgSettings settings) {
        final OrgStore store = new OrgStore(settings);
        try (RecordInserter users = store.insert("User")) {
            users.add(Map.ofEntries(Map.entry("Id", store.adminUserId), Map.entry("Username", ADMIN_USERNAME), Map.entry("FirstName", "Ada"),
                    Map.entry("LastName", "Admin"), Map.entry("Email", ADMIN_USERNAME), Map.entry("Alias", "aadmin"), Map.entry("IsActive", true),
                    Map.entry("TimeZoneSidKey", "GMT"), Map.entry("LocaleSidKey", "en_US"), Map.entry("EmailEncodingKey", "UTF-8"),
                    Map.entry("LanguageLocaleKey", "en_US"), Map.entry("UserType", "Standard")));
        }
        return store;
    }

    /** The objects and fields at this moment. */
    public OrgSchema schema() {
        return schema;
    }

    /** The org's time. */
    public OrgClock clock() {
        return clock;
    }

    /** The time an edit made at this moment is stamped with: the clock's in whole seconds, except while a late transaction is committed. */
    public Instant stamp() {
        return transactions.stamp();
    }

    /** Begins a transaction, whose edits are seen when it is committed. */
    public Transaction begin() {
        return transactions.begin();
    }

    /** The 18-character id of the user everything belongs to unless said otherwise. */
    public String adminUserId() {
        return adminUserId;
    }

    /** The username of that user. */
    public String adminUsername() {
        return ADMIN_USERNAME;
    }

    /** Opens the way in for many records of one object. */
    public RecordInserter insert(final String object) {
        final SObjectType type = object(object);
        return new TableInserter(type, database, sequences.computeIfAbsent(type.name(), name -> new IdSequence(type)), adminUserId, stamp());
    }

    /** The way to change single records and the schema; edits as people make them are in {@code OrgEdits}. */
    public RecordChanges changes() {
        return new RecordChanges(this, database, changeLog);
    }

    /**
     * Answers a query.
     *
     * @return its first page
     * @throws SoqlError when Salesforce would refuse it
     */
    public QueryPage query(final QueryRequest request) {
        return queries.query(request);
    }

    /**
     * Goes on with a query.
     *
     * @throws SoqlError INVALID_QUERY_LOCATOR when the locator is unknown, older than two days or of another session
     */
    public QueryPage queryMore(final String locator, final int pageSize, final String session) {
        return queries.queryMore(locator, pageSize, session);
    }

    /** How many rows the conditions of a query match, whatever its LIMIT; a bad statement is a {@link SoqlError}. */
    public long rowsMatching(final QueryRequest request) {
        return queries.rowsMatching(request);
    }

    /** Forgets all locators, though their sessions live. */
    public void loseLocators() {
        queries.loseLocators();
    }

    /**
     * Fixes the rows of a Bulk query.
     *
     * @throws SoqlError when Salesforce would refuse it
     */
    public BulkExtract extract(final String soql, final boolean deletedToo) {
        return bulkQueries.extract(soql, deletedToo);
    }

    /** Forgets the locators of a session that has ended. */
    public void endSession(final String session) {
        queries.endSession(session);
    }

    /** The org's people as their colleagues see them. */
    public People people() {
        return new People(database, this::schema);
    }

    /** A record with its visible fields as the API shows them; also one in the recycle bin. The id has 15 or 18 characters. */
    public Optional<ObjectNode> find(final String object, final String id) {
        final SObjectType type = object(object);
        return SalesforceId.normalize(id).flatMap(full -> queries.find(type, full));
    }

    /** Whether the API's user may see the record with an id of 15 or 18 characters. */
    public boolean shared(final String id) {
        return SalesforceId.normalize(id).filter(full -> database.number("SELECT COUNT(*) FROM UNSHARED WHERE RECORD = ?", List.of(full)) > 0).isEmpty();
    }

    /** How many records of an object there are, without those in the recycle bin. */
    public long count(final String object) {
        final SObjectType type = object(object);
        return database.number("SELECT COUNT(*) FROM " + OrgDatabase.table(type) + (type.field("IsDeleted").isPresent() ? " WHERE C_ISDELETED = FALSE" : ""),
                List.of());
    }

    /** Ids of the records created or changed in a span, as the {@code updated} resource has it; a bad span is a {@link SoqlError}. */
    public UpdatedRecords updated(final String object, final Instant start, final Instant end) {
        return changeLog.updated(object(object), start, end);
    }

    /** Records deleted in a span, as the {@code deleted} resource has it; a bad span is a {@link SoqlError}. */
    public DeletedRecords deleted(final String object, final Instant start, final Instant end) {
        return changeLog.deleted(object(object), start, end);
    }

    SObjectType object(final String name) {
        return schema.object(name).orElseThrow(() -> new RefusedRecord("INVALID_TYPE", "The org has no object " + name + ": take one of "
                + String.join(", ", schema.objects().stream().map(SObjectType::name).toList()) + "."));
    }

    void replaceSchema(final OrgSchema changed) {
        schema = changed;
    }

    /** Ends the database and removes its files. */
    @Override
    public void close() {
        database.close();
    }
}
