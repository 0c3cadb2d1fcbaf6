package com.spotzee.nifi.system.compare;

import com.spotzee.nifi.sandbox.salesforce.EmulatedOrg;
import com.spotzee.nifi.sandbox.salesforce.OrgSettings;
import com.spotzee.nifi.sandbox.spotzee.EmulatedProject;
import com.spotzee.nifi.sandbox.spotzee.ProjectSettings;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Map;
import java.util.Set;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

class ComparisonTest {

    private static final String WELL = """
            {"external_id":"sf_crm_Lead_%s","email":"ann@example.org","phone":"+12025550143","data":{"first_name":null,"last_name":"Ng","company":"Acme",
             "title":null,"lead_source":null,"source":"salesforce","annual_revenue":350000000.0,"score":null,"interests":["Running","Yoga"],
             "unsubscribed":true}}""";

    private EmulatedOrg org;
    private EmulatedProject project;
    private String leadId;

    @BeforeEach
    void startBothSides() {
        org = EmulatedOrg.start(OrgSettings.defaults());
        project = EmulatedProject.start(ProjectSettings.defaults());
        leadId = org.edits().create("Lead", Map.of("LastName", "Ng", "Company", "Acme", "Email", "ann@example.org", "Phone", "(202) 555-0143",
                "AnnualRevenue", "350000000", "Interests__c", "Running;Yoga", "HasOptedOutOfEmail", "true"));
    }

    @AfterEach
    void stopBothSides() {
        project.close();
        org.close();
    }

    @Test
    void isGoodWhenBothSidesSayTheSame() throws Exception {
        send("/users/batch", "[" + WELL.formatted(leadId) + "]");
        unsubscribe(1);
        final ComparisonResult result = compare(Set.of(1L));
        assertEquals("RESULT matched=1 users=1 missing=0 different=0 opted_out_missing=0", result.line());
        assertTrue(result.isGood());
    }

    @Test
    void countsWhoIsMissing() {
        final ComparisonResult result = compare(Set.of(1L));
        assertEquals("RESULT matched=1 users=0 missing=1 different=0 opted_out_missing=1", result.line());
        assertFalse(result.isGood());
    }

    @Test
    void countsWhoDiffersAndNamesTheFieldsWithoutTheirValues() throws Exception {
        send("/users/batch", "[" + WELL.formatted(leadId).replace("Acme", "Apex").replace("\"Yoga\"", "\"Hiking\"") + "]");
        unsubscribe(1);
        final ComparisonResult result = compare(Set.of(1L));
        assertEquals("RESULT matched=1 users=1 missing=0 different=1 opted_out_missing=0", result.line());
        assertEquals("sf_crm_Lead_%s differs in data.company, data.interests".formatted(leadId), result.examples().getFirst());
        assertFalse(result.isGood());
    }

    @Test
    void seesAValueThatShouldHaveBeenCleared() throws Exception {
        send("/users/batch", "[" + WELL.formatted(leadId).replace("\"first_name\":null", "\"first_name\":\"Ann\"") + "]");
        assertEquals(1, compare(Set.of(1L)).different());
    }

    @Test
    void countsAnOptOutThatHasNotReachedEverySubscription() throws Exception {
        send("/users/batch", "[" + WELL.formatted(leadId) + "]");
        unsubscribe(1);
        final ComparisonResult result = compare(Set.of(1L, 2L));
        assertEquals("RESULT matched=1 users=1 missing=0 different=0 opted_out_missing=1", result.line());
        assertFalse(result.isGood());
    }

    @Test
    void doesNotTakeTwoEmptySidesForSuccess() {
        org.edits().delete("Lead", leadId);
        assertFalse(compare(Set.of(1L)).isGood());
    }

    @Test
    void refusesToJudgeOptOutsWithoutASubscription() {
        assertThrows(IllegalArgumentException.class, () -> compare(Set.of()));
    }

    private ComparisonResult compare(final Set<Long> subscriptions) {
        return Comparison.of(org.store(), project, "crm", subscriptions);
    }

    private void unsubscribe(final long subscription) throws IOException, InterruptedException {
        send("/subscriptions/batch", "[{\"external_id\":\"sf_crm_Lead_%s\",\"subscription_id\":%d,\"state\":0}]".formatted(leadId, subscription));
    }

    private void send(final String path, final String body) throws IOException, InterruptedException {
        try (HttpClient client = HttpClient.newHttpClient()) {
            final HttpRequest request = HttpRequest.newBuilder(URI.create(project.url() + path)).header("Authorization", "Bearer " + project.secretKey())
                    .header("Content-Type", "application/json").POST(HttpRequest.BodyPublishers.ofString(body)).build();
            final HttpResponse<String> response = client.send(request, HttpResponse.BodyHandlers.ofString());
            assertEquals(200, response.statusCode(), response.body());
            assertTrue(response.body().contains("\"failed\":0"), response.body());
        }
    }
}
