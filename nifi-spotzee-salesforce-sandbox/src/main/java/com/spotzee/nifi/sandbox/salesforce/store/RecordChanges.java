package com.spotzee.nifi.sandbox.salesforce.store;

import com.spotzee.nifi.sandbox.salesforce.schema.Field;
import com.spotzee.nifi.sandbox.salesforce.schema.OrgSchema;
import com.spotzee.nifi.sandbox.salesforce.schema.SObjectType;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/** Changes single records and the schema, and nothing but what it is told: which stamps move is the caller's knowledge. */
public final class RecordChanges {
    private final OrgStore store;
    private final OrgDatabase database;
    private final ChangeLog changeLog;

    RecordChanges(final OrgStore store, final OrgDatabase database, final ChangeLog changeLog) {
        this.store = store;
        this.database = database;
        this.changeLog = changeLog;
    }

    /** Does several changes so that no query sees some of them only. */
    public <T> T atOnce(final Supplier<T> changes) {
        database.lock().writeLock().lock();
        try {
            return changes.get();
        } finally {
            database.lock().writeLock().unlock();
        }
    }

    /** Values of stored fields of one record, keyed by name; empty when there is no such record. */
    public Optional<Map<String, Object>> read(final SObjectType object, final String id) {
        final List<Field> stored = object.allFields().stream().filter(field -> !field.derived()).toList();
        final String sql = "SELECT " + String.join(", ", stored.stream().map(Field::column).toList()) + " FROM " + OrgDatabase.table(object)
                + " WHERE C_ID = ?";
        try (Connection connection = database.connection(); PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setString(1, id);
            try (ResultSet result = statement.executeQuery()) {
                if (!result.next()) {
                    return Optional.empty();
                }
                final Map<String, Object> values = new LinkedHashMap<>();
                for (int index = 0; index < stored.size(); index++) {
                    values.put(stored.get(index).name(), result.getObject(index + 1));
                }
                return Optional.of(values);
            }
        } catch (final SQLException e) {
            throw new StoreFailure("read a record", e);
        }
    }

    /** Ids of the records whose field has a value. */
    public List<String> idsWhere(final SObjectType object, final String fieldName, final Object value) {
        final String sql = "SELECT C_ID FROM " + OrgDatabase.table(object) + " WHERE " + object.field(fieldName).orElseThrow().column() + " = ?";
        try (Connection connection = database.connection(); PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setObject(1, value);
            final List<String> ids = new ArrayList<>();
            try (ResultSet result = statement.executeQuery()) {
                while (result.next()) {
                    ids.add(result.getString(1));
                }
            }
            return ids;
        } catch (final SQLException e) {
            throw new StoreFailure("find records", e);
        }
    }

    /** Writes values as {@link RecordInserter} takes them into stored fields of one record. */
    public void write(final SObjectType object, final String id, final Map<String, ?> values) {
        final List<String> assignments = new ArrayList<>();
        final List<Object> parameters = new ArrayList<>();
        values.forEach((name, value) -> {
            final Field field = object.field(name).orElseThrow();
            assignments.add(field.column() + " = ?");
            parameters.add(FieldValues.of(field, value));
        });
        parameters.add(id);
        try (Connection connection = database.connection(); PreparedStatement statement = connection.prepareStatement(
                "UPDATE " + OrgDatabase.table(object) + " SET " + String.join(", ", assignments) + " WHERE C_ID = ?")) {
            OrgDatabase.bind(statement, parameters);
            statement.executeUpdate();
        } catch (final SQLException e) {
            throw new StoreFailure("change a record", e);
        }
    }

    /** Removes a record for good and notes the deletion. */
    public void remove(final SObjectType object, final String id) {
        database.update("DELETE FROM " + OrgDatabase.table(object) + " WHERE C_ID = ?", id);
        changeLog.deleted(object, id);
    }

    /** Removes a record that was deleted before, and whose deletion is noted. */
    public void removeForGood(final SObjectType object, final String id) {
        database.update("DELETE FROM " + OrgDatabase.table(object) + " WHERE C_ID = ?", id);
    }

    /** Forgets all deletions of an object up to now. */
    public void purgeDeletions(final SObjectType object) {
        changeLog.purge(object);
    }

    /** Notes a deletion for the {@code deleted} resource. */
    public void noteDeletion(final SObjectType object, final String id) {
        changeLog.deleted(object, id);
    }

    /** Forgets a deletion. */
    public void forgetDeletion(final SObjectType object, final String id) {
        changeLog.undeleted(object, id);
    }

    /** Hides a record from the API's user, as sharing does, or shows it again. No stamp moves. */
    public void share(final String id, final boolean visible) {
        database.update("DELETE FROM UNSHARED WHERE RECORD = ?", id);
        if (!visible) {
            database.update("INSERT INTO UNSHARED VALUES (?)", id);
        }
        final boolean hidden = database.number("SELECT COUNT(*) FROM UNSHARED", List.of()) > 0;
        changeSchema(schema -> schema.withSight(new OrgSchema.Sight(hidden, schema.sight().encryptedData())));
    }

    /** Replaces the schema by a changed one. */
    public void changeSchema(final UnaryOperator<OrgSchema> change) {
        store.replaceSchema(change.apply(store.schema()));
    }

    /** Adds a field and its column. */
    public void addField(final SObjectType object, final Field field) {
        database.addColumn(object, field);
        store.replaceSchema(store.schema().withAddedField(object.name(), field, store.clock().stamp()));
    }

    /** Whether a column name is still free. */
    public boolean columnIsFree(final SObjectType object, final String column) {
        return database.number("SELECT COUNT(*) FROM INFORMATION_SCHEMA.COLUMNS WHERE TABLE_NAME = ? AND COLUMN_NAME = ?",
                List.of(OrgDatabase.table(object), column)) == 0;
    }
}
