package com.spotzee.nifi.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.spotzee.nifi.sandbox.salesforce.EmulatedOrg;
import org.apache.camel.CamelExecutionException;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.component.salesforce.AuthenticationType;
import org.apache.camel.component.salesforce.SalesforceComponent;
import org.apache.camel.component.salesforce.SalesforceEndpointConfig;
import org.apache.camel.component.salesforce.SalesforceLoginConfig;
import org.apache.camel.component.salesforce.api.NoSuchSObjectException;
import org.apache.camel.component.salesforce.api.SalesforceException;
import org.apache.camel.component.salesforce.api.dto.Limits;
import org.apache.camel.component.salesforce.api.dto.SObjectDescription;
import org.apache.camel.component.salesforce.api.dto.Version;
import org.apache.camel.component.salesforce.api.dto.bulkv2.JobStateEnum;
import org.apache.camel.component.salesforce.api.dto.bulkv2.OperationEnum;
import org.apache.camel.component.salesforce.api.dto.bulkv2.QueryJob;
import org.apache.camel.component.salesforce.api.dto.bulkv2.QueryJobs;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** Camel's Salesforce component reads the sandbox. */
class CamelSalesforceTest {

    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final String RAW = "rawPayload=true";

    private static EmulatedOrg org;
    private static DefaultCamelContext camel;
    private static ProducerTemplate producer;

    @BeforeAll
    static void start() {
        org = SampleOrg.start();
        camel = context(org.clientSecret());
        producer = camel.createProducerTemplate();
    }

    @AfterAll
    static void stop() throws IOException {
        camel.close();
        org.close();
    }

    @Test
    void findsTheVersions() {
        final List<?> versions = producer.requestBody("salesforce:getVersions", null, List.class);
        assertTrue(versions.stream().map(Version.class::cast).anyMatch(version -> "66.0".equals(version.getVersion())));
    }

    @Test
    void readsTheResourcesAndTheObjects() throws IOException {
        assertEquals("/services/data/v66.0/query", json("salesforce:getResources?" + RAW, null).get("query").textValue());
        assertTrue(json("salesforce:getGlobalObjects?" + RAW, null).get("sobjects").findValuesAsText("name").contains("CampaignMember"));
    }

    @Test
    void describesAnObject() {
        final SObjectDescription contact = producer.requestBody("salesforce:getDescription?sObjectName=Contact", null, SObjectDescription.class);
        assertEquals("003", contact.getKeyPrefix());
        assertTrue(contact.getFields().stream().anyMatch(field -> "AccountId".equals(field.getName()) && "Account".equals(field.getRelationshipName())));
    }

    @Test
    void readsPagesAndParents() throws IOException {
        final JsonNode first = query("SELECT Id FROM Lead");
        assertEquals(SampleOrg.LEADS, first.get("totalSize").intValue());
        final JsonNode second = json("salesforce:queryMore?" + RAW, first.get("nextRecordsUrl").textValue());
        assertEquals(2_000, second.get("records").size());
        final JsonNode contacts = query("SELECT LastName, Account.Name FROM Contact ORDER BY LastName");
        assertEquals("Acme \"North\", Ltd", contacts.at("/records/0/Account/Name").textValue());
        assertTrue(contacts.at("/records/1/Account").isNull());
    }

    @Test
    void understandsTheErrors() {
        final SalesforceException mistake = assertInstanceOf(SalesforceException.class,
                assertThrows(CamelExecutionException.class, () -> query("SELECT Nope FROM Lead")).getCause());
        assertEquals(400, mistake.getStatusCode());
        assertEquals("INVALID_FIELD", mistake.getErrors().getFirst().getErrorCode());
        final Throwable missing = assertThrows(CamelExecutionException.class,
                () -> producer.requestBody("salesforce:getDescription?sObjectName=Nothing__c", (Object) null)).getCause();
        assertInstanceOf(NoSuchSObjectException.class, missing);
    }

    @Test
    void logsInAgainWhenItsSessionHasEnded() throws IOException {
        query("SELECT Id FROM Contact");
        org.revokeTokens();
        assertEquals(2, query("SELECT Id FROM Contact").get("totalSize").intValue());
    }

    @Test
    void isToldAWrongSecret() {
        final Throwable refused = assertThrows(RuntimeException.class, () -> context("wrong"));
        assertTrue(messages(refused).contains("invalid client credentials"), messages(refused));
    }

    @Test
    void readsTheLimits() {
        final Limits limits = producer.requestBody("salesforce:limits", null, Limits.class);
        assertEquals(100_000, limits.getDailyApiRequests().getMax());
        assertTrue(limits.getDailyApiRequests().getRemaining() < 100_000);
    }

    @Test
    void readsABulkQueryToItsEnd() throws IOException {
        final QueryJob order = new QueryJob();
        order.setOperation(OperationEnum.QUERY);
        order.setQuery("SELECT Id, LastName FROM Lead");
        final QueryJob made = producer.requestBody("salesforce:bulk2CreateQueryJob", order, QueryJob.class);
        assertEquals(JobStateEnum.UPLOAD_COMPLETE, made.getState());
        QueryJob job = made;
        for (int look = 0; look < 2; look++) {
            job = producer.requestBody("salesforce:bulk2GetQueryJob", made, QueryJob.class);
        }
        assertEquals(JobStateEnum.JOB_COMPLETE, job.getState());
        assertEquals(SampleOrg.LEADS, job.getNumberRecordsProcessed());
        final Set<String> ids = new HashSet<>();
        String locator = "";
        do {
            final Exchange answer = producer.request("salesforce:bulk2GetQueryJobResults?maxRecords=2000&jobId=" + made.getId()
                    + (locator.isEmpty() ? "" : "&locator=" + locator), exchange -> exchange.getIn().setBody(""));
            final String csv = answer.getMessage().getBody(String.class);
            csv.lines().skip(1).forEach(line -> ids.add(line.substring(1, 19)));
            locator = answer.getMessage().getHeader("Sforce-Locator", String.class);
        } while (!"null".equals(locator));
        assertEquals(SampleOrg.LEADS, ids.size());
        final QueryJobs jobs = producer.requestBody("salesforce:bulk2GetAllQueryJobs", null, QueryJobs.class);
        assertTrue(jobs.getRecords().stream().anyMatch(listed -> listed.getId().equals(made.getId())));
        producer.requestBody("salesforce:bulk2DeleteQueryJob?jobId=" + made.getId(), "");
        assertTrue(org.bulk().jobs().isEmpty());
    }

    private static DefaultCamelContext context(final String secret) {
        final SalesforceLoginConfig login = new SalesforceLoginConfig();
        login.setType(AuthenticationType.CLIENT_CREDENTIALS);
        login.setLoginUrl(org.url().toString());
        login.setClientId(org.clientId());
        login.setClientSecret(secret);
        final SalesforceEndpointConfig config = new SalesforceEndpointConfig();
        config.setApiVersion("66.0");
        final SalesforceComponent component = new SalesforceComponent();
        component.setLoginConfig(login);
        component.setConfig(config);
        final DefaultCamelContext context = new DefaultCamelContext();
        context.addComponent("salesforce", component);
        context.start();
        return context;
    }

    private static JsonNode query(final String soql) throws IOException {
        return json("salesforce:query?sObjectQuery=" + soql + "&" + RAW, null);
    }

    private static JsonNode json(final String endpoint, final Object body) throws IOException {
        return MAPPER.readTree(producer.requestBody(endpoint, body, String.class));
    }

    private static String messages(final Throwable problem) {
        return problem == null ? "" : problem + "\n" + messages(problem.getCause());
    }
}
