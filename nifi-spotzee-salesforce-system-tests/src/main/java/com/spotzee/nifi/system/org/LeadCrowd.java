package com.spotzee.nifi.system.org;

import com.spotzee.nifi.sandbox.salesforce.store.OrgStore;
import com.spotzee.nifi.sandbox.salesforce.store.RecordInserter;

import java.util.HashMap;
import java.util.Map;

/** Many plain leads for an emulated org, put there quickly: what a first sync is long by, where it does not matter who they are. */
public final class LeadCrowd {

    /** Neighbours decide alike: whoever has opted out costs the batch that they travel in three more requests. */
    private static final int NEIGHBOURS = 100;
    private static final int OPTED_OUT_ONE_OF = 25;
    private static final int WITHOUT_EMAIL_ONE_OF = 25;

    private LeadCrowd() {
    }

    /** Adds so many leads; their ids ascend in the order in which they are added. */
    public static void join(final OrgStore store, final int leads) {
        try (RecordInserter inserter = store.insert("Lead")) {
            for (int number = 0; number < leads; number++) {
                inserter.add(lead(number));
            }
        }
    }

    private static Map<String, Object> lead(final int number) {
        final Map<String, Object> lead = new HashMap<>();
        lead.put("LastName", "Number " + number);
        lead.put("Company", "Company " + number / 10);
        if (number % WITHOUT_EMAIL_ONE_OF != 0) {
            lead.put("Email", "lead." + number + "@example.org");
        }
        lead.put("HasOptedOutOfEmail", number / NEIGHBOURS % OPTED_OUT_ONE_OF == 1);
        return lead;
    }
}
