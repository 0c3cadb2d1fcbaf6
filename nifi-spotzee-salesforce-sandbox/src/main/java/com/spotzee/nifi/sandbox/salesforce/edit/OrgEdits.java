package com.spotzee.nifi.sandbox.salesforce.edit;

import com.spotzee.nifi.sandbox.salesforce.schema.Field.Flag;
import com.spotzee.nifi.sandbox.salesforce.schema.FieldType;
import com.spotzee.nifi.sandbox.salesforce.schema.OrgSchema;
import com.spotzee.nifi.sandbox.salesforce.schema.SObjectType;
import com.spotzee.nifi.sandbox.salesforce.store.OrgStore;
import com.spotzee.nifi.sandbox.salesforce.store.RecordChanges;
import com.spotzee.nifi.sandbox.salesforce.store.RecordInserter;
import com.spotzee.nifi.sandbox.salesforce.store.RefusedRecord;
import com.spotzee.nifi.sandbox.salesforce.store.Transaction;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Changes the org as people would; every change moves the stamps Salesforce would move, and no others. Ids have 15 or 18 characters; values are
 * as {@link com.spotzee.nifi.sandbox.salesforce.store.RecordInserter} takes them. What Salesforce would not take is a {@link RefusedRecord}.
 */
public final class OrgEdits {
    // may be set in the past when a record is made ("Set Audit Fields upon Record Creation"), never later
    private static final Set<String> AUDIT_FIELDS = Set.of("createddate", "lastmodifieddate");

    private final OrgStore store;
    private final RecordChanges changes;
    private final Records records;
    private final Deletions deletions;
    private final LeadConversion conversions;
    private final SchemaEdits schema;

    /** Edits of one org. */
    public OrgEdits(final OrgStore store) {
        this.store = store;
        this.changes = store.changes();
        this.records = new Records(store);
        this.deletions = new Deletions(store, records);
        this.conversions = new LeadConversion(store, records, this);
        this.schema = new SchemaEdits(store, records);
    }

    /**
     * Creates a record.
     *
     * @return its id
     */
    public String create(final String object, final Map<String, ?> values) {
        final SObjectType type = records.object(object);
        final Map<String, Object> row = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        row.putAll(values);
        row.keySet().forEach(name -> {
            if (!AUDIT_FIELDS.contains(name.toLowerCase(Locale.ROOT))) {
                records.requireField(type, name, Flag.CREATEABLE);
            }
        });
        row.putIfAbsent("LastModifiedDate", store.stamp());
        row.put("SystemModstamp", store.stamp());
        return changes.atOnce(() -> {
            records.checkReferences(type, row);
            records.checkMembership(type, row);
            try (RecordInserter inserter = store.insert(type.name())) {
                return inserter.add(row);
            }
        });
    }

    /** Begins a transaction: what it does through these edits is stamped now and seen when it is committed. */
    public Transaction begin() {
        return store.begin();
    }

    /** Changes fields of a record; null empties a field. */
    public void edit(final String object, final String id, final Map<String, ?> values) {
        final SObjectType type = records.object(object);
        values.keySet().forEach(name -> records.requireField(type, name, Flag.UPDATEABLE));
        changes.atOnce(() -> {
            final Records.Found found = records.live(type, id);
            if (Boolean.TRUE.equals(found.values().get("IsConverted"))) {
                throw new RefusedRecord("CANNOT_UPDATE_CONVERTED_LEAD", "A converted lead is read-only: edit its contact instead.");
            }
            records.checkReferences(type, values);
            records.checkNotEmptied(type, values);
            final Map<String, Object> row = new LinkedHashMap<>(values);
            if (type.field("EmailBouncedReason").isPresent() && values.keySet().stream().anyMatch("Email"::equalsIgnoreCase)) {
                // a new address has not bounced yet
                row.putIfAbsent("EmailBouncedReason", null);
                row.putIfAbsent("EmailBouncedDate", null);
            }
            row.putAll(records.userStamps());
            changes.write(type, found.id(), row);
            return null;
        });
    }

    /** Deletes a record: into the recycle bin, a campaign member for good; what belongs to it goes with it. */
    public void delete(final String object, final String id) {
        changes.atOnce(() -> {
            deletions.delete(records.object(object), id);
            return null;
        });
    }

