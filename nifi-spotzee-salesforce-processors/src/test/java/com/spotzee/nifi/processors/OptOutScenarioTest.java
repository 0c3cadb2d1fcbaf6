package com.spotzee.nifi.processors;

import com.spotzee.nifi.sandbox.salesforce.edit.OrgEdits;
import com.spotzee.nifi.sandbox.salesforce.schema.FieldType;
import org.apache.nifi.reporting.InitializationException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** Each way in which a person may have opted out, in each situation in which the sync may find that; the chain watches every single change at Spotzee. */
class OptOutScenarioTest {

    private ChainedSync sync;
    private OrgEdits edits;
    private final Map<String, String> parents = new HashMap<>();

    /** Where an opt-out is read, and how people set it. */
    private enum Way {
        LEAD("Lead", "HasOptedOutOfEmail : boolean", "HasOptedOutOfEmail", true),
        CONTACT("Contact", "HasOptedOutOfEmail : boolean", "HasOptedOutOfEmail", true),
        MEMBER_BY_LEAD("CampaignMember", "Lead.HasOptedOutOfEmail, Contact.HasOptedOutOfEmail : boolean", "HasOptedOutOfEmail", true),
        MEMBER_BY_CONTACT("CampaignMember", "Lead.HasOptedOutOfEmail, Contact.HasOptedOutOfEmail : boolean", "HasOptedOutOfEmail", true),
        CUSTOM_FIELD("Lead", "No_Mail__c : boolean", "No_Mail__c", true),
        OPT_IN_FIELD("Lead", "not Newsletter__c : boolean", "Newsletter__c", false);

        private final String object;
        private final String row;
        private final String field;
        private final boolean valueOfOptOut;

        Way(final String object, final String row, final String field, final boolean valueOfOptOut) {
            this.object = object;
            this.row = row;
            this.field = field;
            this.valueOfOptOut = valueOfOptOut;
        }

        private String scopedRow() {
            final String[] parts = row.split(" : ");
            return Arrays.stream(parts[0].split(", ")).map(source -> "[%s] %s".formatted(object, source)).collect(Collectors.joining(", ")) + " : " + parts[1];
        }

        private String parent() {
            return switch (this) {
                case MEMBER_BY_LEAD -> "Lead";
                case MEMBER_BY_CONTACT -> "Contact";
                default -> null;
            };
        }
    }

    @AfterEach
    void nobodyWasMailable() {
        sync.close();
    }

    @ParameterizedTest
    @EnumSource
    void arrivesWithTheFirstSyncAndWithWhoIsCreatedLater(final Way way) throws Exception {
        start(way);
        final String first = person(way, true);
        final String other = person(way, false);
        sync.sync();
        assertSentUnsubscribed(way, first);
        assertFalse(sync.unsubscribed(way.object, other));

        final String later = person(way, true);
        sync.sync();
        assertSentUnsubscribed(way, later);
    }

    @ParameterizedTest
    @EnumSource
    void comesBeforeAnythingElseThatIsNew(final Way way) throws Exception {
        start(way);
        final String person = person(way, false);
        sync.sync();
        assertFalse(sync.unsubscribed(way.object, person));

        optOut(way, person);
        edits.edit(way.object, person, way.parent() == null ? Map.of("LastName", "Renamed") : Map.of("Status", "Responded"));
        sync.sync();
        assertSentUnsubscribed(way, person);
    }

    @ParameterizedTest
    @EnumSource
    void overtakesAnOlderVersionThatIsQueued(final Way way) throws Exception {
        start(way);
        final String person = person(way, false);
        sync.readOnly();
        optOut(way, person);
        sync.pass(Duration.ofMinutes(2));
        sync.trigger();
        sync.deliver();
        assertSentUnsubscribed(way, person);
        assertFalse(sync.property(way.object, person, "unsubscribed").asBoolean());

        sync.sync();
        assertTrue(sync.property(way.object, person, "unsubscribed").asBoolean());
    }

