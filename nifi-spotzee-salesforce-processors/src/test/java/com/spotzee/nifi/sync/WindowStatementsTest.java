package com.spotzee.nifi.sync;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.spotzee.nifi.integration.ObjectPlan;
import com.spotzee.nifi.integration.PlanParts;
import com.spotzee.nifi.salesforce.FieldDescription;
import com.spotzee.nifi.salesforce.FieldPath;
import com.spotzee.nifi.salesforce.FieldType;
import com.spotzee.nifi.salesforce.SObjectDescription;
import com.spotzee.nifi.salesforce.SalesforceObject;
import com.spotzee.nifi.soql.SoqlCondition;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

class WindowStatementsTest {

    private static final Instant FROM = Instant.parse("2026-11-23T10:00:00Z");
    private static final Instant TO = Instant.parse("2026-11-23T11:00:00Z");
    private static final Instant NEXT_FROM = Instant.parse("2026-11-23T10:55:00Z");
    private static final ObjectMapper JSON = new ObjectMapper();

    private static final SObjectDescription MEMBER = new SObjectDescription("CampaignMember", "00v", List.of(
            lookup("LeadId", "Lead", "Lead"), lookup("ContactId", "Contact", "Contact")));
    private static final SObjectDescription CONTACT = new SObjectDescription("Contact", "003", List.of(
            lookup("AccountId", "Account", "Account"), lookup("ReportsToId", "ReportsTo", "Contact"), lookup("OwnerId", "Owner", "Group", "User")));

    @Nested
    class Incremental {

        @Test
        void asksForOwnChangesAndForEachParentsChangesApart() {
            final WindowStatements statements = statements(SalesforceObject.CAMPAIGN_MEMBER, MEMBER, incremental(), "Lead.Email", "Contact.Email");
            assertEquals(3, statements.count());
            assertEquals("SELECT Id, CreatedDate, LastModifiedDate, SystemModstamp, Lead.Email, Contact.Email, Lead.LastModifiedDate, Contact.LastModifiedDate"
                            + " FROM CampaignMember WHERE (LastModifiedDate >= 2026-11-23T10:00:00.000Z AND LastModifiedDate <= 2026-11-23T11:00:00.000Z)"
                            + " ORDER BY Id",
                    statements.after(Position.START).text());
            assertTrue(statements.after(new Position.InIdOrder(2, "00v000000000001AAA")).text().endsWith(
                    " WHERE ContactId IN (SELECT Id FROM Contact WHERE (LastModifiedDate >= 2026-11-23T10:00:00.000Z"
                            + " AND LastModifiedDate <= 2026-11-23T11:00:00.000Z)) AND Id > '00v000000000001AAA' ORDER BY Id"));
        }

        @Test
        void asksTheSameObjectDirectlyBecauseSoqlRefusesASemiJoinOnIt() {
            final WindowStatements statements = statements(SalesforceObject.CONTACT, CONTACT, incremental(), "ReportsTo.Email");
            assertTrue(statements.after(new Position.InIdOrder(1, null)).text().contains(
                    "WHERE (ReportsTo.LastModifiedDate >= 2026-11-23T10:00:00.000Z AND ReportsTo.LastModifiedDate <= 2026-11-23T11:00:00.000Z)"));
        }

        @Test
        void looksFurtherUpInsideTheSemiJoin() {
            final WindowStatements statements = statements(SalesforceObject.CONTACT, CONTACT, incremental(), "Account.Parent.Name");
            assertTrue(statements.after(new Position.InIdOrder(1, null)).text().contains(
                    "AccountId IN (SELECT Id FROM Account WHERE (Parent.LastModifiedDate >= 2026-11-23T10:00:00.000Z"));
        }

        @Test
        void followsUsersBehindAnOwnerLastBecauseTheRecordsShowNoStampsOfThem() {
            final WindowStatements statements = statements(SalesforceObject.CONTACT, CONTACT, incremental(), "Owner.Name", "Account.Name");
            assertEquals(3, statements.count());
            assertTrue(statements.after(new Position.InIdOrder(2, null)).text().contains(
                    " WHERE OwnerId IN (SELECT Id FROM User WHERE (LastModifiedDate >= 2026-11-23T10:00:00.000Z"));
            assertFalse(statements.after(Position.START).text().contains("Owner.LastModifiedDate"));
        }

        @Test
        void countsARecordForTheFirstStatementThatShowsIt() throws Exception {
            final WindowStatements statements = statements(SalesforceObject.CAMPAIGN_MEMBER, MEMBER, incremental(), "Lead.Email", "Contact.Email");
            final ObjectNode both = member("2026-11-23T10:30:00.000+0000", "2026-11-23T10:40:00.000+0000");
            final ObjectNode parentOnly = member("2026-11-23T09:59:59.000+0000", "2026-11-23T10:40:00.000+0000");
            assertFalse(statements.shownBefore(0, both));
            assertTrue(statements.shownBefore(1, both));
            assertFalse(statements.shownBefore(1, parentOnly));
            assertTrue(statements.shownBefore(2, parentOnly));
        }

