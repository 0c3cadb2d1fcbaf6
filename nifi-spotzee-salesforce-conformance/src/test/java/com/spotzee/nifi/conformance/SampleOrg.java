package com.spotzee.nifi.conformance;

import com.spotzee.nifi.sandbox.salesforce.EmulatedOrg;
import com.spotzee.nifi.sandbox.salesforce.OrgSettings;
import com.spotzee.nifi.sandbox.salesforce.store.RecordInserter;

import java.util.Map;

/** An org with two and a half pages of leads, a contact with an account and hard text, and one without. */
final class SampleOrg {

    static final int LEADS = 4_500;

    private SampleOrg() {
    }

    static EmulatedOrg start() {
        final EmulatedOrg org = EmulatedOrg.start(OrgSettings.defaults());
        try (RecordInserter leads = org.store().insert("Lead")) {
            for (int number = 0; number < LEADS; number++) {
                leads.add(Map.of("LastName", "Lead " + number, "Company", "Acme", "Status", "Open - Not Contacted"));
            }
        }
        final String account;
        try (RecordInserter accounts = org.store().insert("Account")) {
            account = accounts.add(Map.of("Name", "Acme \"North\", Ltd", "AnnualRevenue", 350_000_000));
        }
        try (RecordInserter contacts = org.store().insert("Contact")) {
            contacts.add(Map.of("LastName", "Lee", "AccountId", account, "Email", "lee@example.com", "Description", "first line\nsecond \"line\""));
            contacts.add(Map.of("LastName", "O'Neill"));
        }
        return org;
    }
}