    @ParameterizedTest
    @EnumSource
    void alsoWhenNiFiIsStartedAgainMeanwhile(final Way way) throws Exception {
        start(way);
        final String person = person(way, false);
        final String before = person(way, true);
        sync.readOnly();
        optOut(way, person);
        sync.pass(Duration.ofMinutes(2));
        sync.change("Sync Frequency", "30 min");
        sync.trigger();
        sync.deliver();
        assertSentUnsubscribed(way, person);
        assertSentUnsubscribed(way, before);
    }

    @ParameterizedTest
    @EnumSource
    void arrivesWhateverTheRulesSay(final Way way) throws Exception {
        final String rule = way.parent() == null ? "LastName not_equals \"Leaver\"" : "Status not_equals \"Responded\"";
        start(way, Map.of("Sync Rules", rule));
        final String person = person(way, false);
        sync.sync();
        optOut(way, person);
        edits.edit(way.object, person, way.parent() == null ? Map.of("LastName", "Leaver") : Map.of("Status", "Responded"));
        sync.sync();
        assertTrue(sync.unsubscribed(way.object, person));

        final String stranger = person(way, true);
        edits.edit(way.object, stranger, way.parent() == null ? Map.of("LastName", "Leaver") : Map.of("Status", "Responded"));
        sync.sync();
        assertTrue(sync.user(way.object, stranger).isEmpty());
    }

    @ParameterizedTest
    @EnumSource
    void arrivesWhileCallsAreShort(final Way way) throws Exception {
        start(way);
        final String person = person(way, false);
        sync.sync();
        sync.org().setApiUsage(920, 1000);
        optOut(way, person);
        sync.pass(ChainedSync.FREQUENCY);
        // the first answer tells how little is left
        sync.trigger();
        sync.pass(ChainedSync.FREQUENCY);
        sync.trigger();
        sync.deliver();
        assertTrue(sync.unsubscribed(way.object, person));
    }

    @ParameterizedTest
    @EnumSource
    void nobodyComesWhileItCanNotBeReadUnderHold(final Way way) throws Exception {
        start(way);
        final String known = person(way, false);
        sync.sync();
        final String hiddenIn = way.parent() == null ? way.object : way.parent();
        edits.hideField(hiddenIn, way.field);
        sync.change("When Opt-Out Is Unreadable", "Hold");
        final String person = person(way, false);
        sync.readOnly();
        sync.deliver();
        assertTrue(sync.user(way.object, person).isEmpty());
        assertFalse(sync.events("sync_failed").isEmpty());

        edits.showField(hiddenIn, way.field);
        optOut(way, person);
        optOut(way, known);
        sync.change("When Opt-Out Is Unreadable", "Hold");
        sync.sync();
        assertSentUnsubscribed(way, person);
        assertTrue(sync.unsubscribed(way.object, known));
    }

    @ParameterizedTest
    @EnumSource
    void whoWasOptedOutStaysSoUnderContinue(final Way way) throws Exception {
        start(way, Map.of("When Opt-Out Is Unreadable", "Continue"));
        final String person = person(way, true);
        sync.sync();
        edits.hideField(way.parent() == null ? way.object : way.parent(), way.field);
        sync.change("When Opt-Out Is Unreadable", "Continue");
        edits.edit(way.object, person, way.parent() == null ? Map.of("LastName", "Renamed") : Map.of("Status", "Responded"));
        sync.sync();
        assertSentUnsubscribed(way, person);
        assertEquals(List.of(), sync.events("sync_failed"));
    }

