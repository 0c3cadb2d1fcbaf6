package com.spotzee.nifi.processors;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.spotzee.nifi.sandbox.salesforce.EmulatedOrg;
import com.spotzee.nifi.sandbox.salesforce.edit.OrgEdits;
import com.spotzee.nifi.sandbox.spotzee.EmulatedProject;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.random.RandomGenerator;

/** People of an org who come, change, opt out, are converted and deleted at random, and what Spotzee has to hold of them when all has arrived. */
final class PeopleStory {

    /** Only those whose source is this come to Spotzee. */
    static final String WANTED = "Web";

    private static final String LEAD = "Lead";
    private static final String CONTACT = "Contact";
    private static final long MARKETING = 1;

    private final EmulatedOrg org;
    private final Map<String, String> living = new HashMap<>();
    private final List<String> order = new ArrayList<>();
    private final Map<String, String> convertedTo = new HashMap<>();
    private final Set<String> deleted = new HashSet<>();
    private int texts;

    PeopleStory(final EmulatedOrg org) {
        this.org = org;
    }

    /** Somebody does something. */
    synchronized void happens(final RandomGenerator random) {
        final int what = random.nextInt(20);
        if (what < 6 || order.isEmpty()) {
            arrive(random);
            return;
        }
        final String id = order.get(random.nextInt(order.size()));
        final boolean readOnly = convertedTo.containsKey(id);
        if (readOnly || deleted.contains(id)) {
            return;
        }
        switch (what) {
            case 6, 7, 8 -> edits().optOut(living.get(id), id);
            case 9 -> delete(id);
            case 10, 11 -> convert(id);
            case 12, 13 -> edits().edit(living.get(id), id, Map.of("LeadSource", WANTED));
            default -> edits().edit(living.get(id), id, Map.of(random.nextBoolean() ? "LastName" : "Email", "v%d@example.com".formatted(texts++)));
        }
    }

    /** What Spotzee does not hold as it should, a sentence each. */
    synchronized List<String> differences(final EmulatedProject project, final Set<String> excused) {
        final List<String> differences = new ArrayList<>();
        final Set<String> may = new HashSet<>();
        for (final String id : order) {
            final String externalId = externalId(id);
            may.add(externalId);
            if (!deleted.contains(id) && !excused.contains(externalId)) {
                compare(id, project, differences);
            }
        }
        project.users().map(user -> user.path("external_id").asText()).filter(id -> !may.contains(id)).forEach(id -> differences.add(id + " is one too many"));
        return differences;
    }

    /** How many people there are. */
    synchronized int size() {
        return order.size();
    }

    private void compare(final String id, final EmulatedProject project, final List<String> differences) {
        final String externalId = externalId(id);
        final ObjectNode person = org.store().find(living.get(id), id).orElseThrow();
        final boolean wanted = WANTED.equals(person.path("LeadSource").asText());
        if (project.user(externalId).isEmpty() || !wanted) {
            if (wanted || project.user(externalId).isPresent()) {
                differences.add(externalId + (wanted ? " is missing" : " was never wanted"));
            }
            return;
        }
        final JsonNode user = project.user(externalId).get();
        final boolean optedOut = person.path("HasOptedOutOfEmail").asBoolean();
        final String should = "%s %s %s".formatted(person.path("Email").asText(), person.path("LastName").asText(), optedOut);
        final String is = "%s %s %s".formatted(user.path("email").asText(), user.at("/data/last_name").asText(), user.at("/data/unsubscribed").asText());
        if (!should.equals(is)) {
            differences.add("%s is %s and should be %s".formatted(externalId, is, should));
        }
        if ((optedOut || inherited(id)) && project.subscriptionState(externalId, MARKETING).filter(state -> state == 0).isEmpty()) {
            differences.add(externalId + " has opted out and can be written to");
        }
    }

    private boolean inherited(final String contact) {
        return convertedTo.entrySet().stream().filter(conversion -> conversion.getValue().equals(contact))
                .anyMatch(conversion -> org.store().find(LEAD, conversion.getKey()).orElseThrow().path("HasOptedOutOfEmail").asBoolean());
    }

    private void arrive(final RandomGenerator random) {
        final String object = random.nextBoolean() ? LEAD : CONTACT;
        final Map<String, Object> values = new HashMap<>(Map.of("LastName", "Person " + texts, "Email", "p%d@example.com".formatted(texts++),
                "LeadSource", random.nextInt(5) == 0 ? "Other" : WANTED, "HasOptedOutOfEmail", random.nextInt(6) == 0));
        if (object.equals(LEAD)) {
            values.put("Company", "Company");
        }
        joined(object, edits().create(object, values));
    }

    private void convert(final String id) {
        if (living.get(id).equals(LEAD)) {
            final String contact = edits().convert(id).contactId();
            convertedTo.put(id, contact);
            joined(CONTACT, contact);
        }
    }

    private void delete(final String id) {
        edits().delete(living.get(id), id);
        deleted.add(id);
    }

    private void joined(final String object, final String id) {
        living.put(id, object);
        order.add(id);
    }

    private String externalId(final String id) {
        return "sf_crm-emea_%s_%s".formatted(living.get(id), id);
    }

    private OrgEdits edits() {
        return org.edits();
    }
}
