package com.spotzee.nifi.sandbox.salesforce.edit;

import com.spotzee.nifi.sandbox.salesforce.schema.Field;
import com.spotzee.nifi.sandbox.salesforce.schema.FieldType;
import com.spotzee.nifi.sandbox.salesforce.schema.SObjectType;
import com.spotzee.nifi.sandbox.salesforce.store.OrgStore;
import com.spotzee.nifi.sandbox.salesforce.store.RecordChanges;
import com.spotzee.nifi.sandbox.salesforce.store.RefusedRecord;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Deletes, undeletes and merges. A deletion moves SystemModstamp, so that queryAll over stamps sees it. */
final class Deletions {
    private static final int MOST_LOSERS = 2;

    private final OrgStore store;
    private final RecordChanges changes;
    private final Records records;

    Deletions(final OrgStore store, final Records records) {
        this.store = store;
        this.changes = store.changes();
        this.records = records;
    }

    void delete(final SObjectType object, final String id) {
        final Records.Found found = records.live(object, id);
        switch (object.name()) {
            case "CampaignMember" -> changes.remove(object, found.id());
            case "User" -> throw new RefusedRecord("CANNOT_DELETE", "Salesforce never deletes users: set IsActive to false instead.");
            default -> {
                deleteWhatBelongsTo(object, found.id());
                toRecycleBin(object, found.id(), Map.of());
            }
        }
    }

    private void deleteWhatBelongsTo(final SObjectType object, final String id) {
        final SObjectType members = records.object("CampaignMember");
        switch (object.name()) {
            case "Lead", "Contact", "Campaign" -> changes.idsWhere(members, object.name() + "Id", id).forEach(member -> changes.remove(members, member));
            case "Account" -> {
                final SObjectType contacts = records.object("Contact");
                changes.idsWhere(contacts, "AccountId", id).stream().filter(contact -> !records.find(contacts, contact).deleted())
                        .forEach(contact -> delete(contacts, contact));
            }
            default -> throw new RefusedRecord("CANNOT_DELETE", "Records of " + object.name() + " can't be deleted.");
        }
    }

    private void toRecycleBin(final SObjectType object, final String id, final Map<String, Object> more) {
        final Map<String, Object> values = new HashMap<>(more);
        values.put("IsDeleted", true);
        values.putAll(records.systemStamp());
        changes.write(object, id, values);
        changes.noteDeletion(object, id);
    }

    void undelete(final SObjectType object, final String id) {
        final Records.Found found = records.find(object, id);
        if (!found.deleted()) {
            throw new RefusedRecord("ENTITY_IS_NOT_DELETED", "The record " + found.id() + " of " + object.name() + " is not in the recycle bin.");
        }
        final Map<String, Object> values = new HashMap<>(records.systemStamp());
        values.put("IsDeleted", false);
        object.field("MasterRecordId").ifPresent(field -> values.put(field.name(), null));
        changes.write(object, found.id(), values);
        changes.forgetDeletion(object, found.id());
    }

    void emptyBin(final SObjectType object) {
        changes.idsWhere(object, "IsDeleted", true).forEach(id -> changes.removeForGood(object, id));
    }

    void merge(final SObjectType object, final String winnerId, final List<String> loserIds) {
        if (object.field("MasterRecordId").isEmpty()) {
            throw new RefusedRecord("INVALID_TYPE", "Salesforce merges leads, contacts and accounts only, not records of " + object.name() + ".");
        }
        if (loserIds.isEmpty() || loserIds.size() > MOST_LOSERS) {
            throw new RefusedRecord("INVALID_NUMBER_OF_RECORDS", "A merge takes one or two records beside the winner.");
        }
        final Records.Found winner = records.live(object, winnerId);
        final List<Records.Found> losers = loserIds.stream().map(id -> records.live(object, id)).toList();
        for (final Records.Found loser : losers) {
            if (loser.id().equals(winner.id())) {
                throw new RefusedRecord("INVALID_ID_FIELD", "A record can't be merged into itself: name another one.");
            }
            moveChildren(object, loser.id(), winner.id());
            toRecycleBin(object, loser.id(), Map.of("MasterRecordId", winner.id()));
        }
        changes.write(object, winner.id(), records.userStamps());
    }

    private void moveChildren(final SObjectType object, final String from, final String to) {
        for (final SObjectType children : store.schema().objects()) {
            for (final Field lookup : children.allFields()) {
                final boolean pointsHere = lookup.type() == FieldType.REFERENCE && lookup.reference().targets().contains(object.name());
                if (pointsHere && !lookup.derived() && !lookup.name().equals("MasterRecordId")) {
                    changes.idsWhere(children, lookup.name(), from).forEach(child -> moveChild(children, child, lookup, to));
                }
            }
        }
    }

    private void moveChild(final SObjectType children, final String child, final Field lookup, final String to) {
        final boolean membership = children.name().equals("CampaignMember");
        if (membership && records.isMember(children, lookup.name(), to, (String) records.find(children, child).values().get("CampaignId"))) {
            changes.remove(children, child);
            return;
        }
        final Map<String, Object> values = new HashMap<>(records.systemStamp());
        values.put(lookup.name(), to);
        changes.write(children, child, values);
    }
}
