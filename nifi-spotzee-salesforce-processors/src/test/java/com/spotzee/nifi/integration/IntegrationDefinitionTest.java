package com.spotzee.nifi.integration;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.spotzee.nifi.mapping.DroppedValue;
import com.spotzee.nifi.mapping.MappedRecord;
import com.spotzee.nifi.mapping.MappingRows;
import com.spotzee.nifi.records.JsonRecords;
import com.spotzee.nifi.rules.RuleLogic;
import com.spotzee.nifi.rules.RuleSet;
import com.spotzee.nifi.salesforce.FieldDescription;
import com.spotzee.nifi.salesforce.FieldPath;
import com.spotzee.nifi.salesforce.FieldType;
import com.spotzee.nifi.salesforce.SalesforceFailure;
import com.spotzee.nifi.salesforce.SalesforceObject;
import com.spotzee.nifi.soql.SoqlCondition;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

class IntegrationDefinitionTest {

    private static final String OPT_OUT = "unsubscribed";

    private final FakeSchema schema = new FakeSchema()
            .with("Lead", "Id", FieldType.ID).with("Lead", "Email", FieldType.EMAIL).with("Lead", "Status", FieldType.PICKLIST)
            .with("Lead", "Phone", FieldType.PHONE).with("Lead", "FirstName", FieldType.STRING).with("Lead", "LastName", FieldType.STRING)
            .with("Lead", "HasOptedOutOfEmail", FieldType.BOOLEAN).with("Lead", "AnnualRevenue", FieldType.CURRENCY)
            .lookup("Lead", "OwnerId", "Owner", "Group", "User")
            .with("User", "Name", FieldType.STRING).with("User", "LanguageLocaleKey", FieldType.PICKLIST)
            .with("Contact", "FirstName", FieldType.STRING).with("Contact", "LastName", FieldType.STRING).with("Contact", "Phone", FieldType.PHONE)
            .with("Contact", "Email", FieldType.EMAIL).lookup("Contact", "AccountId", "Account", "Account")
            .with("Contact", "HasOptedOutOfEmail", FieldType.BOOLEAN).with("Contact", "OptIn__c", FieldType.BOOLEAN)
            .with("Account", "Name", FieldType.STRING).with("Account", "BillingCountry", FieldType.STRING).lookup("Account", "OwnerId", "Owner", "User")
            .with("CampaignMember", "Status", FieldType.PICKLIST).with("CampaignMember", "Email", FieldType.EMAIL)
            .lookup("CampaignMember", "LeadId", "Lead", "Lead").lookup("CampaignMember", "ContactId", "Contact", "Contact");

    private ObjectPlan plan(final SalesforceObject object, final String rules, final Map<String, String> rows) throws SalesforceFailure {
        final RuleSet ruleSet = RuleSet.parse(rules);
        final MappingRows mapping = MappingRows.parse(rows, OPT_OUT);
        assertEquals(List.of(), ruleSet.errors());
        assertEquals(Map.of(), mapping.errors());
        return new IntegrationDefinition(RuleLogic.AND, ruleSet, mapping).plan(object, schema);
    }

    private static List<String> texts(final Collection<FieldPath> paths) {
        return paths.stream().map(FieldPath::toString).toList();
    }

