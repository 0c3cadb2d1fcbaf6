package com.spotzee.nifi.processors;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.spotzee.nifi.sandbox.salesforce.EmulatedOrg;
import com.spotzee.nifi.sandbox.salesforce.store.Transaction;
import org.apache.nifi.reporting.InitializationException;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/**
 * What happens in the org of a trial: contacts, their campaign memberships and leads before the first sync, and before each of three later ones edits,
 * new people, opt-outs, changes of parents, people who leave and enter the rules, ties, conversions, merges, deletions, somebody restored, and
 * transactions that are committed late. It knows what has to be true of whatever was emitted.
 */
final class TrialStory {

    static final Map<String, String> INTEGRATION = Map.of("Objects", "Contact, CampaignMember, Lead", "Sync Rules", "LeadSource equals \"Web\"",
            "email", "Email", "company", "[Contact] Account.Name", "status", "[CampaignMember] Status",
            "unsubscribed", "[Contact] HasOptedOutOfEmail, [CampaignMember] Contact.HasOptedOutOfEmail, [Lead] HasOptedOutOfEmail : boolean");

    private static final Map<String, List<String>> FIELDS = Map.of(
            "Contact", List.of("LeadSource", "Email", "HasOptedOutOfEmail", "Account.Name"),
            "CampaignMember", List.of("LeadSource", "Email", "Status", "Contact.HasOptedOutOfEmail"),
            "Lead", List.of("LeadSource", "Email", "HasOptedOutOfEmail"));
    private static final Set<String> OBJECTS = FIELDS.keySet();
    private static final Duration BETWEEN_SYNCS = Duration.ofMinutes(61);
    /** Longer than overlap and margin reach back: only {@code latestDateCovered} tells that it is still running. */
    private static final Duration LONG_TRANSACTION = Duration.ofMinutes(25);

    private final SyncTrial trial;
    private final EmulatedOrg org;
    private final int mostTicks;
    private final Map<String, String> objects = new LinkedHashMap<>();
    private final List<String> contacts = new ArrayList<>();
    private final List<String> members = new ArrayList<>();
    private final List<String> leads = new ArrayList<>();
    private final Set<String> heirs = new LinkedHashSet<>();
    private final Set<String> everDeleted = new LinkedHashSet<>();
    private final List<String> accounts = new ArrayList<>();
    private final Set<Version> versions = new HashSet<>();
    private String campaign;
    private boolean marks;
    private boolean atItsEnd;
    private int ticks;

    /** A record as far as the mappings and rules see it. */
    private record Version(String id, Map<String, String> values) {
    }

    /** A story in which each sync takes so many ticks at most. */
    TrialStory(final SyncTrial trial, final int mostTicks) {
        this.trial = trial;
        this.org = trial.org();
        this.mostTicks = mostTicks;
    }

    /** Expects marks of deleted records, where others are unsubscribed. */
    TrialStory expectingMarks(final boolean expected) {
        marks = expected;
        return this;
    }

    /** Lets people edit while syncs are under way: what they edit may come with the next one, so only the last one is checked. */
    TrialStory checkedAtItsEnd() {
        atItsEnd = true;
        return this;
    }

    /** How many ticks the syncs took. */
    int ticks() {
        return ticks;
    }

    /** Fills the org with what was there before. */
    void fill() {
        org.clock().advance(Duration.ofDays(-1));
        campaign = org.edits().create("Campaign", Map.of("Name", "Spring"));
        for (int i = 0; i < 3; i++) {
            accounts.add(org.edits().create("Account", Map.of("Name", "Account " + i)));
        }
        for (int i = 0; i < 12; i++) {
            org.clock().advance(Duration.ofMinutes(2));
            contact(i, i % 4 == 3 ? "Other" : "Web");
        }
        for (int i = 0; i < 6; i++) {
            org.clock().advance(Duration.ofMinutes(2));
            member(contacts.get(i));
        }
        for (int i = 0; i < 7; i++) {
            org.clock().advance(Duration.ofMinutes(2));
            lead(i);
        }
        org.edits().optOut("Lead", leads.get(2));
        org.edits().optOut("Contact", contacts.get(2));
        org.edits().optOut("Contact", contacts.get(7));
        org.clock().set(SyncTrial.BEGIN);
        remember();
    }

