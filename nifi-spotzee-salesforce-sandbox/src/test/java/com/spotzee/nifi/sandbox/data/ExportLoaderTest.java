package com.spotzee.nifi.sandbox.data;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.spotzee.nifi.sandbox.salesforce.OrgClock;
import com.spotzee.nifi.sandbox.salesforce.OrgSettings;
import com.spotzee.nifi.sandbox.salesforce.edit.OrgEdits;
import com.spotzee.nifi.sandbox.salesforce.schema.FieldType;
import com.spotzee.nifi.sandbox.salesforce.store.OrgStore;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import static java.util.stream.Collectors.joining;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

class ExportLoaderTest {
    private static final String LEAD_ID = "00Q9H00000C6pyc";
    private static final String HEADER = "\"Id\",\"LastName\",\"Company\",\"HasOptedOutOfEmail\"\n";

    @TempDir
    private Path folder;
    private OrgStore store;

    @BeforeEach
    void openStore() {
        store = OrgStore.open(OrgSettings.defaults().withClock(OrgClock.standingAt(Instant.parse("2026-11-23T10:00:00Z"))));
    }

    @AfterEach
    void closeStore() {
        store.close();
    }

    private void write(final String file, final String text) throws IOException {
        Files.writeString(folder.resolve(file), text);
    }

    private void load() {
        new OrgFiller(store, new OrgEdits(store)).fill(new OrgContent.Export(folder));
    }

    private String refusal() {
        return assertThrows(UnreadableExportException.class, ExportLoaderTest.this::load).getMessage();
    }

    private ObjectNode lead() {
        return store.find("Lead", LEAD_ID).orElseThrow();
    }

    @Nested
    class Values {
        @Test
        void idsOfFifteenCharactersGetTheirChecksum() throws IOException {
            write("Lead.csv", HEADER + "\"" + LEAD_ID + "\",\"Ng\",\"Acme\",\"0\"\n");
            load();
            assertEquals("00Q9H00000C6pycUAB", lead().get("Id").asText());
        }

        @Test
        void bothFormsOfDatetimeMeanUtc() throws IOException {
            write("Lead.csv", """
                    "Id","LastName","Company","CreatedDate","LastModifiedDate","SystemModstamp"
                    "%s","Ng","Acme","2025-12-16T13:05:30.000Z","2025-12-16 13:05:31","2025-12-16T13:05:32.000+0000"
                    """.formatted(LEAD_ID));
            load();
            assertEquals("2025-12-16T13:05:30.000+0000", lead().get("CreatedDate").asText());
            assertEquals("2025-12-16T13:05:31.000+0000", lead().get("LastModifiedDate").asText());
            assertEquals("2025-12-16T13:05:32.000+0000", lead().get("SystemModstamp").asText());
        }

        @Test
        void oneAndTrueAreTrueAndEmptyIsNull() throws IOException {
            write("Lead.csv", "\"Id\",\"LastName\",\"Company\",\"HasOptedOutOfEmail\",\"VIP__c\",\"Email\"\n\"" + LEAD_ID
                    + "\",\"Ng\",\"Acme\",\"1\",\"true\",\"\"\n");
            load();
            assertTrue(lead().get("HasOptedOutOfEmail").booleanValue());
            assertTrue(lead().get("VIP__c").booleanValue());
            assertTrue(lead().get("Email").isNull());
        }

        @Test
        void quotesLineBreaksAndUnicodeStayAsTheyAre() throws IOException {
            write("Lead.csv", "\uFEFF\"Id\",\"LastName\",\"Company\",\"Description\"\r\n\"" + LEAD_ID
                    + "\",\"Złoty 製\",\"Acme \"\"North\"\", Ltd\",\"one\ntwo 🎉\"\r\n");
            load();
            assertEquals("Złoty 製", lead().get("LastName").asText());
            assertEquals("Acme \"North\", Ltd", lead().get("Company").asText());
            assertEquals("one\ntwo 🎉", lead().get("Description").asText());
        }

        @Test
        void aMissingFileIsAnObjectWithoutRecords() throws IOException {
            write("Lead.csv", HEADER);
            load();
            assertEquals(0, store.count("Lead") + store.count("Contact"));
        }
    }