    /** Brings a record back from the recycle bin. */
    public void undelete(final String object, final String id) {
        changes.atOnce(() -> {
            deletions.undelete(records.object(object), id);
            return null;
        });
    }

    /** Merges up to two other leads, contacts or accounts into the winner: their children move, they are deleted with MasterRecordId. */
    public void merge(final String object, final String winner, final List<String> losers) {
        changes.atOnce(() -> {
            deletions.merge(records.object(object), winner, losers);
            return null;
        });
    }

    /** Converts a lead into a new contact of a new account named like its company, or of the account with that name. */
    public Conversion convert(final String leadId) {
        return changes.atOnce(() -> conversions.convert(leadId));
    }

    /** Converts a lead into a contact that exists: only what is empty there is filled. */
    public Conversion convertInto(final String leadId, final String contactId) {
        return changes.atOnce(() -> conversions.convertInto(leadId, contactId));
    }

    /** Empties the recycle bin of an object: only the {@code deleted} resource still tells what was in it. */
    public void emptyRecycleBin(final String object) {
        changes.atOnce(() -> {
            deletions.emptyBin(records.object(object));
            return null;
        });
    }

    /** Lets Salesforce forget what was deleted of an object, as it does early in orgs that delete much. */
    public void purgeDeletions(final String object) {
        changes.atOnce(() -> {
            changes.purgeDeletions(records.object(object));
            return null;
        });
    }

    /** Sets HasOptedOutOfEmail of a lead or contact, whoever may see the field. */
    public void optOut(final String object, final String id) {
        edit(object, id, Map.of("HasOptedOutOfEmail", true));
    }

    /** Flags a bounced e-mail: the system does it, so only SystemModstamp moves. */
    public void bounce(final String object, final String id, final String reason) {
        final SObjectType type = records.object(object);
        records.requireField(type, "EmailBouncedReason", Flag.UPDATEABLE);
        changes.atOnce(() -> {
            changes.write(type, records.live(type, id).id(),
                    Map.of("EmailBouncedReason", reason, "EmailBouncedDate", store.stamp(), "SystemModstamp", store.stamp()));
            return null;
        });
    }

    /** Takes a record out of the API user's sight, as a sharing rule would; counts of whole objects still count it. */
    public void hideRecord(final String object, final String id) {
        share(object, id, false);
    }

    /** Lets the API's user see a record again. */
    public void showRecord(final String object, final String id) {
        share(object, id, true);
    }

    /** Gives or takes the permission to read encrypted text, which is asterisks without it. */
    public void permitEncryptedData(final boolean permitted) {
        changes.atOnce(() -> {
            changes.changeSchema(seen -> seen.withSight(new OrgSchema.Sight(seen.sight().recordsHidden(), permitted)));
            return null;
        });
    }

    /** Gives a custom field another API name. */
    public void renameField(final String object, final String field, final String newName) {
        changes.atOnce(() -> {
            schema.rename(object, field, newName);
            return null;
        });
    }

    /** Takes a field out of sight by field-level security. */
    public void hideField(final String object, final String field) {
        changes.atOnce(() -> {
            schema.setVisible(object, field, false);
            return null;
        });
    }

    /** Makes a field visible. */
    public void showField(final String object, final String field) {
        changes.atOnce(() -> {
            schema.setVisible(object, field, true);
            return null;
        });
    }

    /** Adds a custom field, whose name ends in {@code __c}. */
    public void addField(final String object, final NewField field) {
        changes.atOnce(() -> {
            schema.add(object, field);
            return null;
        });
    }

    private void share(final String object, final String id, final boolean visible) {
        changes.atOnce(() -> {
            changes.share(records.find(records.object(object), id).id(), visible);
            return null;
        });
    }

    /**
     * A custom field to add.
     *
     * @param name API name ending in {@code __c}
     * @param label what pages call it
     * @param type its type; not ID, REFERENCE or ADDRESS
     * @param picklist values of a picklist or multipicklist, else empty
     */
    public record NewField(String name, String label, FieldType type, List<String> picklist) {
        /** Copies the values. */
        public NewField {
            picklist = List.copyOf(picklist);
        }
    }

    /** What a conversion made. */
    public record Conversion(String contactId, String accountId) {
    }
}