    /** The first sync and three later ones, each checked. */
    void tell() throws InitializationException, IOException {
        sync("first");

        delete("Lead", leads.get(6));
        org.edits().emptyRecycleBin("Lead");
        trial.pass(BETWEEN_SYNCS);
        final Transaction longRunning = beforeTheSecond();
        sync("second");

        longRunning.commit();
        everDeleted.add(leads.get(4));
        trial.pass(BETWEEN_SYNCS);
        final Transaction shortOne = beforeTheThird();
        sync("third");

        shortOne.commit();
        remember();
        trial.pass(Duration.ofMinutes(3));
        edit(0, "two");
        edit(0, "three");
        org.edits().optOut("Contact", contacts.get(0));
        delete("Contact", contacts.get(6));
        member(contacts.get(12));
        remember();
        trial.askForSync();
        sync("fourth");
    }

    /** What happens, and a transaction that is still open then. */
    private Transaction beforeTheSecond() {
        final Transaction running = org.edits().begin();
        running.does(() -> org.edits().optOut("Contact", contacts.get(8))).does(() -> edit(9, "late")).does(() -> org.edits().delete("Lead", leads.get(4)));
        trial.pass(LONG_TRANSACTION);
        org.edits().convertInto(leads.get(2), contacts.get(1));
        heirs.add(contacts.get(1));
        delete("Lead", leads.get(3));
        edit(0, "one");
        edit(1, "one");
        contact(12, "Web");
        org.edits().optOut("Contact", contacts.get(4));
        org.edits().optOut("Contact", contacts.get(11));
        member(contacts.get(8));
        remember();
        return running;
    }

    /** What happens, and a transaction that is still open then. */
    private Transaction beforeTheThird() {
        org.edits().undelete("Lead", leads.get(3));
        org.edits().edit("Lead", leads.get(3), Map.of("LeadSource", "Other"));
        org.edits().optOut("Lead", leads.get(1));
        org.edits().merge("Lead", leads.get(0), List.of(leads.get(1)));
        everDeleted.add(leads.get(1));
        heirs.add(leads.get(0));
        delete("Lead", leads.get(5));
        delete("CampaignMember", members.get(3));
        org.edits().edit("Account", accounts.get(1), Map.of("Name", "Renamed"));
        org.edits().edit("Contact", contacts.get(5), Map.of("LeadSource", "Other"));
        org.edits().edit("Contact", contacts.get(3), Map.of("LeadSource", "Web"));
        org.edits().edit("CampaignMember", members.get(0), Map.of("Status", "Responded"));
        trial.pass(Duration.ofMinutes(2));
        final Transaction running = org.edits().begin().does(() -> edit(10, "short")).does(() -> contact(13, "Web"))
                .does(() -> org.edits().edit("Account", accounts.get(2), Map.of("Name", "Renamed late")));
        remember();
        return running;
    }

    /** One more sync, after which everything that happened while others were under way must have come as well. */
    void lastSync() throws InitializationException, IOException {
        trial.org().faults().clear();
        atItsEnd = false;
        trial.pass(BETWEEN_SYNCS);
        sync("last");
    }

    /** Somebody opts out at any moment. */
    void optOutMeanwhile(final int number) {
        org.edits().optOut("Contact", contacts.get(number));
        remember();
    }

    /** Somebody edits a contact at any moment. */
    void editMeanwhile(final int number, final String text) {
        edit(number, text);
        remember();
    }

    private void sync(final String which) throws InitializationException, IOException {
        remember();
        ticks += trial.settle(OBJECTS, mostTicks);
        if (!atItsEnd) {
            // trouble with deletions holds no sync up
            for (int tick = 0; tick < mostTicks && !deletionsAreTold(); tick++) {
                trial.pass(SyncTrial.TICK);
                trial.tick();
                ticks++;
            }
            check(which);
            checkDeletions(which);
        }
    }

