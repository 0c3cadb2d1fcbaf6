package com.spotzee.nifi.sandbox.salesforce.edit;

import com.spotzee.nifi.sandbox.salesforce.schema.FieldType;
import com.spotzee.nifi.sandbox.salesforce.store.OrgStore;
import com.spotzee.nifi.sandbox.salesforce.store.RefusedRecord;

import java.util.List;
import java.util.Map;

/**
 * Changes the org as people would; every change moves the stamps Salesforce would move, and no others. Ids have 15 or 18 characters; values are
 * as {@link com.spotzee.nifi.sandbox.salesforce.store.RecordInserter} takes them. What Salesforce would not take is a {@link RefusedRecord}.
 */
public final class OrgEdits {
    private final OrgStore store;

    /** Edits of one org. */
    public OrgEdits(final OrgStore store) {
        this.store = store;
    }

    /**
     * Creates a record.
     *
     * @return its id
     */
    public String create(final String object, final Map<String, ?> values) {
        throw new UnsupportedOperationException(store + object + values);
    }

    /** Changes fields of a record; null empties a field. */
    public void edit(final String object, final String id, final Map<String, ?> values) {
        throw new UnsupportedOperationException(object + id + values);
    }

    /** Deletes a record: into the recycle bin, a campaign member for good. */
    public void delete(final String object, final String id) {
        throw new UnsupportedOperationException(object + id);
    }

    /** Brings a record back from the recycle bin. */
    public void undelete(final String object, final String id) {
        throw new UnsupportedOperationException(object + id);
    }

    /** Merges up to two other leads, contacts or accounts into the winner: their children move, they are deleted with MasterRecordId. */
    public void merge(final String object, final String winner, final List<String> losers) {
        throw new UnsupportedOperationException(object + winner + losers);
    }

    /** Converts a lead into a new contact of a new account named like its company, or of the account with that name. */
    public Conversion convert(final String leadId) {
        throw new UnsupportedOperationException(leadId);
    }

    /** Sets HasOptedOutOfEmail of a lead or contact. */
    public void optOut(final String object, final String id) {
        throw new UnsupportedOperationException(object + id);
    }

    /** Flags a bounced e-mail: the system does it, so only SystemModstamp moves. */
    public void bounce(final String object, final String id, final String reason) {
        throw new UnsupportedOperationException(object + id + reason);
    }

    /** Gives a custom field another API name. */
    public void renameField(final String object, final String field, final String newName) {
        throw new UnsupportedOperationException(object + field + newName);
    }

    /** Takes a field out of sight by field-level security. */
    public void hideField(final String object, final String field) {
        throw new UnsupportedOperationException(object + field);
    }

    /** Makes a field visible. */
    public void showField(final String object, final String field) {
        throw new UnsupportedOperationException(object + field);
    }

    /** Adds a custom field, whose name ends in {@code __c}. */
    public void addField(final String object, final NewField field) {
        throw new UnsupportedOperationException(object + field);
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
