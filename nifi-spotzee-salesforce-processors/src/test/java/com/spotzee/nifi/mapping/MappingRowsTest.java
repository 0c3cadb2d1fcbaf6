package com.spotzee.nifi.mapping;

import com.spotzee.nifi.salesforce.SalesforceObject;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

class MappingRowsTest {

    private static MappingRows parse(final String name, final String value) {
        return MappingRows.parse(Map.of(name, value), "unsubscribed");
    }

    private static String shown(final MappingRow row) {
        return row.sources().stream().map(MappingRowsTest::shown).collect(Collectors.joining(", ")) + " : " + row.type();
    }

    private static String shown(final MappingSource source) {
        final String scope = source.scope() == null ? "" : source.scope() + "/";
        return switch (source) {
            case MappingSource.Field field -> scope + (field.negated() ? "!" : "") + field.path();
            case MappingSource.Constant constant -> scope + '<' + constant.text() + '>';
        };
    }

    @Nested
    class Understood {

        @ParameterizedTest
        @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
            "first_name | FirstName | FirstName : null",
            "annual_revenue | AnnualRevenue : number | AnnualRevenue : NUMBER",
            "company | [Lead] Company, [Contact] Account.Name,[CampaignMember]Name | Lead/Company, Contact/Account.Name, CampaignMember/Name : null",
            "phone | MobilePhone, Phone | MobilePhone, Phone : STRING",
            "wants_mail | not HasLeft__c | !HasLeft__c : BOOLEAN",
            "source | \"sales, \\\"force\\\": [x]\" | <sales, \"force\": [x]> : null",
            "score | Score__c, \"0\" : Number | Score__c, <0> : NUMBER",
            "unsubscribed | HasOptedOutOfEmail, [Contact] not OptIn__c : boolean | HasOptedOutOfEmail, Contact/!OptIn__c : BOOLEAN",
            "address.city | City | City : null"
        })
        void readsARow(final String name, final String value, final String expected) {
            final MappingRows rows = parse(name, value);

            assertEquals(Map.of(), rows.errors());
            assertEquals(expected, shown(rows.rows().getFirst()));
        }

        @Test
        void putsSpotzeesOwnFieldsOnTheTopAndTheRestUnderData() {
            assertEquals(List.of("email"), parse("email", "Email").rows().getFirst().target().steps());
            assertEquals(List.of("data", "address", "city"), parse("address.city", "City").rows().getFirst().target().steps());
        }

        @Test
        void carriesFourFieldsOverWithoutAnyRow() {
            final MappingRows rows = MappingRows.parse(Map.of(), "unsubscribed");

            assertEquals(List.of("email", "first_name", "last_name", "phone"), rows.rows().stream().map(row -> row.target().name()).toList());
            assertEquals(List.of("Lead/Email"), rows.rows().getFirst().sourcesOf(SalesforceObject.LEAD).stream().map(MappingRowsTest::shown).toList());
            assertEquals(List.of("CampaignMember/Email", "CampaignMember/Contact.Email", "CampaignMember/Lead.Email"),
                    rows.rows().getFirst().sourcesOf(SalesforceObject.CAMPAIGN_MEMBER).stream().map(MappingRowsTest::shown).toList());
        }

        @Test
        void knowsWhichRowIsTheOptOut() {
            final MappingRows rows = MappingRows.parse(Map.of("unsubscribed", "HasOptedOutOfEmail", "email", "Email"), "unsubscribed");

            assertEquals("unsubscribed", rows.optOut().orElseThrow().target().name());
            assertTrue(parse("email", "Email").optOut().isEmpty());
        }
    }

    @Nested
    class Refused {

        @ParameterizedTest
        @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
            "a | First Name | Column 7: a comma before another alternative, ': type' or the end was expected",
            "a | Email : nunber | Column 9: a type was expected: string, number, boolean, date, array. Did you mean number?",
            "a | Email : object | Column 9: a type was expected",
            "a | Email : string, Phone | Column 9: the type stands once, at the end of the row",
            "a | [Leed] Email | Column 1: an object in brackets was expected",
            "a | Email, | Column 7: a Salesforce field such as Email or Account.Name was expected",
            "a | not | Column 4: a Salesforce field",
            "a | \"open | Column 1: the closing quote",
            "a | E-mail | Column 1: 'E-mail' is no field name",
            "a | A.B.C.D.E.F.Name | Column 1: A.B.C.D.E.F follows 6 parents; Salesforce allows 5",
            "a | \"abc\" : number | The constant \"abc\" does not fit the type number",
            "a | not X__c : string | 'not' turns a boolean round",
            "email | \"nobody\" | The constant \"nobody\" does not fit email",
            "email | Email : array | email is a text in Spotzee",
            "Email | Email | Write email in lower case",
            "email.home | Email | email is a text in Spotzee and has nothing below it",
            "external_id | Id | external_id can't be mapped",
            "data.first_name | FirstName | Leave out 'data.'",
            "first name | FirstName | The row's name is no Spotzee property",
            "a..b | FirstName | The row's name is no Spotzee property",
            "unsubscribed | HasOptedOutOfEmail : string | The opt-out must be boolean",
            "unsubscribed | \"true\" | The opt-out must come from a Salesforce checkbox"
        })
        void saysWhatWasExpected(final String name, final String value, final String start) {
            final MappingRows rows = parse(name, value);

            assertTrue(rows.errors().get(name).startsWith(start), rows.errors().toString());
            assertTrue(rows.rows().isEmpty());
        }

        @Test
        void namesRowsThatStandInEachOthersWay() {
            assertTrue(MappingRows.parse(Map.of("a", "X", "a.b", "Y"), "u").errors().get("a").contains("'a.b'"));
            assertTrue(MappingRows.parse(Map.of("Company", "X", "company", "Y"), "u").errors().get("Company").contains("'company'"));
            assertTrue(MappingRows.parse(Map.of("ab", "X", "a.b", "Y"), "u").errors().isEmpty());
            assertEquals(List.of("a.b", "c"), MappingRows.parse(Map.of("a", "X", "a.b", "Y", "c", "Z"), "u").rows().stream()
                    .map(row -> row.target().name()).toList());
        }

        @Test
        void keepsTheRowsThatAreRight() {
            final MappingRows rows = MappingRows.parse(Map.of("good", "Email", "bad", "["), "u");

            assertEquals(List.of("good"), rows.rows().stream().map(row -> row.target().name()).toList());
            assertEquals(1, rows.errors().size());
        }

        @Test
        void wantsTheOptOutAsAPropertyOfItsOwn() {
            for (final String name : List.of("consent.mail", "email")) {
                assertTrue(MappingRows.parse(Map.of(name, "X"), name).errors().get(name).startsWith("The opt-out must be a property"), name);
            }
        }
    }

    @Nested
    class FirstClassFields {

        @ParameterizedTest
        @CsvSource(delimiter = '|', nullValues = "-", value = {
            "EMAIL | ann.o'neil+x@mail.example.com | ann.o'neil+x@mail.example.com",
            "EMAIL | ann=example.com@example.invalid | ann=example.com@example.invalid",
            "EMAIL | \"Ann N., the \\\"boss\\\"\"@example.com | \"Ann N., the \\\"boss\\\"\"@example.com",
            "EMAIL | \"a@b\"@example.com | \"a@b\"@example.com",
            "EMAIL | \"a\"b\"@example.com | -",
            "EMAIL | \"Zoë\"@example.com | -",
            "EMAIL | ann@example | -",
            "EMAIL | ann@192.0.2.1 | -",
            "EMAIL | ann..b@example.com | -",
            "EMAIL | @example.com | -",
            "EMAIL | a b@example.com | -",
            "EMAIL | a@b@example.com | -",
            "EMAIL | ann@-example.com | -",
            "EMAIL | ann@example.c | -",
            "PHONE | (02) 1234 5678 ext. 3 | (02) 1234 5678 ext. 3",
            "PHONE | none | -",
            "TIMEZONE | Europe/Berlin | Europe/Berlin",
            "TIMEZONE | Berlin | -",
            "LOCALE | en_US | en-US",
            "LOCALE | zh-Hant-TW | zh-Hant-TW",
            "LOCALE | und | -",
            "LOCALE | und-US | -",
            "LOCALE | x-klingon | -",
            "LOCALE | English (US) | -"
        })
        void acceptWhatSpotzeeAccepts(final FirstClassField field, final String text, final String accepted) {
            assertEquals(accepted, field.accepted(text).orElse(null));
        }

        @ParameterizedTest
        @CsvSource({"64, 59, true", "65, 3, false", "64, 60, false"})
        void refuseAddressesThatAreTooLong(final int local, final int label, final boolean accepted) {
            final String address = "x".repeat(local) + '@' + String.join(".", "a".repeat(label), "b".repeat(60), "c".repeat(60), "example");

            assertEquals(accepted, FirstClassField.EMAIL.accepted(address).isPresent(), () -> address.length() + " characters");
        }
    }
}
