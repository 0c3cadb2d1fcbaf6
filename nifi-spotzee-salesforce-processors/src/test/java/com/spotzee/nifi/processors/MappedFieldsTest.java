package com.spotzee.nifi.processors;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.spotzee.nifi.sandbox.salesforce.edit.OrgEdits;
import com.spotzee.nifi.sandbox.salesforce.schema.FieldType;
import org.apache.nifi.reporting.InitializationException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** What Spotzee holds of what stands in Salesforce. */
class MappedFieldsTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    private ChainedSync sync;

    private String lead(final Map<String, Object> more) {
        final Map<String, Object> values = new HashMap<>(Map.of("LastName", "Ng", "Company", "Acme", "Email", "ann@example.com"));
        values.putAll(more);
        return sync.edits().create("Lead", values);
    }

    private void readBy(final String api) {
        sync.query().setProperty("Query API", api);
        sync.org().bulk().use(sync.org().bulk().settings().withPollsUntilComplete(1));
    }

    private JsonNode completed(final int index) throws IOException {
        return JSON.readTree(sync.events("sync_completed").get(index).toByteArray());
    }

    @AfterEach
    void close() {
        sync.close();
    }

    @Test
    void nullAndTheEmptyTextClearAndWhatCanNotBeReadStays() throws InitializationException, IOException {
        sync = new ChainedSync(Map.of("email", "Email", "phone", "Phone", "first_name", "FirstName", "job.title", "Title", "city", "City",
                "industry", "Industry", "website", "Website, Fax"));
        final String id = lead(Map.of("FirstName", "Ann", "Title", "CEO", "City", "Bonn", "Industry", "Banking", "Phone", "+61 2 9374 4000",
                "Website", "https://acme.example"));
        sync.sync();
        assertEquals("+61293744000", sync.user("Lead", id).orElseThrow().path("phone").textValue());

        sync.edits().hideField("Lead", "Industry");
        final Map<String, Object> changes = new HashMap<>(Map.of("Title", "", "City", "Köln"));
        changes.put("FirstName", null);
        changes.put("Phone", null);
        changes.put("Website", null);
        sync.edits().edit("Lead", id, changes);
        sync.sync();

        final JsonNode user = sync.user("Lead", id).orElseThrow();
        assertEquals("ann@example.com", user.path("email").textValue());
        assertTrue(user.path("phone").isNull());
        assertTrue(user.path("data").get("first_name").isNull());
        assertTrue(user.path("data").path("job").get("title").isNull());
        assertTrue(user.path("data").get("website").isNull());
        assertEquals("Köln", user.path("data").path("city").textValue());
        assertEquals("Banking", user.path("data").path("industry").textValue());
    }

    @Test
    void whatDoesNotFitKeepsNobodyBackAndIsToldByRow() throws InitializationException, IOException {
        sync = new ChainedSync(Map.of("email", "Email", "phone", "Phone", "level", "Title : number", "city", "City", "language", "Industry, \"en\"",
                "locale", "Fax"));
        final String good = lead(Map.of("Title", " 7 ", "Phone", "+61 2 9374 4000"));
        final String bad = lead(Map.of("Title", "seven", "City", "Bonn", "Phone", "1", "Fax", "none at all"));
        final String worse = lead(Map.of("Title", "eight", "City", "Ulm"));
        sync.sync();

        assertEquals(7, sync.property("Lead", good, "level").intValue());
        assertEquals("en", sync.property("Lead", good, "language").textValue());
        final JsonNode user = sync.user("Lead", bad).orElseThrow();
        assertEquals("ann@example.com", user.path("email").textValue());
        assertEquals("Bonn", user.path("data").path("city").textValue());
        assertFalse(user.hasNonNull("phone"));
        assertFalse(user.path("data").has("level"));
        assertEquals("Ulm", sync.property("Lead", worse, "city").textValue());
        final JsonNode completed = completed(0);
        assertEquals(JSON.readTree("{\"level\":2,\"locale\":1,\"phone\":1}"), completed.path("dropped"));
        assertEquals(4, completed.path("counts").path("dropped_values").intValue());
        assertEquals(3, completed.path("counts").path("imported").intValue());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "email | ann@example.com;o'neil+x@mail.example.museum;a_b-c=d@1.example | 0",
        "email | \"Ann N. (x), \\\"y\\\"\"@example.com;\"a..b@c\"@example.com;\"\"@example.com | 0",
        "email | \"ann@example.com;\"a\"b\"@example.com;\"ann\\\"@example.com;\"Zoë\"@example.com;ann\"x\"@example.com;\"ann\".x@example.com | 6",
        "email | none;ann@example;ann@example.c;ann@192.0.2.1;a..b@example.com;ann@exa_mple.com;ann@example.com.;Zoë@example.com;ann@bücher.example | 9",
        "locale | en;en_US;zh-Hant-TW;i-klingon | 0",
        "locale | und;und_US;x-klingon;English (US);e | 5",
        "timezone | Europe/Berlin;UTC | 0",
        "timezone | Berlin;SystemV/EST5;europe/berlin;+02:00 | 4"
    })
    void whatSpotzeeWouldRefuseIsDroppedAndNobodyWithIt(final String property, final String texts, final int dropped)
            throws InitializationException, IOException {
        sync = new ChainedSync(Map.of(property, "Title"));
        final List<String> leads = Arrays.stream(texts.split(";")).map(text -> lead(Map.of("Title", text))).toList();
        sync.sync();

        final JsonNode completed = completed(0);
        assertEquals(dropped, completed.path("dropped").path(property).intValue(), completed.toString());
        assertEquals(leads.size(), completed.path("counts").path("imported").intValue(), completed.toString());
        assertEquals(leads.size() - dropped, leads.stream().filter(lead -> sync.user("Lead", lead).orElseThrow().hasNonNull(property)).count());
    }

    @ParameterizedTest
    @ValueSource(strings = {"REST API", "Bulk API 2.0"})
    void numbersKeepEveryDigit(final String api) throws InitializationException, IOException {
        sync = new ChainedSync(Map.of("email", "Email", "revenue", "AnnualRevenue", "nps", "NPS__c", "hobbies", "Interests__c",
                "renewal", "Renewal_Date__c", "address", "Address", "deal", "Deal__c"));
        readBy(api);
        sync.edits().addField("Lead", new OrgEdits.NewField("Deal__c", "Deal", FieldType.CURRENCY, List.of()));
        final String id = lead(Map.of("AnnualRevenue", 123456789012345678L, "NPS__c", 12.5, "Interests__c", "Running;Yoga", "Renewal_Date__c", "2027-01-31",
                "City", "Bonn", "Deal__c", new BigDecimal("1234567890123456.78")));
        sync.sync();

        final JsonNode data = sync.user("Lead", id).orElseThrow().path("data");
        assertEquals(123456789012345678L, data.path("revenue").decimalValue().longValueExact());
        assertEquals(new BigDecimal("1234567890123456.78"), data.path("deal").decimalValue());
        assertEquals(12.5, data.path("nps").doubleValue());
        assertEquals("[\"Running\",\"Yoga\"]", data.path("hobbies").toString());
        assertEquals("2027-01-31", data.path("renewal").textValue());
        assertEquals("Bonn", data.path("address").path("city").textValue());
    }

    @ParameterizedTest
    @ValueSource(strings = {"REST API", "Bulk API 2.0"})
    void locationsComeWholeAndByPart(final String api) throws InitializationException, IOException {
        sync = new ChainedSync(Map.of("Objects", "Contact", "place", "place__c", "lat", "Place__Latitude__s", "lon", "Place__Longitude__s : string",
                "office", "Account.Place__c", "near", "Place__c : string"));
        readBy(api);
        final String account = sync.edits().create("Account", Map.of("Name", "Acme", "Place__Latitude__s", 0, "Place__Longitude__s", -0.00001));
        final String placed = sync.edits().create("Contact", Map.of("LastName", "Ray", "AccountId", account,
                "Place__Latitude__s", new BigDecimal("-33.868819999999971"), "Place__Longitude__s", new BigDecimal("151.20929")));
        final String nowhere = sync.edits().create("Contact", Map.of("LastName", "Lee"));
        sync.sync();

        final JsonNode data = sync.user("Contact", placed).orElseThrow().path("data");
        assertEquals("{\"latitude\":-33.868819999999971,\"longitude\":151.20929}", data.path("place").toString());
        assertEquals(new BigDecimal("-33.868819999999971"), data.path("lat").decimalValue());
        assertEquals("151.20929", data.path("lon").textValue());
        assertEquals("{\"latitude\":0.0,\"longitude\":-0.00001}", data.path("office").toString());
        assertFalse(data.has("near"));
        final JsonNode empty = sync.user("Contact", nowhere).orElseThrow().path("data");
        assertEquals("{\"lat\":null,\"lon\":null,\"near\":null,\"office\":null,\"place\":null}", empty.toString());
    }

    @Test
    void rowsReadParentsConstantsAndObjectsWhateverTheCaseOfTheirNames() throws InitializationException, IOException {
        sync = new ChainedSync(Map.of("Objects", "Lead, Contact", "email", "EMAIL", "group", "[contact] account.PARENT.parent.Parent.parent.name, \"none\"",
                "company", "[Lead] company, [Contact] Account.Name", "common", "not vip__C", "source", "\"crm\"", "wiped", "\"\""));
        final String lead = lead(Map.of("VIP__c", true));
        String account = sync.edits().create("Account", Map.of("Name", "Holding"));
        for (final String name : new String[] {"Europe", "Germany", "Rhineland", "Bonn"}) {
            account = sync.edits().create("Account", Map.of("Name", name, "ParentId", account));
        }
        final String contact = sync.edits().create("Contact", Map.of("LastName", "Ray", "AccountId", account));
        sync.sync();

        assertEquals("Holding", sync.property("Contact", contact, "group").textValue());
        assertEquals("Bonn", sync.property("Contact", contact, "company").textValue());
        assertTrue(sync.property("Contact", contact, "common").booleanValue());
        assertEquals("none", sync.property("Lead", lead, "group").textValue());
        assertEquals("Acme", sync.property("Lead", lead, "company").textValue());
        assertFalse(sync.property("Lead", lead, "common").booleanValue());
        assertEquals("crm", sync.property("Lead", lead, "source").textValue());
        assertTrue(sync.property("Lead", lead, "wiped").isNull());
    }

    @Test
    void campaignMembersGetTheFourDefaultsFromTheirPersonWhereTheirOwnAreHidden() throws InitializationException, IOException {
        sync = new ChainedSync(Map.of("Objects", "CampaignMember"));
        for (final String field : new String[] {"Email", "FirstName", "LastName", "Phone"}) {
            sync.edits().hideField("CampaignMember", field);
        }
        final String campaign = sync.edits().create("Campaign", Map.of("Name", "Spring"));
        final String account = sync.edits().create("Account", Map.of("Name", "Acme"));
        final String contact = sync.edits().create("Contact", Map.of("LastName", "Ray", "FirstName", "Bob", "Email", "bob@example.com", "AccountId", account));
        final String ofLead = sync.edits().create("CampaignMember", Map.of("CampaignId", campaign, "LeadId", lead(Map.of("Phone", "+61 2 9374 4000"))));
        final String ofContact = sync.edits().create("CampaignMember", Map.of("CampaignId", campaign, "ContactId", contact));
        sync.sync();

        assertEquals("ann@example.com", sync.user("CampaignMember", ofLead).orElseThrow().path("email").textValue());
        assertEquals("+61293744000", sync.user("CampaignMember", ofLead).orElseThrow().path("phone").textValue());
        assertEquals("bob@example.com", sync.user("CampaignMember", ofContact).orElseThrow().path("email").textValue());
        assertEquals("Bob", sync.property("CampaignMember", ofContact, "first_name").textValue());
    }
}
