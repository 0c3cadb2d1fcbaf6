package com.spotzee.nifi.sandbox.salesforce.edit;

import com.spotzee.nifi.sandbox.salesforce.schema.Field;
import com.spotzee.nifi.sandbox.salesforce.schema.Field.Flag;
import com.spotzee.nifi.sandbox.salesforce.schema.SObjectType;
import com.spotzee.nifi.sandbox.salesforce.store.OrgStore;
import com.spotzee.nifi.sandbox.salesforce.store.RecordChanges;
import com.spotzee.nifi.sandbox.salesforce.store.RefusedRecord;

import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Converts leads: the lead stays and becomes read-only, a contact takes its values, its campaign members point to both. */
final class LeadConversion {
    private static final List<String> SAME_NAME = List.of("FirstName", "LastName", "Salutation", "Title", "Email", "Phone", "MobilePhone", "Fax", "LeadSource",
            "Description", "HasOptedOutOfEmail", "HasOptedOutOfFax", "DoNotCall", "OwnerId");
    private static final List<String> ADDRESS = List.of("Street", "City", "State", "PostalCode", "Country", "Latitude", "Longitude", "GeocodeAccuracy");

    private final OrgStore store;
    private final RecordChanges changes;
    private final Records records;
    private final OrgEdits edits;

    LeadConversion(final OrgStore store, final Records records, final OrgEdits edits) {
        this.store = store;
        this.changes = store.changes();
        this.records = records;
        this.edits = edits;
    }

    OrgEdits.Conversion convert(final String leadId) {
        final SObjectType leads = records.object("Lead");
        final Records.Found lead = unconverted(leads, leadId);
        final String account = account((String) lead.values().get("Company"));
        return convert(leads, lead, new OrgEdits.Conversion(edits.create("Contact", contactValues(leads, lead, account)), account));
    }

    OrgEdits.Conversion convertInto(final String leadId, final String contactId) {
        final SObjectType leads = records.object("Lead");
        final SObjectType contacts = records.object("Contact");
        final Records.Found lead = unconverted(leads, leadId);
        final Records.Found contact = records.live(contacts, contactId);
        final String ofContact = (String) contact.values().get("AccountId");
        final String account = ofContact == null ? account((String) lead.values().get("Company")) : ofContact;
        final Map<String, Object> filled = new HashMap<>(records.userStamps());
        contactValues(leads, lead, account).forEach((name, value) -> {
            if (contact.values().get(name) == null && value != null) {
                filled.put(name, value);
            }
        });
        changes.write(contacts, contact.id(), filled);
        return convert(leads, lead, new OrgEdits.Conversion(contact.id(), account));
    }

    private Records.Found unconverted(final SObjectType leads, final String leadId) {
        final Records.Found lead = records.live(leads, leadId);
        if (Boolean.TRUE.equals(lead.values().get("IsConverted"))) {
            throw new RefusedRecord("CANNOT_UPDATE_CONVERTED_LEAD", "This lead has been converted already: choose another one.");
        }
        return lead;
    }

    private OrgEdits.Conversion convert(final SObjectType leads, final Records.Found lead, final OrgEdits.Conversion made) {
        final Map<String, Object> values = new HashMap<>(records.userStamps());
        values.putAll(Map.of("IsConverted", true, "ConvertedDate", store.clock().now().atZone(ZoneOffset.UTC).toLocalDate(),
                "ConvertedContactId", made.contactId(), "ConvertedAccountId", made.accountId(), "Status", "Closed - Converted"));
        changes.write(leads, lead.id(), values);
        final SObjectType members = records.object("CampaignMember");
        for (final String member : changes.idsWhere(members, "LeadId", lead.id())) {
            final Map<String, Object> both = new HashMap<>(records.systemStamp());
            both.put("ContactId", made.contactId());
            changes.write(members, member, both);
        }
        return made;
    }

    private String account(final String company) {
        final SObjectType accounts = records.object("Account");
        return changes.idsWhere(accounts, "Name", company).stream().filter(id -> !records.find(accounts, id).deleted()).findFirst()
                .orElseGet(() -> edits.create("Account", Map.of("Name", company)));
    }

    private Map<String, Object> contactValues(final SObjectType leads, final Records.Found lead, final String account) {
        final Map<String, Object> values = new HashMap<>();
        values.put("AccountId", account);
        SAME_NAME.forEach(name -> values.put(name, lead.values().get(name)));
        ADDRESS.forEach(part -> values.put("Mailing" + part, lead.values().get(part)));
        final SObjectType contacts = records.object("Contact");
        for (final Field field : leads.allFields()) {
            if (field.is(Flag.CUSTOM) && contacts.field(field.name()).filter(same -> same.type() == field.type()).isPresent()) {
                values.put(field.name(), lead.values().get(field.name()));
            }
        }
        return values;
    }
}