    @Nested
    class Columns {
        @Test
        void anUnknownCustomColumnBecomesATextField() throws IOException {
            write("Lead.csv", "\"Id\",\"LastName\",\"Company\",\"Favourite_Colour__c\"\n\"" + LEAD_ID + "\",\"Ng\",\"Acme\",\"green\"\n");
            load();
            assertEquals("green", lead().get("Favourite_Colour__c").asText());
            assertEquals(FieldType.STRING, store.schema().object("Lead").orElseThrow().field("Favourite_Colour__c").orElseThrow().type());
        }

        @Test
        void anUnknownCustomColumnWithLongTextBecomesALongTextField() throws IOException {
            write("Lead.csv", "\"Id\",\"LastName\",\"Company\",\"Story__c\"\n\"" + LEAD_ID + "\",\"Ng\",\"Acme\",\"" + "x".repeat(5_000) + "\"\n");
            load();
            assertEquals(5_000, lead().get("Story__c").asText().length());
        }

        @Test
        void aHiddenFieldThatWasExportedBecomesVisible() throws IOException {
            write("Lead.csv", "\"Id\",\"LastName\",\"Company\",\"DoNotCall\"\n\"" + LEAD_ID + "\",\"Ng\",\"Acme\",\"1\"\n");
            load();
            assertTrue(lead().get("DoNotCall").booleanValue());
        }

        @Test
        void fieldsThatComeWithAFeatureAreTakenAndHiddenWithoutIt() throws IOException {
            write("Lead.csv", "\"Id\",\"LastName\",\"Company\",\"MiddleName\",\"CurrencyIsoCode\",\"RecordTypeId\"\n\"" + LEAD_ID
                    + "\",\"Ng\",\"Acme\",\"Lee\",\"EUR\",\"012000000000000AAA\"\n");
            load();
            assertEquals("Lee", lead().get("MiddleName").asText());
            assertEquals("EUR", lead().get("CurrencyIsoCode").asText());
            assertEquals("012000000000000AAA", lead().get("RecordTypeId").asText());
            assertTrue(store.schema().object("Contact").orElseThrow().visibleField("CurrencyIsoCode").isEmpty());
        }

        @Test
        void aColumnOfAManagedPackageBecomesAField() throws IOException {
            write("Lead.csv", "\"Id\",\"LastName\",\"Company\",\"et4ae5__Mobile_Country__c\"\n\"" + LEAD_ID + "\",\"Ng\",\"Acme\",\"AU\"\n");
            load();
            assertEquals("AU", lead().get("et4ae5__Mobile_Country__c").asText());
        }

        @Test
        void anotherUnknownColumnIsNamed() throws IOException {
            write("Lead.csv", "\"Id\",\"LastName\",\"Companny\"\n");
            assertTrue(refusal().contains("Lead.csv line 1: Lead has no field \"Companny\" here: remove the column, or correct its name"));
        }

        @Test
        void aColumnThatStandsTwiceIsNamed() throws IOException {
            write("Lead.csv", "\"Id\",\"LastName\",\"LASTNAME\",\"Company\"\n");
            assertTrue(refusal().contains("Lead.csv line 1: the column LASTNAME stands there twice"));
        }
    }

    @Nested
    class Problems {
        @Test
        void badRowsAreNamedByFileAndLineAlsoAfterALineBreakInAValue() throws IOException {
            write("Lead.csv", HEADER + "\"" + LEAD_ID + "\",\"Two\nlines\",\"Acme\",\"0\"\n\"00Q9H00000C6pyd\",\"Ng\",\"Acme\",\"perhaps\"\n");
            final String message = refusal();
            assertTrue(message.contains("Lead.csv line 4: HasOptedOutOfEmail takes true or false."), message);
            assertFalse(message.contains("perhaps"), message);
        }

        @Test
        void badRowsOfAllFilesAreCollected() throws IOException {
            write("Lead.csv", HEADER + "\"nonsense\",\"Ng\",\"Acme\",\"0\"\n");
            write("Account.csv", "\"Id\",\"Name\"\n\"0019H00000C6pyc\",\"\"\n");
            final String message = refusal();
            assertTrue(message.contains("Account.csv line 2: Account needs a value in Name."), message);
            assertTrue(message.contains("Lead.csv line 2: Id takes a record id of 15 or 18 letters and digits."), message);
        }

