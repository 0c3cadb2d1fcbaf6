package com.spotzee.nifi.sandbox.salesforce.soql;

import com.spotzee.nifi.sandbox.salesforce.schema.OrgSchema;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.time.Instant;
import java.time.LocalDate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

class SoqlAnalyzerTest {
    private static final LocalDate TODAY = LocalDate.of(2026, 11, 24);
    private final SoqlAnalyzer analyzer = new SoqlAnalyzer(OrgSchema.standard(Instant.EPOCH), TODAY);

    private SoqlError refused(final String soql) {
        return assertThrows(SoqlError.class, () -> analyzer.analyze(soql), soql);
    }

    @Nested
    class Accepts {
        @ParameterizedTest
        @ValueSource(strings = {
            "SELECT Id FROM Lead",
            "select ID, email from LEAD where STATUS = 'hot' order by createddate desc nulls last limit 10 offset 20",
            "SELECT l.Id, l.Owner.Name FROM Lead l WHERE l.Owner.IsActive = TRUE",
            "SELECT Lead.Id FROM Lead",
            "SELECT Id FROM Lead WHERE (Status = 'Hot' OR Rating != 'Cold') AND (NOT Email LIKE '%test%')",
            "SELECT Id FROM Lead WHERE NOT (Status = 'Hot' AND Rating = 'Hot')",
            "SELECT Id FROM Lead WHERE Name LIKE '100\\% \\_ O\\'Neil // no comment \\\\ \\u00e9'",
            "SELECT Id FROM Lead WHERE Interests__c INCLUDES ('Running;Yoga', 'Cycling')",
            "SELECT Id FROM Lead WHERE AnnualRevenue > 1000000 AND NPS__c <= -1.5 AND NumberOfEmployees <> 3",
            "SELECT Id FROM Lead WHERE CreatedDate >= 2026-01-01T00:00:00Z AND CreatedDate < 2026-01-01T00:00:00.000+01:00"
                    + " AND SystemModstamp > 2026-01-01T00:00:00+0000",
            "SELECT Id FROM Contact WHERE Birthdate = 1980-02-29 OR Birthdate = LAST_N_YEARS:3 OR Birthdate = null",
            "SELECT Id FROM Lead WHERE Id = '00Q9H00000C6pyc' OR Id > '00Q9H00000C6pycUAB' OR OwnerId IN ('0059H0000000001QAA')",
            "SELECT Id, Lead.Email, Contact.Account.Owner.Name FROM CampaignMember WHERE Lead.Country = 'Australia'"
                    + " OR Contact.Account.BillingCountry = 'Australia'",
            "SELECT Id FROM CampaignMember WHERE LeadId IN (SELECT Id FROM Lead WHERE CreatedBy.LastModifiedDate > 2026-01-01T00:00:00Z)"
                    + " AND ContactId NOT IN (SELECT Id FROM Contact)",
            "SELECT Id, Owner.Email FROM Lead WHERE OwnerId IN (SELECT Id FROM User WHERE LastModifiedDate > 2026-01-01T00:00:00Z)",
            "SELECT Id FROM Contact WHERE Id IN (SELECT ContactId FROM CampaignMember WHERE HasOptedOutOfEmail = true)",
            "SELECT COUNT() FROM Lead",
            "SELECT Industry, COUNT(Id) n, MAX(CreatedDate) FROM Lead GROUP BY Industry ORDER BY COUNT(Id) DESC",
            "SELECT FIELDS(STANDARD) FROM Lead",
            "SELECT FIELDS(ALL) FROM Lead LIMIT 200",
            "SELECT Id FROM Lead WHERE Email IN ('a@b.example', null) FOR VIEW"})
        void whatSalesforceAnswers(final String soql) {
            assertEquals(analyzer.analyze(soql).object().name(), analyzer.analyze(soql + " ").object().name());
        }

        @Test
        void aStringOfFourThousandCharactersButNotOneMore() {
            analyzer.analyze("SELECT Id FROM Lead WHERE Company = '" + "x".repeat(4000) + "'");
            assertEquals("MALFORMED_QUERY", refused("SELECT Id FROM Lead WHERE Company = '" + "x".repeat(4001) + "'").errorCode());
        }