    /** Those who are deleted now are told as deleted, and those who were restored as restored. Without marks, everybody who ever was is unsubscribed. */
    private boolean deletionsAreTold() {
        return marks ? everDeleted.stream().allMatch(id -> trial.marks().getOrDefault(id, false) == current(id).isEmpty())
                : trial.optedOut().containsAll(everDeleted);
    }

    private void checkDeletions(final String which) {
        assertTrue(deletionsAreTold(), () -> which + " sync: deleted once " + everDeleted + ", marks " + trial.marks());
        objects.keySet().stream().filter(id -> current(id).isPresent()).forEach(id ->
                assertTrue(!trial.marks().getOrDefault(id, false), () -> which + " sync: marked and there: " + objects.get(id) + " " + id));
    }

    private void check(final String which) {
        final Map<String, Version> last = new HashMap<>();
        for (final JsonNode emission : trial.emitted()) {
            final Version version = version(emission);
            assertTrue(versions.contains(version), () -> which + " sync: this is no version of the record: " + emission);
            assertEquals("Web", version.values().get("LeadSource"), () -> which + " sync: does not match the rules: " + emission);
            last.put(version.id(), version);
        }
        final Set<String> optedOut = new LinkedHashSet<>();
        objects.keySet().forEach(id -> current(id).ifPresent(version -> {
            if (version.values().get("LeadSource").equals("Web")) {
                assertEquals(version, last.get(id), () -> which + " sync: the last version of " + objects.get(id) + " " + id + " was not emitted");
            }
            if (version.values().containsValue("true")) {
                optedOut.add(id);
            }
        }));
        optedOut.addAll(heirs);
        assertTrue(trial.optedOut().containsAll(optedOut), () -> which + " sync: opted out " + optedOut + ", emitted " + trial.optedOut());
    }

    private void contact(final int number, final String source) {
        final String id = org.edits().create("Contact", Map.of("LastName", "Person" + number, "Email", "person%d@example.com".formatted(number),
                "LeadSource", source, "AccountId", accounts.get(number % accounts.size())));
        contacts.add(id);
        objects.put(id, "Contact");
    }

    private void lead(final int number) {
        final String id = org.edits().create("Lead", Map.of("LastName", "Lead" + number, "Company", "Acme", "Email", "lead%d@example.com".formatted(number),
                "LeadSource", "Web"));
        leads.add(id);
        objects.put(id, "Lead");
    }

    private void delete(final String object, final String id) {
        org.edits().delete(object, id);
        everDeleted.add(id);
    }

    private void member(final String contact) {
        final String id = org.edits().create("CampaignMember", Map.of("CampaignId", campaign, "ContactId", contact));
        members.add(id);
        objects.put(id, "CampaignMember");
    }

    private void edit(final int number, final String text) {
        org.edits().edit("Contact", contacts.get(number), Map.of("Email", "%s%d@example.com".formatted(text, number)));
    }

    private void remember() {
        objects.keySet().forEach(id -> current(id).ifPresent(versions::add));
    }

    private Optional<Version> current(final String id) {
        final String object = objects.get(id);
        return org.store().find(object, id).filter(found -> !found.path("IsDeleted").asBoolean()).map(found -> {
            final Map<String, String> values = new LinkedHashMap<>();
            for (final String field : FIELDS.get(object)) {
                final String[] path = field.split("\\.");
                final ObjectNode owner = path.length == 1 ? found : org.store().find(path[0], found.path(path[0] + "Id").asText()).orElseThrow();
                values.put(field, owner.path(path[path.length - 1]).asText());
            }
            return new Version(id, values);
        });
    }

    private Version version(final JsonNode emission) {
        final String id = emission.path("Id").asText();
        final Map<String, String> values = new LinkedHashMap<>();
        for (final String field : FIELDS.get(objects.getOrDefault(id, "Contact"))) {
            values.put(field, emission.at("/" + field.replace('.', '/')).asText());
        }
        return new Version(id, values);
    }
}