        @Test
        void knowsWhatTheNextWindowShowsAgain() throws Exception {
            final WindowStatements statements = statements(SalesforceObject.CAMPAIGN_MEMBER, MEMBER, incremental(), "Lead.Email");
            assertTrue(statements.showsAgain(member("2026-11-23T10:55:00.000+0000", "2020-01-01T00:00:00.000+0000"), NEXT_FROM));
            assertTrue(statements.showsAgain(member("2020-01-01T00:00:00.000+0000", "2026-11-23T10:56:00.000+0000"), NEXT_FROM));
            assertFalse(statements.showsAgain(member("2026-11-23T10:54:59.000+0000", "2020-01-01T00:00:00.000+0000"), NEXT_FROM));
        }

        @Test
        void remembersNoVersionThatIsNewerThanTheWindow() throws Exception {
            final WindowStatements statements = statements(SalesforceObject.CAMPAIGN_MEMBER, MEMBER, incremental(), "Lead.Email");
            assertFalse(statements.showsAgain(member("2026-11-23T11:00:01.000+0000", "2026-11-23T10:56:00.000+0000"), NEXT_FROM));
        }

        @Test
        void asksForARangeOfIds() {
            final WindowStatements statements = statements(SalesforceObject.CONTACT, CONTACT, incremental());
            assertTrue(statements.after(new Position.InIdRange(0, "003000000000001AAA",
                    new IdRange("003000000000001AAA", "003000000000009AAA", "00300000000000zAAA"))).text().endsWith(
                    " AND Id > '003000000000001AAA' AND Id <= '003000000000009AAA' ORDER BY Id"));
        }

        @Test
        void asksForASliceOfItsOwnOrItsParentsStamps() {
            final WindowStatements statements = statements(SalesforceObject.CONTACT, CONTACT, incremental(), "Account.Name");
            final TimeSlice slice = new TimeSlice(FROM, FROM.plusSeconds(60));
            assertTrue(statements.after(new Position.InTimeSlice(0, null, slice, null)).text().endsWith(
                    " WHERE (LastModifiedDate >= 2026-11-23T10:00:00.000Z AND LastModifiedDate < 2026-11-23T10:01:00.000Z) ORDER BY Id"));
            assertTrue(statements.after(new Position.InTimeSlice(1, null, slice, "003000000000001AAA")).text().endsWith(
                    " WHERE AccountId IN (SELECT Id FROM Account WHERE (LastModifiedDate >= 2026-11-23T10:00:00.000Z"
                            + " AND LastModifiedDate < 2026-11-23T10:01:00.000Z)) AND Id > '003000000000001AAA' ORDER BY Id"));
            assertTrue(statements.after(new Position.InTimeSlice(0, null, new TimeSlice(FROM, null), null)).text().endsWith(
                    " WHERE (LastModifiedDate >= 2026-11-23T10:00:00.000Z AND LastModifiedDate <= 2026-11-23T11:00:00.000Z) ORDER BY Id"));
        }
    }

    @Nested
    class Full {

        @Test
        void asksOnceForEverythingThatTheRulesMatch() {
            final OpenWindow full = OpenWindow.opened("Lead-1", SyncMode.FULL, null, TO, NEXT_FROM);
            final ObjectPlan plan = new ObjectPlan(SalesforceObject.CAMPAIGN_MEMBER, List.of(FieldPath.parse("Lead.Email")),
                    new SoqlCondition("Status = 'Sent'"), kept -> true, null, List.of(FieldPath.parse("Lead.Id")), List.of(), List.of(), null,
                    PlanParts.NONE);
            final WindowStatements statements = new WindowStatements(plan, MEMBER, "SystemModstamp", full);
            assertEquals(1, statements.count());
            assertTrue(statements.after(Position.START).text().endsWith(" FROM CampaignMember WHERE Status = 'Sent' ORDER BY Id"));
            assertTrue(statements.after(new Position.InTimeSlice(0, null, new TimeSlice(FROM, TO), null)).text().endsWith(
                    " WHERE (SystemModstamp >= 2026-11-23T10:00:00.000Z AND SystemModstamp < 2026-11-23T11:00:00.000Z) AND Status = 'Sent' ORDER BY Id"));
            assertTrue(statements.after(new Position.InTimeSlice(0, null, new TimeSlice(FROM, null), null)).text().endsWith(
                    " WHERE SystemModstamp >= 2026-11-23T10:00:00.000Z AND Status = 'Sent' ORDER BY Id"));
        }
    }

    private static OpenWindow incremental() {
        return OpenWindow.opened("CampaignMember-1", SyncMode.INCREMENTAL, FROM, TO, NEXT_FROM);
    }

    private static WindowStatements statements(final SalesforceObject object, final SObjectDescription description, final OpenWindow window,
                                               final String... paths) {
        final List<FieldPath> fields = Arrays.stream(paths).map(FieldPath::parse).toList();
        final List<FieldPath> parents = fields.stream().filter(path -> !path.parents().isEmpty()).map(path -> path.sibling("Id")).toList();
        final ObjectPlan plan = new ObjectPlan(object, fields, null, kept -> true, null, parents, List.of(), List.of(), null, PlanParts.NONE);
        return new WindowStatements(plan, description, "LastModifiedDate", window);
    }

    private static ObjectNode member(final String own, final String lead) throws Exception {
        return (ObjectNode) JSON.readTree("""
                {"Id":"00v000000000001AAA","LastModifiedDate":"%s","Lead":{"LastModifiedDate":"%s"},"Contact":null}""".formatted(own, lead));
    }

    private static FieldDescription lookup(final String name, final String relationship, final String... objects) {
        return new FieldDescription(name, name, FieldType.REFERENCE, 18, true, false, relationship, List.of(objects));
    }
}
