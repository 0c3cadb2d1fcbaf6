package com.spotzee.nifi.sandbox.salesforce.store;

import com.spotzee.nifi.sandbox.salesforce.schema.Field;
import com.spotzee.nifi.sandbox.salesforce.schema.Field.Flag;
import com.spotzee.nifi.sandbox.salesforce.schema.FieldType;
import com.spotzee.nifi.sandbox.salesforce.schema.SObjectType;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.Lock;

/** Fills one table in batches. */
final class TableInserter implements RecordInserter {
    private static final int BATCH = 500;
    private static final int COMPUTED = -1;
    private static final String DUPLICATE_KEY = "23505";

    private final SObjectType object;
    private final List<Field> stored;
    private final Map<String, Integer> columnsByKey = new HashMap<>();
    private final IdSequence ids;
    private final String adminUserId;
    private final Instant now;
    private final Lock lock;
    private final Connection connection;
    private final PreparedStatement statement;
    private long added;
    private int waiting;

    TableInserter(final SObjectType object, final OrgDatabase database, final IdSequence ids, final String adminUserId, final Instant now) {
        this.object = object;
        this.stored = object.allFields().stream().filter(field -> !field.derived()).toList();
        this.ids = ids;
        this.adminUserId = adminUserId;
        this.now = now;
        this.lock = database.lock().writeLock();
        try {
            this.connection = database.connection();
            this.connection.setAutoCommit(false);
            // columns by name: a field added later stands last in the table but need not in the schema
            final String columns = String.join(", ", stored.stream().map(Field::column).toList());
            this.statement = connection.prepareStatement("INSERT INTO " + OrgDatabase.table(object) + " (" + OrgDatabase.ROW + ", " + columns + ") VALUES (?"
                    + String.join("", Collections.nCopies(stored.size(), ", ?")) + ")");
        } catch (final SQLException e) {
            throw new StoreFailure("prepare to take records", e);
        }
    }

    @Override
    public String add(final Map<String, ?> values) {
        final Object[] row = new Object[stored.size()];
        values.forEach((key, value) -> {
            final int column = column(key);
            if (column != COMPUTED) {
                row[column] = FieldValues.of(stored.get(column), value);
            }
        });
        fillDefaults(row);
        try {
            statement.setLong(1, ids.nextRow());
            for (int index = 0; index < row.length; index++) {
                statement.setObject(index + 2, row[index]);
            }
            statement.addBatch();
        } catch (final SQLException e) {
            throw new StoreFailure("take a record", e);
        }
        added++;
        waiting++;
        if (waiting == BATCH) {
            flush();
        }
        return (String) row[0];
    }

    @Override
    public long added() {
        return added;
    }

    private int column(final String key) {
        return columnsByKey.computeIfAbsent(key, name -> {
            final Field field = object.field(name).orElseThrow(() -> new RefusedRecord("INVALID_FIELD",
                    object.name() + " has no field " + name + ": correct the name, or add the field first."));
            return field.derived() ? COMPUTED : stored.indexOf(field);
        });
    }

    private void fillDefaults(final Object[] row) {
        final boolean exported = row[column("Id")] != null;
        for (int index = 0; index < row.length; index++) {
            final Field field = stored.get(index);
            if (row[index] == null) {
                row[index] = defaultValue(field, row);
            }
            if (row[index] == null && !field.is(Flag.NILLABLE)) {
                throw new RefusedRecord("REQUIRED_FIELD_MISSING", object.name() + " needs a value in " + field.name() + ".");
            }
        }
        ids.taken((String) row[0]);
        if (object.name().equals("CampaignMember")) {
            checkMember(row, exported);
        }
    }

    private void checkMember(final Object[] row, final boolean exported) {
        if (row[column("LeadId")] == null && row[column("ContactId")] == null) {
            throw new RefusedRecord("REQUIRED_FIELD_MISSING", "CampaignMember needs a value in LeadId or ContactId.");
        }
        if (exported) {
            // the record was in an org, whose campaign had this status
            return;
        }
        // Salesforce takes any text here and silently writes the campaign's default instead of a status the campaign does not have
        final int status = column("Status");
        final List<String> known = stored.get(status).picklist();
        row[status] = known.stream().filter(row[status].toString()::equalsIgnoreCase).findFirst().orElse(known.getFirst());
    }

    private Object defaultValue(final Field field, final Object[] row) {
        return switch (field.name()) {
            case "Id" -> ids.nextId();
            case "CreatedById", "LastModifiedById", "OwnerId" -> adminUserId;
            case "CreatedDate" -> now.toEpochMilli();
            case "LastModifiedDate" -> row[column("CreatedDate")];
            case "SystemModstamp" -> row[column("LastModifiedDate")];
            default -> {
                if (field.type() == FieldType.BOOLEAN) {
                    yield Boolean.FALSE;
                }
                yield field.is(Flag.DEFAULTED) && !field.picklist().isEmpty() ? field.picklist().getFirst() : null;
            }
        };
    }

    private void flush() {
        lock.lock();
        try {
            statement.executeBatch();
            connection.commit();
            waiting = 0;
        } catch (final SQLException e) {
            if (DUPLICATE_KEY.equals(e.getSQLState())) {
                throw new RefusedRecord("DUPLICATE_VALUE", "Two records of " + object.name() + " have the same Id: leave one of them out.");
            }
            throw new StoreFailure("take records", e);
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void close() {
        try (connection; statement) {
            if (waiting > 0) {
                flush();
            }
            connection.setAutoCommit(true);
        } catch (final SQLException e) {
            throw new StoreFailure("finish taking records", e);
        }
    }
}
