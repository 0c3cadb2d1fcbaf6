package com.spotzee.nifi.processors;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.spotzee.nifi.http.HttpSettings;
import com.spotzee.nifi.http.JdkHttpExchange;
import com.spotzee.nifi.http.Secret;
import com.spotzee.nifi.ledger.SyncStanding;
import com.spotzee.nifi.processors.pages.FlowPage;
import com.spotzee.nifi.processors.sending.PageOptOuts;
import com.spotzee.nifi.records.JsonRecords;
import com.spotzee.nifi.salesforce.SalesforceObject;
import com.spotzee.nifi.sandbox.spotzee.EmulatedProject;
import com.spotzee.nifi.sandbox.spotzee.MailableWatch;
import com.spotzee.nifi.sandbox.spotzee.ProjectSettings;
import com.spotzee.nifi.services.SalesforceIntegration;
import com.spotzee.nifi.spotzee.HttpSpotzeeClient;
import com.spotzee.nifi.spotzee.OptOutProperty;
import com.spotzee.nifi.spotzee.Person;
import com.spotzee.nifi.spotzee.SpotzeeAccess;
import com.spotzee.nifi.spotzee.SpotzeeClient;
import com.spotzee.nifi.spotzee.SpotzeeFailure;
import com.spotzee.nifi.spotzee.UserDelivery;
import org.apache.nifi.util.MockFlowFile;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

import static org.junit.jupiter.api.Assertions.assertEquals;

/** The people of a trial on their last step: sent to an emulated project, where each change is watched for people who have opted out. */
final class TrialDelivery implements AutoCloseable {

    private static final long MARKETING = 1;
    private static final OptOutProperty UNSUBSCRIBED = new OptOutProperty("unsubscribed");
    private static final List<String> OPT_OUTS = List.of("/HasOptedOutOfEmail", "/Contact/HasOptedOutOfEmail");

    private final EmulatedProject project = EmulatedProject.start(ProjectSettings.defaults());
    private final MailableWatch watch = MailableWatch.on(project, MARKETING);
    private final JdkHttpExchange http = JdkHttpExchange.open(HttpSettings.defaults());
    private final SpotzeeClient client = HttpSpotzeeClient.forVerification(new SpotzeeAccess(project.url(), new Secret(project.secretKey())), http);

    /** Whether the person of a record has come and is unsubscribed; empty if the person has not come. */
    Optional<Boolean> unsubscribed(final String object, final String id) {
        final String person = "sf_crm_%s_%s".formatted(object, id);
        return project.user(person).filter(user -> user.path("email").isTextual())
                .map(user -> project.subscriptionState(person, MARKETING).filter(state -> state == 0).isPresent());
    }

    /** A page of opt-outs has left the query: from now on the flow knows. */
    void optOutsLeft(final MockFlowFile page) {
        people(page).forEach(person -> watch.optedOut(id(person)));
    }

    /** Sends a page of opt-outs. */
    void sendOptOuts(final MockFlowFile page, final SalesforceIntegration integration) {
        try {
            delivery(page, integration).unsubscribe(people(page), 0);
        } catch (final SpotzeeFailure e) {
            throw new AssertionError(e);
        }
    }

    /** Sends a page of people. */
    void send(final MockFlowFile page, final SalesforceIntegration integration) {
        final List<Person> people = people(page);
        people.stream().filter(Person::optedOut).forEach(person -> watch.optedOut(id(person)));
        try {
            delivery(page, integration).deliver(people, 0);
        } catch (final SpotzeeFailure e) {
            throw new AssertionError(e);
        }
    }

    /** Closes everything, and sees that nobody who has opted out could be written to at any moment. */
    @Override
    public void close() {
        http.close();
        project.close();
        assertEquals(List.of(), watch.breaches());
    }

    private UserDelivery delivery(final MockFlowFile page, final SalesforceIntegration integration) {
        final PageOptOuts optOuts = new PageOptOuts(integration.optOutRegister(), SalesforceObject.named(page.getAttribute("salesforce.object")).orElseThrow(),
                () -> SyncStanding.OPEN);
        return new UserDelivery(client, Set.of(MARKETING), UNSUBSCRIBED, page.getAttribute("uuid"), optOuts);
    }

    private static List<Person> people(final MockFlowFile page) {
        final Predicate<String> known = new FlowPage(page).knownToHaveOptedOut();
        return page.getContent().lines().map(WindowRun::json).map(each -> person(page.getAttribute("salesforce.object"), each))
                .map(person -> known.test(id(person)) ? person.knownToHaveOptedOut() : person).toList();
    }

    private static Person person(final String object, final JsonNode each) {
        final ObjectNode item = JsonRecords.emptyRecord().put("external_id", "sf_crm_%s_%s".formatted(object, each.path("Id").asText()));
        if (each.has("Email")) {
            item.set("email", each.path("Email"));
            item.putObject("data").put("unsubscribed", OPT_OUTS.stream().anyMatch(path -> each.at(path).booleanValue()));
        }
        return Person.of(item, UNSUBSCRIBED);
    }

    private static String id(final Person person) {
        return person.externalId().orElseThrow();
    }
}