        @Test
        void aStatementOfAHundredThousandCharactersButNotOneMore() {
            final String soql = "SELECT Id FROM Lead WHERE Company IN ('" + "x".repeat(90) + "'" + (",'" + "x".repeat(90) + "'").repeat(1000) + ")";
            analyzer.analyze(soql);
            assertEquals("SOQL statements cannot be longer than 100000 characters.", refused(soql + " ".repeat(100_001 - soql.length())).getMessage());
        }
    }

    @Nested
    class Refuses {
        @Test
        void anUnknownFieldWithSalesforcesExcerptCaretAndColumn() {
            final SoqlError error = refused("select Id, Company,Email,LastName,SF_date__c, ConvertedContactId from Lead");
            assertEquals("INVALID_FIELD", error.errorCode());
            assertEquals("\nselect Id, Company,Email,LastName,SF_date__c, ConvertedContactId from\n"
                    + " ".repeat(34) + "^\nERROR at Row:1:Column:35\n"
                    + "No such column 'SF_date__c' on entity 'Lead'. If you are attempting to use a custom field, be sure to append the '__c'"
                    + " after the custom field name. "
                    + "Please reference your WSDL or the describe call for the appropriate names.", error.getMessage());
        }

        @Test
        void anUnknownFieldOfAShortQueryAsTheReferenceHasIt() {
            assertTrue(refused("SELECT Id, Foo__c FROM Lead").getMessage().startsWith(
                    "\nSELECT Id, Foo__c FROM Lead\n           ^\nERROR at Row:1:Column:12\nNo such column 'Foo__c' on entity 'Lead'. If you are"));
        }

        @Test
        void anUnknownFieldOnALaterRow() {
            assertTrue(refused("SELECT Id\nFROM Lead\nWHERE Foo__c = 1").getMessage().contains("ERROR at Row:3:Column:7\nNo such column 'Foo__c'"));
        }

        @Test
        void aFieldHiddenByFieldLevelSecurityAsIfItDidNotExist() {
            assertTrue(refused("SELECT DoNotCall FROM Lead").getMessage().contains("No such column 'DoNotCall' on entity 'Lead'."));
        }

        @Test
        void anUnknownObject() {
            final SoqlError error = refused("SELECT Id FROM XYZZY");
            assertEquals("INVALID_TYPE", error.errorCode());
            assertTrue(error.getMessage().endsWith("^\nERROR at Row:1:Column:16\nsObject type 'XYZZY' is not supported. If you are attempting to use a"
                    + " custom object, be sure "
                    + "to append the '__c' after the entity name. Please reference your WSDL or the describe call for the appropriate names."),
                    error.getMessage());
        }

