package com.spotzee.nifi.sandbox.salesforce.edit;

import com.spotzee.nifi.sandbox.salesforce.schema.Field;
import com.spotzee.nifi.sandbox.salesforce.schema.Field.Flag;
import com.spotzee.nifi.sandbox.salesforce.schema.FieldType;
import com.spotzee.nifi.sandbox.salesforce.schema.SObjectType;
import com.spotzee.nifi.sandbox.salesforce.schema.SalesforceId;
import com.spotzee.nifi.sandbox.salesforce.store.OrgStore;
import com.spotzee.nifi.sandbox.salesforce.store.RecordChanges;
import com.spotzee.nifi.sandbox.salesforce.store.RefusedRecord;

import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** Finds what an edit is about, and refuses what Salesforce would refuse with a sentence that says what to do. */
final class Records {
    private final OrgStore store;
    private final RecordChanges changes;

    Records(final OrgStore store) {
        this.store = store;
        this.changes = store.changes();
    }

    /** A record as stored. */
    record Found(String id, Map<String, Object> values) {
        boolean deleted() {
            return Boolean.TRUE.equals(values.get("IsDeleted"));
        }
    }

    SObjectType object(final String name) {
        return store.schema().object(name).orElseThrow(() -> new RefusedRecord("INVALID_TYPE", "The org has no object " + name + ": take one of "
                + String.join(", ", store.schema().objects().stream().map(SObjectType::name).toList()) + "."));
    }

    Found find(final SObjectType object, final String id) {
        final String full = SalesforceId.normalize(id).orElseThrow(() ->
                new RefusedRecord("MALFORMED_ID", "The id of a record of " + object.name() + " has 15 or 18 letters and digits."));
        return changes.read(object, full).map(values -> new Found(full, values))
                .orElseThrow(() -> new RefusedRecord("NOT_FOUND", "There is no record " + full + " of " + object.name() + ": look its id up with a query."));
    }

    Found live(final SObjectType object, final String id) {
        final Found found = find(object, id);
        if (found.deleted()) {
            throw new RefusedRecord("ENTITY_IS_DELETED", "The record " + found.id() + " of " + object.name() + " is in the recycle bin: undelete it first.");
        }
        return found;
    }

    Field requireField(final SObjectType object, final String name, final Flag flag) {
        final Field field = object.field(name).orElseThrow(() -> new RefusedRecord("INVALID_FIELD",
                object.name() + " has no field " + name + ": correct the name, or add the field first."));
        if (!field.is(flag) || field.derived()) {
            throw new RefusedRecord("INVALID_FIELD_FOR_INSERT_UPDATE", object.name() + "." + field.name() + " is set by Salesforce itself: leave it out.");
        }
        return field;
    }

    void checkReferences(final SObjectType object, final Map<String, ?> values) {
        values.forEach((name, value) -> {
            final Optional<Field> field = object.field(name).filter(each -> each.type() == FieldType.REFERENCE);
            final String id = value == null ? "" : value.toString().replace("\"", "").strip();
            if (field.isPresent() && !id.isEmpty() && !id.equals("null")) {
                store.schema().target(field.get()).ifPresent(target -> live(target, id));
            }
        });
    }

    void checkNotEmptied(final SObjectType object, final Map<String, ?> values) {
        values.forEach((name, value) -> {
            final Field field = object.field(name).orElseThrow();
            final boolean emptied = value == null || Objects.toString(value).isBlank() || Objects.toString(value).equals("null");
            if (emptied && !field.is(Flag.NILLABLE) && field.type() != FieldType.BOOLEAN) {
                throw new RefusedRecord("REQUIRED_FIELD_MISSING", object.name() + " needs a value in " + field.name() + ".");
            }
        });
    }

    /** A person can be in a campaign once as lead and once as contact. */
    void checkMembership(final SObjectType object, final Map<String, ?> values) {
        if (!object.name().equals("CampaignMember")) {
            return;
        }
        for (final String side : new String[] {"LeadId", "ContactId"}) {
            final Optional<String> person = Optional.ofNullable(values.get(side)).map(Object::toString).flatMap(SalesforceId::normalize);
            final Optional<String> campaign = Optional.ofNullable(values.get("CampaignId")).map(Object::toString).flatMap(SalesforceId::normalize);
            if (person.isPresent() && campaign.isPresent() && isMember(object, side, person.get(), campaign.get())) {
                throw new RefusedRecord("DUPLICATE_VALUE", "Already a campaign member: this person is in the campaign, edit that record instead.");
            }
        }
    }

    boolean isMember(final SObjectType members, final String side, final String person, final String campaign) {
        return changes.idsWhere(members, side, person).stream().anyMatch(id -> campaign.equals(find(members, id).values().get("CampaignId")));
    }

    /** What moves when a person saves a record. */
    Map<String, Object> userStamps() {
        return Map.of("LastModifiedDate", store.stamp(), "SystemModstamp", store.stamp(), "LastModifiedById", store.adminUserId());
    }

    /** What moves when the system itself changes a record. */
    Map<String, Object> systemStamp() {
        return Map.of("SystemModstamp", store.stamp());
    }
}
