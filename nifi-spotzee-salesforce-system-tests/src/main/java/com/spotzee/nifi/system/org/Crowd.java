package com.spotzee.nifi.system.org;

import com.spotzee.nifi.sandbox.salesforce.store.OrgStore;
import com.spotzee.nifi.sandbox.salesforce.store.RecordInserter;

import java.time.Instant;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/** Many plain people for an emulated org, put there quickly: what a first sync is long by, where it does not matter who they are. */
public final class Crowd {

    private static final int WITHOUT_EMAIL_ONE_OF = 25;
    /** Neighbours decide alike: whoever has opted out costs the batch that they travel in three more requests. */
    private static final int NEIGHBOURS = 100;
    private static final int OPTED_OUT_ONE_OF = 25;

    private Crowd() {
    }

    /** Adds so many leads; their ids ascend in the order in which they are added. */
    public static void ofLeads(final OrgStore store, final int leads) {
        join(store, "Lead", leads, Map.of("Company", "Crowd Ltd"));
    }

    /** Adds so many leads that were created at one moment and not changed since. */
    public static void ofLeads(final OrgStore store, final int leads, final Instant created) {
        join(store, "Lead", leads, Map.of("Company", "Crowd Ltd", "CreatedDate", created, "LastModifiedDate", created, "SystemModstamp", created));
    }

    /** Adds so many contacts; their ids ascend in the order in which they are added. */
    public static void ofContacts(final OrgStore store, final int contacts) {
        join(store, "Contact", contacts, Map.of());
    }

    private static void join(final OrgStore store, final String object, final int people, final Map<String, Object> constants) {
        try (RecordInserter inserter = store.insert(object)) {
            for (int number = 0; number < people; number++) {
                final Map<String, Object> person = new HashMap<>(constants);
                person.put("LastName", "Number " + number);
                if (number % WITHOUT_EMAIL_ONE_OF != 0) {
                    person.put("Email", object.toLowerCase(Locale.ROOT) + "." + number + "@example.org");
                }
                person.put("HasOptedOutOfEmail", number / NEIGHBOURS % OPTED_OUT_ONE_OF == 1);
                inserter.add(person);
            }
        }
    }
}