        @ParameterizedTest
        @CsvSource(delimiter = '|', textBlock = """
            SELECT Foo.Name FROM Lead                                       | INVALID_FIELD | Didn't understand relationship 'Foo' in field path.
            SELECT BillingCountry FROM Contact                              | INVALID_FIELD | No such column 'BillingCountry' on entity 'Contact'.
            SELECT Id, Owner.Foo FROM Contact                               | INVALID_FIELD | No such column 'Foo' on entity 'User'.
            SELECT Id, Owner.Department FROM Lead                           | INVALID_FIELD | No such column 'Department' on entity 'Name'.
            SELECT Id FROM Lead WHERE Owner.LastModifiedDate = TODAY        | INVALID_FIELD | No such column 'LastModifiedDate' on entity 'Name'.
            SELECT Id, Owner.Manager.Name FROM Lead                         | INVALID_FIELD | Didn't understand relationship 'Manager' in field path.
            SELECT Id, Email, id FROM Lead                                  | INVALID_FIELD | duplicate field selected: Id
            SELECT Id FROM Lead WHERE Description = 'x'                     | INVALID_FIELD | field 'Description' can not be filtered in a query call
            SELECT Id FROM Lead ORDER BY Description                        | INVALID_FIELD | field 'Description' can not be sorted in a query call
            SELECT Id FROM Lead ORDER BY Interests__c                       | INVALID_FIELD | field 'Interests__c' can not be sorted in a query call
            SELECT Id FROM Lead WHERE Address = 'x'                         | INVALID_FIELD | field 'Address' can not be filtered in a query call
            SELECT CreatedDate FROM Lead GROUP BY CreatedDate               | INVALID_FIELD | field 'CreatedDate' can not be grouped in a query call
            SELECT Id FROM Lead WHERE AnnualRevenue LIKE '1%'               | INVALID_QUERY_FILTER_OPERATOR | invalid operator on currency field
            SELECT Id FROM Lead WHERE Id LIKE '00Q%'                        | INVALID_QUERY_FILTER_OPERATOR | invalid operator on id field
            SELECT Id FROM Lead WHERE Interests__c LIKE 'R%'                | INVALID_QUERY_FILTER_OPERATOR | invalid operator on multipicklist field
            SELECT Id FROM Lead WHERE IsConverted > false                   | INVALID_QUERY_FILTER_OPERATOR | invalid operator on boolean field
            SELECT Id FROM Lead WHERE Status INCLUDES ('Hot')               | INVALID_QUERY_FILTER_OPERATOR | invalid operator on picklist field
            SELECT Id FROM Lead WHERE OwnerId = 'abc'                       | INVALID_QUERY_FILTER_OPERATOR | invalid ID field: abc
            SELECT Id FROM Lead OFFSET 2001                                 | NUMBER_OUTSIDE_VALID_RANGE | Maximum SOQL offset allowed is 2000
            SELECT FIELDS(ALL) FROM Lead                                    | MALFORMED_QUERY | The SOQL FIELDS function must have a LIMIT of at most 200
            SELECT Name, COUNT(Id) FROM Lead                                | MALFORMED_QUERY | Field must be grouped or aggregated: Name
            SELECT Id FROM Lead WHERE Status = 'a' AND Rating = 'b' OR Rating = 'c' | MALFORMED_QUERY | unexpected token: 'OR'
            SELECT Id FROM Lead WHERE Email NOT LIKE 'x'                    | MALFORMED_QUERY | unexpected token: 'LIKE'
            SELECT Id, FROM Lead                                            | MALFORMED_QUERY | unexpected token: 'FROM'
            SELECT Id FROM Lead WHERE                                       | MALFORMED_QUERY | unexpected token: '<EOF>'
            SELECT Id FROM Lead WHERE Status =                              | MALFORMED_QUERY | unexpected token: '<EOF>'
            SELECT * FROM Lead                                              | MALFORMED_QUERY | unexpected token: '*'
            SELECT Id FROM Lead // all of them                              | MALFORMED_QUERY | unexpected token: '/'
            SELECT Id FROM Lead WHERE NPS__c = 1.5d                         | MALFORMED_QUERY | unexpected token: '1.5d'
            SELECT Id FROM Lead WHERE CreatedDate > 2026-01-01T00:00:00 01:00 | MALFORMED_QUERY | unexpected token
            SELECT Id FROM Lead WHERE Status = :status                      | MALFORMED_QUERY | Bind variables only allowed in Apex code
            SELECT Id FROM Lead WHERE Status IN (:a, 'b')                   | MALFORMED_QUERY | Bind variables only allowed in Apex code
            SELECT Id FROM Lead LIMIT :n                                    | MALFORMED_QUERY | Bind variables only allowed in Apex code
            SELECT Id FROM Lead ALL ROWS                                    | MALFORMED_QUERY | ALL ROWS not allowed in this context
            SELECT Id FROM Lead WITH SECURITY_ENFORCED                      | MALFORMED_QUERY | unexpected token: 'WITH'
            SELECT Id, (SELECT Id FROM CampaignMembers) FROM Lead           | MALFORMED_QUERY | Implementation restriction:
            """)
        void withSalesforcesCodeAndText(final String soql, final String errorCode, final String text) {
            final SoqlError error = refused(soql);
            assertTrue(error.getMessage().contains(text), error.getMessage());
            assertEquals(errorCode, error.errorCode());
        }

        @ParameterizedTest
        @CsvSource(delimiter = '|', textBlock = """
            SELECT Id FROM Lead WHERE CreatedDate > '2026-01-01'            | CreatedDate   | dateTime | false
            SELECT Id FROM Lead WHERE CreatedDate > 2026-01-01              | CreatedDate   | dateTime | false
            SELECT Id FROM Contact WHERE Birthdate > 2026-01-01T00:00:00Z   | Birthdate     | date     | false
            SELECT Id FROM Lead WHERE IsConverted = 'true'                  | IsConverted   | boolean  | false
            SELECT Id FROM Lead WHERE AnnualRevenue = '5'                   | AnnualRevenue | currency | false
            SELECT Id FROM Lead WHERE Company = 5                           | Company       | string   | true
            SELECT Id FROM Lead WHERE Company = TODAY                       | Company       | string   | true
            """)
        void aLiteralOfAnotherType(final String soql, final String field, final String type, final boolean quoted) {
            final SoqlError error = refused(soql);
            assertTrue(error.getMessage().endsWith("\nvalue of filter criterion for field '" + field + "' must be of type " + type + " and should "
                    + (quoted ? "" : "not ") + "be enclosed in quotes"), error.getMessage());
            assertEquals("INVALID_FIELD", error.errorCode());
        }