        @Test
        void readingStopsAfterSomeProblems() throws IOException {
            write("Lead.csv", HEADER + IntStream.range(0, 500).mapToObj(number -> "\"bad\",\"Ng\",\"Acme\",\"0\"\n").collect(joining()));
            final String message = refusal();
            assertTrue(message.contains("Lead.csv line 21:"), message);
            assertFalse(message.contains("Lead.csv line 22:"), message);
            assertTrue(message.contains("reading stopped here"), message);
        }

        @Test
        void aRowOfAnotherWidthIsNamed() throws IOException {
            write("Lead.csv", HEADER + "\"" + LEAD_ID + "\",\"Ng\",\"Acme\"\n");
            assertTrue(refusal().contains("Lead.csv line 2: the row has 3 values, the header names 4 columns"));
        }

        @Test
        void anIdThatStandsTwiceIsNamedInEitherForm() throws IOException {
            write("Lead.csv", HEADER + "\"" + LEAD_ID + "\",\"Ng\",\"Acme\",\"0\"\n\"" + LEAD_ID + "UAB\",\"Ng\",\"Acme\",\"0\"\n");
            assertTrue(refusal().contains("Lead.csv line 3: the Id 00Q9H00000C6pycUAB stands in an earlier row already"));
        }

        @Test
        void aFileThatIsNotUtf8IsNamed() throws IOException {
            Files.write(folder.resolve("Lead.csv"), (HEADER + "\"" + LEAD_ID + "\",\"Müller\",\"Acme\",\"0\"\n").getBytes(StandardCharsets.ISO_8859_1));
            assertTrue(refusal().contains("Lead.csv is not UTF-8"));
        }

        @Test
        void textAfterAClosingQuoteIsNamed() throws IOException {
            write("Lead.csv", HEADER + "\"" + LEAD_ID + "\",\"Ng\"x,\"Acme\",\"0\"\n");
            final String message = refusal();
            assertTrue(message.contains("Lead.csv is no CSV from some line on (") && message.contains("line 2"), message);
        }

        @Test
        void aMissingFolderIsNamed() {
            final OrgContent missing = new OrgContent.Export(folder.resolve("nowhere"));
            final OrgFiller filler = new OrgFiller(store, new OrgEdits(store));
            assertTrue(assertThrows(UnreadableExportException.class, () -> filler.fill(missing)).getMessage().startsWith("There is no folder "));
        }

        @Test
        void aFolderWithoutAnyOfTheFilesIsNamed() throws IOException {
            write("lead.txt", "");
            assertTrue(refusal().contains("holds none of the files of a Salesforce data export"));
        }
    }

    @Nested
    class WholeOrgs {
        @Test
        void whatWasWrittenAsAnExportLoadsAsTheSameOrg() throws IOException {
            final OrgContent.Generated content = new OrgContent.Generated(400, 5);
            new ExportWriter(GeneratedOrg.of(content)).writeTo(folder);
            load();
            try (OrgStore generated = OrgStore.open(OrgSettings.defaults().withClock(store.clock()))) {
                new OrgFiller(generated, new OrgEdits(generated)).fill(content);
                for (final ExportObject object : ExportObject.values()) {
                    assertEquals(generated.count(object.apiName()), store.count(object.apiName()));
                    GeneratedOrg.of(content).rows(object).map(row -> row.get("Id"))
                            .forEach(id -> assertEquals(withoutAdmin(generated, object, id), withoutAdmin(store, object, id)));
                }
            }
        }

        @Test
        void theDemoExportHasEverythingTheDemoShows() {
            new OrgFiller(store, new OrgEdits(store)).fill(new OrgContent.Demo());
            assertEquals(300, store.count("Lead"));
            assertEquals(250, store.count("Contact"));
            assertEquals(6, store.count("Campaign"));
            assertTrue(store.count("Account") > 50 && store.count("CampaignMember") > 150);
        }

        private static ObjectNode withoutAdmin(final OrgStore org, final ExportObject object, final String id) {
            final ObjectNode found = org.find(object.apiName(), id).orElseThrow();
            Stream.of("OwnerId", "CreatedById", "LastModifiedById", "LeadOrContactOwnerId").forEach(found::remove);
            return found;
        }
    }
}