    @ParameterizedTest
    @EnumSource
    void arrivesForWhoCameBeforeTheObjectWasTakenOut(final Way way) throws Exception {
        final String other = way.object.equals("Contact") ? "Lead" : "Contact";
        start(way, Map.of("Objects", way.object + ", " + other, "unsubscribed", way.scopedRow()));
        final String person = person(way, false);
        sync.sync();
        sync.change("Objects", other);
        sync.sync();
        sync.pass(Duration.ofDays(3));
        optOut(way, person);
        final String later = person(way, false);
        sync.sync();
        assertSentUnsubscribed(way, person);
        assertTrue(sync.user(way.object, later).isEmpty());
        assertEquals(List.of(), sync.events("sync_failed"));
    }

    @ParameterizedTest
    @CsvSource({"true, false", "false, true"})
    void ofEitherParentSufficesForAMemberOfBoth(final boolean ofLead, final boolean ofContact) throws Exception {
        start(Way.MEMBER_BY_LEAD);
        final String lead = edits.create("Lead", Map.of("LastName", "Ada", "Company", "Analytical", "HasOptedOutOfEmail", ofLead));
        final String contact = edits.create("Contact", Map.of("LastName", "Ada", "Email", "ada@example.com", "HasOptedOutOfEmail", ofContact));
        final String member = edits.create("CampaignMember", Map.of("CampaignId", edits.create("Campaign", Map.of("Name", "Spring")), "LeadId", lead));
        edits.convertInto(lead, contact);
        sync.sync();
        assertSentUnsubscribed(Way.MEMBER_BY_LEAD, member);
        assertTrue(sync.property("CampaignMember", member, "unsubscribed").asBoolean());
    }

    @Test
    void whatIsOnItsWayIsLeftOutWhenTheObjectIsTakenOut() throws Exception {
        start(Way.LEAD, Map.of("Objects", "Lead, Contact"));
        person(Way.LEAD, false);
        sync.readOnly();
        final String syncId = sync.query().getFlowFilesForRelationship(QuerySalesforceIncremental.REL_SUCCESS).getFirst().getAttribute("sync.id");
        sync.change("Objects", "Contact");
        sync.trigger();
        assertTrue(sync.integration().ledger().delivered(syncId).isEmpty());
        assertTrue(sync.query().getFlowFilesForRelationship(QuerySalesforceIncremental.REL_EVENTS).stream()
                .anyMatch(event -> event.getContent().contains("Lead is not among the objects any more")));
    }

    private void start(final Way way) throws InitializationException {
        start(way, Map.of());
    }

    private void start(final Way way, final Map<String, String> more) throws InitializationException {
        final Map<String, String> properties = new HashMap<>(Map.of("Objects", way.object, "email", "Email", "unsubscribed", way.row));
        properties.putAll(more);
        sync = new ChainedSync(properties);
        edits = sync.edits();
        for (final String field : List.of("No_Mail__c", "Newsletter__c")) {
            edits.addField("Lead", new OrgEdits.NewField(field, field, FieldType.BOOLEAN, List.of()));
        }
    }

    private void assertSentUnsubscribed(final Way way, final String person) {
        assertTrue(sync.user(way.object, person).orElseThrow().path("email").isTextual());
        assertTrue(sync.unsubscribed(way.object, person));
    }

    private String person(final Way way, final boolean optedOut) {
        final String object = way.parent() == null ? way.object : way.parent();
        final Map<String, Object> values = new HashMap<>(Map.of("LastName", "Ada", "Email", "ada@example.com"));
        if (object.equals("Lead")) {
            values.put("Company", "Analytical");
        }
        values.put(way.field, optedOut == way.valueOfOptOut);
        final String id = edits.create(object, values);
        if (way.parent() == null) {
            return id;
        }
        final String member = edits.create("CampaignMember", Map.of("CampaignId", edits.create("Campaign", Map.of("Name", "Spring")), object + "Id", id));
        parents.put(member, id);
        return member;
    }

    private void optOut(final Way way, final String person) {
        if (way.parent() == null) {
            edits.edit(way.object, person, Map.of(way.field, way.valueOfOptOut));
        } else {
            edits.edit(way.parent(), parents.get(person), Map.of(way.field, way.valueOfOptOut));
        }
    }
}