        @ParameterizedTest
        @CsvSource(delimiter = '|', textBlock = """
            invalid query                                                   | unexpected token: 'invalid'
            """)
        void whatFailsAtItsFirstTokenWithTheTokenAlone(final String soql, final String text) {
            assertEquals(text, refused(soql).getMessage());
        }

        @Test
        void aBackslashBeforeAnythingThatIsNoEscape() {
            assertTrue(refused("SELECT Id FROM Lead WHERE Company = 'a\\qb'").getMessage().contains("Illegal character sequence '\\q' in string literal."));
            assertEquals("MALFORMED_QUERY", refused("SELECT Id FROM Lead WHERE Company = '100\\%'").errorCode());
        }

        @Test
        void aStringThatDoesNotEnd() {
            assertEquals("line 1:40 mismatched character '<EOF>' expecting '''", refused("SELECT Id FROM Lead WHERE Company = 'abc").getMessage());
        }
    }

    @Nested
    class RefusesSemiJoins {
        @ParameterizedTest
        @CsvSource(delimiter = '|', textBlock = """
            LeadId IN (SELECT Id FROM Lead) OR Status = 'Sent'              | Semi join sub-selects are not allowed with the 'OR' operator
            (NOT LeadId IN (SELECT Id FROM Lead))                           | Semi join sub-selects are only allowed at the top level WHERE expressions
            LeadId IN (SELECT Email FROM Lead)                              | Semi join sub-selects can only query id fields, cannot use:'Email'
            LeadId IN (SELECT Id FROM Contact)                              | should point to the same object type
            Status IN (SELECT Id FROM Lead)                                 | The left operand field in the where expression for outer query should be
            Lead.Id IN (SELECT Id FROM Lead)                                | cannot use: 'Lead.Id'
            Id IN (SELECT Id FROM CampaignMember)                           | The inner and outer selects should not be on the same object type
            LeadId IN (SELECT Id FROM Lead LIMIT 5)                         | ORDER BY and LIMIT are not supported
            LeadId IN (SELECT Id FROM Lead WHERE Id IN (SELECT Id FROM Contact)) | Nesting of semi join sub-selects is not supported
            """)
        void withSalesforcesText(final String where, final String text) {
            final SoqlError error = refused("SELECT Id FROM CampaignMember WHERE " + where);
            assertTrue(error.getMessage().contains(text), error.getMessage());
            assertEquals("MALFORMED_QUERY", error.errorCode());
        }

        @Test
        void beyondTheSecond() {
            final String join = "LeadId IN (SELECT Id FROM Lead)";
            assertTrue(refused("SELECT Id FROM CampaignMember WHERE " + join + " AND " + join + " AND "
                    + join).getMessage().contains("Maximum 2 semi join sub-selects are allowed."));
        }
    }

    @Nested
    class CountsDays {
        @ParameterizedTest
        @CsvSource({"TODAY, 2026-11-24, 2026-11-25", "yesterday, 2026-11-23, 2026-11-24", "LAST_N_DAYS:7, 2026-11-17, 2026-11-25",
            "NEXT_N_DAYS:2, 2026-11-25, 2026-11-27", "N_DAYS_AGO:3, 2026-11-21, 2026-11-22", "THIS_WEEK, 2026-11-22, 2026-11-29",
            "LAST_MONTH, 2026-10-01, 2026-11-01", "LAST_N_MONTHS:2, 2026-09-01, 2026-11-01", "THIS_QUARTER, 2026-10-01, 2027-01-01",
            "NEXT_FISCAL_YEAR, 2027-01-01, 2028-01-01", "LAST_90_DAYS, 2026-08-26, 2026-11-25", "N_YEARS_AGO:1, 2025-01-01, 2026-01-01"})
        void asSalesforceDoes(final String literal, final LocalDate from, final LocalDate to) {
            assertEquals(new RelativeDate(from, to), RelativeDate.parse(literal, TODAY));
        }
    }
}