    private static ObjectNode json(final String text) throws IOException {
        return JsonRecords.reader(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8))).next().orElseThrow();
    }

    @Nested
    class Fields {

        @Test
        void areNamedOnceInTheSchemasSpellingWithTheLookupsBehindThem() throws SalesforceFailure {
            final ObjectPlan plan = plan(SalesforceObject.CONTACT, "email is_set\nACCOUNT.NAME is_set",
                    Map.of("email", "EMAIL", "boss", "account.owner.name", "company", "Account.Name"));

            assertEquals(List.of("Email", "Account.Name", "AccountId", "Account.Owner.Name", "Account.OwnerId"), texts(plan.fields()));
            assertEquals(List.of("Account.Id", "Account.Owner.Id"), texts(plan.parents()));
            assertEquals(List.of(), plan.missing());
        }

        @Test
        void areLookedForOnUsersWhereQueuesMayOwnThings() throws SalesforceFailure {
            final ObjectPlan plan = plan(SalesforceObject.LEAD, "", Map.of("owner", "Owner.Name"));

            assertEquals(List.of("Owner.Name", "OwnerId"), texts(plan.fields()));
            assertEquals(List.of("Owner.Id"), texts(plan.parents()));
            assertEquals(List.of(), plan.parts().unfollowed());
        }

        @Test
        void behindAnOwnerWhoseChangesCanNotBeAskedForAreNamed() throws SalesforceFailure {
            final ObjectPlan plan = plan(SalesforceObject.CAMPAIGN_MEMBER, "", Map.of("owner", "Lead.Owner.Name", "phone", "Lead.Phone"));

            assertEquals(List.of("Lead.Id"), texts(plan.parents()));
            assertEquals(List.of(new MissingField("mapping row 'owner'", "Lead.Owner.Name", "Lead.Owner has no stamp that could be asked for")),
                    plan.parts().unfollowed());
        }

        @Test
        void ofACampaignMemberThatAreItsPersonsAreFollowedThroughThePerson() throws SalesforceFailure {
            final ObjectPlan plan = plan(SalesforceObject.CAMPAIGN_MEMBER, "", Map.of("email", "Email", "status", "Status"));

            assertEquals(List.of("Email", "Status"), texts(plan.fields()));
            assertEquals(List.of("Lead.Id", "Contact.Id"), texts(plan.parents()));
        }

        @Test
        void byDefaultAreTheMembersOwnWhereItHasThemAndElseThePersons() throws SalesforceFailure {
            final ObjectPlan plan = plan(SalesforceObject.CAMPAIGN_MEMBER, "", Map.of());

            assertTrue(texts(plan.fields()).containsAll(List.of("Email", "Lead.FirstName", "LeadId", "ContactId", "Lead.Phone")), plan.fields().toString());
            assertFalse(texts(plan.fields()).contains("Lead.Email"));
        }

        @ParameterizedTest
        @CsvSource(delimiter = '|', value = {
            "LEAD | Emial | Lead has no field 'Emial' that the user may read: it was renamed or deleted, or field-level security hides it. Did you mean Email?",
            "CONTACT | BillingCountry | Did you mean Account.BillingCountry?",
            "CONTACT | BilingCountry | Did you mean Account.BillingCountry?",
            "CONTACT | Account.BilingCountry | Account has no field 'BilingCountry'",
            "CONTACT | account.BilingCountry | Did you mean Account.BillingCountry?",
            "CAMPAIGN_MEMBER | HasOptedOutOfEmail | Did you mean Contact.HasOptedOutOfEmail or Lead.HasOptedOutOfEmail?",
            "CAMPAIGN_MEMBER | OptIn__c | Did you mean Contact.OptIn__c?",
            "CAMPAIGN_MEMBER | Contact.Account.BillingContry | Did you mean Contact.Account.BillingCountry?",
            "LEAD | FristName | Did you mean FirstName?",
            "LEAD | ConsentToMarketingEmail | Name another field, remove the row, or make the field visible",
            "LEAD | WorkPhone | Did you mean Phone?",
            "LEAD | Revenue | Did you mean AnnualRevenue?",
            "CONTACT | Acount.Name | Contact has no relationship 'Acount' that the user may follow. Did you mean Account?",
            "LEAD | Owner.Email | User has no field 'Email'",
            "LEAD | Owner.LanguageLocaleKey | Owner may be a user or a queue, and Salesforce shows through it only what both have in common",
            "LEAD | Zzzzzzz__c | Name another field, remove the row, or make the field visible"
        })
        void thatAreMissingAreNamedWithWhatToDo(final SalesforceObject object, final String field, final String reason) throws SalesforceFailure {
            final ObjectPlan plan = plan(object, "", Map.of("x", field, "email", "Email"));

            assertEquals(List.of("mapping row 'x'"), plan.missing().stream().map(MissingField::usedBy).toList());
            assertTrue(plan.missing().getFirst().reason().contains(reason), plan.missing().toString());
            assertEquals(Optional.empty(), plan.holdReason(UnreadableOptOut.HOLD));
        }

        @Test
        void thatAFreshOrgHidesAreNotTakenForMistyped() throws SalesforceFailure {
            schema.with("Lead", "HasOptedOutOfFux", FieldType.BOOLEAN);

            final List<MissingField> missing = plan(SalesforceObject.LEAD, "", Map.of("x", "HasOptedOutOfFax")).missing();

            assertTrue(missing.getFirst().reason().endsWith("or make the field visible"), missing.toString());
        }

        @Test
        void behindAnObjectThatTheUserMayNotReadAreMissing() throws SalesforceFailure {
            schema.lookup("Lead", "CampaignId", "Campaign", "Campaign");

            final List<MissingField> missing = plan(SalesforceObject.LEAD, "", Map.of("x", "Campaign.Name")).missing();

            assertTrue(missing.getFirst().reason().contains("may not read the object Campaign"));
        }
    }

    @Nested
    class Rules {

        @Test
        void areBoundForEachObject() throws SalesforceFailure {
            final String rules = "Email is_set\n[Lead] Status not_equals Closed\n[Contact] Account.BillingCountry equals Australia";

            assertEquals(Optional.of("(Email != null AND ((NOT Status = 'Closed') OR Status = null))"),
                    plan(SalesforceObject.LEAD, rules, Map.of()).condition().map(SoqlCondition::text));
            assertEquals(Optional.of("(Email != null AND Account.BillingCountry = 'Australia')"),
                    plan(SalesforceObject.CONTACT, rules, Map.of()).condition().map(SoqlCondition::text));
        }

        @Test
        void onAFieldThatAnObjectLacksHoldThatObjectOnly() throws SalesforceFailure {
            final ObjectPlan contact = plan(SalesforceObject.CONTACT, "\nStatus equals Hot", Map.of("email", "Email"));

            assertEquals(List.of("rule on line 2, column 1"), contact.brokenRules().stream().map(MissingField::usedBy).toList());
            assertEquals(contact.brokenRules(), contact.missing());
            final String reason = contact.holdReason(UnreadableOptOut.CONTINUE).orElseThrow();
            assertTrue(reason.startsWith("Contact is not synced, because") && reason.contains("write that object before it"), reason);
            assertEquals(Optional.empty(), plan(SalesforceObject.LEAD, "\nStatus equals Hot", Map.of("email", "Email")).holdReason(UnreadableOptOut.HOLD));
        }

        @Test
        void thatDoNotSuitTheFieldHoldTheObject() throws SalesforceFailure {
            final ObjectPlan plan = plan(SalesforceObject.LEAD, "Status greater_than 5", Map.of("email", "Email"));

            assertEquals(List.of(), plan.missing());
            assertTrue(plan.holdReason(UnreadableOptOut.HOLD).orElseThrow().contains("rule on line 1, column 1: Status is neither number nor date"));
        }
    }

    @Nested
    class OptOuts {

        private static final Map<String, String> ROW = Map.of(OPT_OUT, "[Lead] HasOptedOutOfEmail, [Contact] HasOptedOutOfEmail, [Contact] not OptIn__c, "
                + "[CampaignMember] Contact.HasOptedOutOfEmail, [CampaignMember] not Contact.OptIn__c, [CampaignMember] Lead.HasOptedOutOfEmail");

        @ParameterizedTest
        @CsvSource(delimiter = '|', value = {
            "LEAD | HasOptedOutOfEmail = TRUE | []",
            "CONTACT | (HasOptedOutOfEmail = TRUE OR OptIn__c = FALSE) | []",
            "CAMPAIGN_MEMBER | (Contact.HasOptedOutOfEmail = TRUE OR (Contact.OptIn__c = FALSE AND ContactId != null) OR Lead.HasOptedOutOfEmail = TRUE) "
                    + "| [Contact.Id, Lead.Id]"
        })
        void areAskedForByAnyOfTheirCheckboxes(final SalesforceObject object, final String condition, final String parents) throws SalesforceFailure {
            final OptOutPlan optOut = plan(object, "", ROW).optOut().orElseThrow();

            assertEquals(condition, optOut.condition().orElseThrow().text());
            assertEquals(parents, texts(optOut.parents()).toString());
            assertEquals(List.of(), optOut.unreadable());
        }

        @Test
        void thatCanNotBeReadHoldTheObjectUnlessToldOtherwise() throws SalesforceFailure {
            final ObjectPlan plan = plan(SalesforceObject.LEAD, "", Map.of(OPT_OUT, "HasOptedOutOfEmail, Hidden__c"));

            assertEquals("HasOptedOutOfEmail = TRUE", plan.optOut().orElseThrow().condition().orElseThrow().text());
            assertTrue(plan.holdReason(UnreadableOptOut.HOLD).orElseThrow().contains("Hidden__c"));
            assertEquals(Optional.empty(), plan.holdReason(UnreadableOptOut.CONTINUE));
        }

        @Test
        void mustBeReadFromCheckboxes() throws SalesforceFailure {
            final OptOutPlan optOut = plan(SalesforceObject.LEAD, "", Map.of(OPT_OUT, "Status")).optOut().orElseThrow();

            assertEquals(Optional.empty(), optOut.condition());
            assertTrue(optOut.unreadable().getFirst().reason().contains("is no checkbox"));
        }

        @Test
        void areNotAskedForWhereNoRowIsMeantForTheObject() throws SalesforceFailure {
            assertTrue(plan(SalesforceObject.CONTACT, "", Map.of(OPT_OUT, "[Lead] HasOptedOutOfEmail")).optOut().isEmpty());
            assertTrue(plan(SalesforceObject.LEAD, "", Map.of("email", "Email")).optOut().isEmpty());
        }
    }

    @Nested
    class Parts {

        @Test
        void nameFormulasOnce() throws SalesforceFailure {
            schema.with("Lead", new FieldDescription("Score__c", "Score", FieldType.DOUBLE, 0, true, true, null, List.of()));

            final ObjectPlan plan = plan(SalesforceObject.LEAD, "Score__c greater_than 5", Map.of("score", "Score__c", "email", "Email"));
            assertEquals(List.of("a rule: Score__c", "mapping row 'score': Score__c"),
                    plan.parts().calculated().stream().map(field -> field.usedBy() + ": " + field.field()).toList());
        }

        @Test
        void meanTheSameHoweverTheyAreWritten() throws SalesforceFailure {
            final ObjectPlan one = plan(SalesforceObject.LEAD, "Status equals Hot\nEmail is_set", Map.of("reach", "Phone, Email", "a", "\"x\""));
            final ObjectPlan other = plan(SalesforceObject.LEAD, "email  is_set\n\n  [Lead] Status equals \"Hot\"",
                    Map.of("reach", " phone ,EMAIL", "a", " \"x\" "));

            assertEquals(one.parts().ruleMeaning(), other.parts().ruleMeaning());
            assertEquals(one.parts().rows(), other.parts().rows());
        }

        @ParameterizedTest
        @CsvSource({"'Email, Phone'", "Phone", "'Phone, Email : array'", "'Phone, FirstName'", "'Phone, \"x\"'"})
        void meanSomethingElseWhenAnotherValueMayComeOfThem(final String text) throws SalesforceFailure {
            final String before = plan(SalesforceObject.LEAD, "", Map.of("reach", "Phone, Email")).parts().rows().getFirst().meaning();

            assertFalse(before.equals(plan(SalesforceObject.LEAD, "", Map.of("reach", text)).parts().rows().getFirst().meaning()));
        }

        @Test
        void readNoMoreThanRulesOptOutAndSomeRowsNeed() throws SalesforceFailure {
            final ObjectPlan plan = plan(SalesforceObject.CONTACT, "LastName is_set",
                    Map.of("email", "Email", "company", "Account.Name", OPT_OUT, "HasOptedOutOfEmail", "reach", "Phone"));
            final List<RowPlan> company = plan.parts().rows().stream().filter(row -> row.name().equals("company")).toList();

            assertEquals(List.of("LastName", "HasOptedOutOfEmail", "Account.Name", "AccountId"), texts(plan.narrowedTo(company).fields()));
        }
    }

    @Nested
    class Mapping {

        @ParameterizedTest
        @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
            "{\"Email\":\"a@example.com\",\"Phone\":\"+61 2\"} | {\"email\":\"a@example.com\",\"data\":{\"reach\":\"+61 2\"}}",
            "{\"Email\":\"a@example.com\",\"Phone\":null} | {\"email\":\"a@example.com\",\"data\":{\"reach\":\"a@example.com\"}}",
            "{\"Email\":null,\"Phone\":null} | {\"email\":null,\"data\":{\"reach\":null}}",
            "{\"Email\":\"\",\"Phone\":\"\"} | {\"email\":null,\"data\":{\"reach\":null}}",
            "{\"Email\":\"a@example.com\",\"Phone\":\"\"} | {\"email\":\"a@example.com\",\"data\":{\"reach\":\"a@example.com\"}}",
            "{\"Email\":null} | {\"email\":null}",
            "{\"Phone\":\"1\"} | {\"data\":{\"reach\":\"1\"}}",
            "{\"Email\":\"a@example.com\"} | {\"email\":\"a@example.com\"}",
            "{} | {}"
        })
        void tellsEmptyFromUnread(final String salesforceRecord, final String user) throws SalesforceFailure, IOException {
            final ObjectPlan plan = plan(SalesforceObject.LEAD, "", Map.of("email", "Email", "reach", "Phone, Email"));

            assertEquals(json(user), plan.mapper().map(json(salesforceRecord)).user());
        }

        @ParameterizedTest
        @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
            "{\"AccountId\":null,\"Account\":null} | {\"data\":{\"company\":null}}",
            "{\"AccountId\":\"001\",\"Account\":null} | {}",
            "{\"AccountId\":\"001\",\"Account\":{\"Name\":\"Acme\"}} | {\"data\":{\"company\":\"Acme\"}}",
            "{\"AccountId\":\"001\",\"Account\":{\"Name\":null}} | {\"data\":{\"company\":null}}"
        })
        void tellsAMissingParentFromOneThatTheUserMayNotSee(final String salesforceRecord, final String user) throws SalesforceFailure, IOException {
            assertEquals(json(user), plan(SalesforceObject.CONTACT, "", Map.of("company", "Account.Name")).mapper().map(json(salesforceRecord)).user());
        }

        @Test
        void leavesOutWhatTheOrgDoesNotShow() throws SalesforceFailure, IOException {
            final ObjectPlan plan = plan(SalesforceObject.LEAD, "", Map.of("a", "Gone__c", "b", "Gone__c, Status"));

            assertEquals(json("{}"), plan.mapper().map(json("{\"Status\":null}")).user());
            assertEquals(json("{\"data\":{\"b\":\"Hot\"}}"), plan.mapper().map(json("{\"Status\":\"Hot\"}")).user());
        }

        @Test
        void dropsWhatDoesNotFitAndNeverTellsTheValue() throws SalesforceFailure, IOException {
            final ObjectPlan plan = plan(SalesforceObject.LEAD, "", Map.of("email", "Email", "score", "Status : number", "revenue", "AnnualRevenue"));

            final MappedRecord mapped = plan.mapper().map(json("{\"Email\":\"nobody\",\"Status\":\"Hot\",\"AnnualRevenue\":1.10}"));

            assertEquals("{\"data\":{\"revenue\":1.10}}", mapped.user().toString());
            assertEquals(List.of(new DroppedValue("email", "Email", "email"), new DroppedValue("score", "Status", "number")), mapped.dropped());
        }

        @ParameterizedTest
        @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
            "{\"HasOptedOutOfEmail\":false,\"OptIn__c\":true} | false",
            "{\"HasOptedOutOfEmail\":false,\"OptIn__c\":false} | true",
            "{\"HasOptedOutOfEmail\":true,\"OptIn__c\":true} | true",
            "{\"HasOptedOutOfEmail\":true} | true",
            "{\"OptIn__c\":true} | absent",
            "{\"HasOptedOutOfEmail\":false,\"OptIn__c\":null} | false"
        })
        void takesAnyOptOutForOne(final String salesforceRecord, final String expected) throws SalesforceFailure, IOException {
            final ObjectPlan plan = plan(SalesforceObject.CONTACT, "", Map.of(OPT_OUT, "HasOptedOutOfEmail, not OptIn__c"));

            assertEquals(expected, plan.mapper().map(json(salesforceRecord)).user().path("data").path(OPT_OUT).asText("absent").replaceFirst("^$", "absent"));
        }

        @Test
        void nestsDottedNamesAndKnowsConstants() throws SalesforceFailure, IOException {
            final ObjectPlan plan = plan(SalesforceObject.LEAD, "", Map.of("from.crm", "\"salesforce\"", "from.rank", "\"7\" : number"));

            assertEquals("{\"data\":{\"from\":{\"crm\":\"salesforce\",\"rank\":7}}}", plan.mapper().map(json("{}")).user().toString());
        }

        @Test
        void passesAddressesOnAsObjects() throws SalesforceFailure, IOException {
            schema.with("Lead", new FieldDescription("Address", "Address", FieldType.ADDRESS, 0, true, false, null, List.of()));

            assertEquals("{\"data\":{\"address\":{\"city\":\"Bonn\",\"street\":null}}}",
                    plan(SalesforceObject.LEAD, "", Map.of("address", "Address")).mapper().map(json("{\"Address\":{\"city\":\"Bonn\",\"street\":null}}"))
                            .user().toString());
        }
    }
}
