package com.spotzee.nifi.system.demo;

import com.spotzee.nifi.sandbox.salesforce.edit.OrgEdits;
import com.spotzee.nifi.sandbox.salesforce.store.OrgStore;
import com.spotzee.nifi.system.org.OrgRecords;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A working day in the emulated org: some people change, some opt out, some are new. The same org always changes in the same way. */
public final class OrgChanges {

    private static final String LEAD = "Lead";
    private static final String CONTACT = "Contact";
    private static final int ONE_IN = 20;
    private static final int OPT_OUTS = 10;

    private final OrgEdits edits;
    private final OrgRecords records;

    public OrgChanges(final OrgStore store, final OrgEdits edits) {
        this.edits = edits;
        this.records = new OrgRecords(store);
    }

    /**
     * What was done.
     *
     * @param changed people whose fields were changed
     * @param optedOut people who opted out
     * @param created people who are new
     */
    public record Done(int changed, int optedOut, int created) {
    }

    /** Changes 5 % of the people, opts ten out, creates three. */
    public Done make() {
        return new Done(change(), optOut(), create());
    }

    private int change() {
        final List<String> leads = records.column("SELECT Id FROM Lead WHERE IsConverted = false", "Id");
        final List<String> contacts = records.column("SELECT Id FROM Contact", "Id");
        return change(LEAD, leads) + change(CONTACT, contacts);
    }

    private int change(final String object, final List<String> ids) {
        int changed = 0;
        for (int i = 0; i < ids.size(); i += ONE_IN) {
            edits.edit(object, ids.get(i), newValues(changed));
            changed++;
        }
        return changed;
    }

    private static Map<String, String> newValues(final int number) {
        final Map<String, String> values = new HashMap<>();
        switch (number % 3) {
            case 0 -> values.put("Title", "Head of Change " + number);
            case 1 -> values.put("Email", "changed.%d@example.org".formatted(number));
            default -> values.put("FirstName", null);
        }
        return values;
    }

    /** Campaign members first: theirs is the opt-out that reaches two users. */
    private int optOut() {
        final Map<String, Set<String>> chosen = new LinkedHashMap<>();
        chosen.put(LEAD, new LinkedHashSet<>(first(OPT_OUTS / 5, "SELECT LeadId FROM CampaignMember WHERE LeadId != null AND Lead.IsConverted = false "
                + "AND Lead.HasOptedOutOfEmail = false", "LeadId")));
        chosen.put(CONTACT, new LinkedHashSet<>(first(OPT_OUTS / 5, "SELECT ContactId FROM CampaignMember WHERE ContactId != null "
                + "AND Contact.HasOptedOutOfEmail = false", "ContactId")));
        fill(chosen.get(LEAD), OPT_OUTS / 2, records.column("SELECT Id FROM Lead WHERE IsConverted = false AND HasOptedOutOfEmail = false", "Id"));
        final int left = OPT_OUTS - chosen.get(LEAD).size();
        fill(chosen.get(CONTACT), left, records.column("SELECT Id FROM Contact WHERE HasOptedOutOfEmail = false", "Id"));
        chosen.forEach((object, ids) -> ids.forEach(id -> edits.optOut(object, id)));
        return chosen.values().stream().mapToInt(Set::size).sum();
    }

    private List<String> first(final int most, final String soql, final String column) {
        final Set<String> ids = new LinkedHashSet<>(records.column(soql, column));
        return new ArrayList<>(ids).subList(0, Math.min(most, ids.size()));
    }

    private static void fill(final Set<String> chosen, final int size, final List<String> candidates) {
        for (final String candidate : candidates) {
            if (chosen.size() >= size) {
                return;
            }
            chosen.add(candidate);
        }
    }

    private int create() {
        final List<Map<String, String>> people = List.of(
                Map.of("LastName", "Ngata", "FirstName", "Aroha", "Company", "Southern Light", "Email", "aroha.ngata@example.org", "Phone", "+64 21 555 0123"),
                Map.of("LastName", "Sørensen", "FirstName", "Mads", "Company", "Nordlys", "Email", "mads.sorensen@example.org", "Interests__c", "Running;Yoga",
                        "HasOptedOutOfEmail", "true"));
        people.forEach(person -> edits.create(LEAD, person));
        edits.create(CONTACT, Map.of("LastName", "O'Brien", "Email", "obrien@example.org", "Score__c", "42"));
        return people.size() + 1;
    }
}
