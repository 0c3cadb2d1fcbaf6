package com.spotzee.nifi.sandbox.salesforce.store;

import com.spotzee.nifi.sandbox.salesforce.OrgClock;
import com.spotzee.nifi.sandbox.salesforce.schema.SObjectType;
import com.spotzee.nifi.sandbox.salesforce.soql.SoqlError;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** What changed and what was deleted between two instants, under the limits of Salesforce's replication resources. */
final class ChangeLog {
    private static final Duration UPDATED_KEPT = Duration.ofDays(30);
    private static final Duration DELETED_KEPT = Duration.ofDays(15);
    private static final int MOST_IDS = 600_000;

    private final OrgDatabase database;
    private final OrgClock clock;
    private final Transactions transactions;
    private final Map<String, Instant> purgedAt = new ConcurrentHashMap<>();

    ChangeLog(final OrgDatabase database, final OrgClock clock, final Transactions transactions) {
        this.database = database;
        this.clock = clock;
        this.transactions = transactions;
    }

    void deleted(final SObjectType object, final String id) {
        database.update("INSERT INTO DELETION VALUES (?, ?, ?)", object.name(), id, transactions.stamp().toEpochMilli());
    }

    void undeleted(final SObjectType object, final String id) {
        database.update("DELETE FROM DELETION WHERE OBJECT = ? AND ID = ?", object.name(), id);
    }

    void purge(final SObjectType object) {
        database.update("DELETE FROM DELETION WHERE OBJECT = ?", object.name());
        purgedAt.put(object.name(), clock.stamp());
    }

    UpdatedRecords updated(final SObjectType object, final Instant start, final Instant end) {
        final Instant from = checked(start, end, UPDATED_KEPT);
        final Instant to = end.truncatedTo(ChronoUnit.MINUTES);
        final String live = object.field("IsDeleted").isPresent() ? " AND C_ISDELETED = FALSE" : "";
        final List<DeletedRecords.Deletion> rows = rows("SELECT C_ID, C_SYSTEMMODSTAMP FROM " + OrgDatabase.table(object)
                + " WHERE C_SYSTEMMODSTAMP >= ? AND C_SYSTEMMODSTAMP < ? AND " + OrgDatabase.shared("C_ID") + live
                + " ORDER BY C_SYSTEMMODSTAMP LIMIT " + (MOST_IDS + 1), from.toEpochMilli(),
                to.toEpochMilli());
        return new UpdatedRecords(rows.stream().map(DeletedRecords.Deletion::id).toList(), covered(to));
    }

    DeletedRecords deleted(final SObjectType object, final Instant start, final Instant end) {
        final Instant from = checked(start, end, DELETED_KEPT);
        final Instant to = end.truncatedTo(ChronoUnit.MINUTES);
        final List<DeletedRecords.Deletion> deletions = rows("SELECT ID, DELETED FROM DELETION WHERE OBJECT = ? AND DELETED >= ? AND DELETED < ?"
                + " AND " + OrgDatabase.shared("ID") + " ORDER BY DELETED LIMIT " + (MOST_IDS + 1), object.name(), from.toEpochMilli(), to.toEpochMilli());
        return new DeletedRecords(deletions, available(object), covered(to));
    }

    /** Since when deletions are still known. */
    private Instant available(final SObjectType object) {
        final Instant kept = clock.stamp().minus(DELETED_KEPT);
        final Instant purged = purgedAt.getOrDefault(object.name(), kept);
        return purged.isAfter(kept) ? purged : kept;
    }

    /** The end, but never later than now or the beginning of an open transaction: what is not yet over can't be covered. */
    private Instant covered(final Instant end) {
        final Instant known = transactions.oldest().orElseGet(clock::now).truncatedTo(ChronoUnit.MINUTES);
        return end.isBefore(known) ? end : known;
    }

    private Instant checked(final Instant start, final Instant end, final Duration kept) {
        if (!start.plus(1, ChronoUnit.MINUTES).isBefore(end)) {
            throw new SoqlError("INVALID_REPLICATION_DATE", "endDate must follow startDate by more than one minute");
        }
        if (start.isBefore(clock.now().minus(kept))) {
            throw new SoqlError("INVALID_REPLICATION_DATE", "startDate before org replication enabled date: it lies more than " + kept.toDays() + " days back");
        }
        return start.truncatedTo(ChronoUnit.MINUTES);
    }

    private List<DeletedRecords.Deletion> rows(final String sql, final Object... parameters) {
        try (Connection connection = database.connection(); PreparedStatement statement = connection.prepareStatement(sql)) {
            OrgDatabase.bind(statement, List.of(parameters));
            final List<DeletedRecords.Deletion> rows = new ArrayList<>();
            try (ResultSet result = statement.executeQuery()) {
                while (result.next()) {
                    rows.add(new DeletedRecords.Deletion(result.getString(1), Instant.ofEpochMilli(result.getLong(2))));
                }
            }
            if (rows.size() > MOST_IDS) {
                throw new SoqlError("EXCEEDED_ID_LIMIT", "The span has more than " + MOST_IDS + " ids: ask for a shorter one");
            }
            return rows;
        } catch (final SQLException e) {
            throw new StoreFailure("list changes", e);
        }
    }
}
