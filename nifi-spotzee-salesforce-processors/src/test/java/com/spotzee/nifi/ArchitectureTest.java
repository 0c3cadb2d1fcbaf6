package com.spotzee.nifi;

import com.spotzee.nifi.http.AnswerReader;
import com.spotzee.nifi.http.HttpCall;
import com.spotzee.nifi.http.HttpExchange;
import com.spotzee.nifi.http.Secret;
import com.spotzee.nifi.processors.PutSpotzeeUsers;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import org.apache.nifi.flowfile.FlowFile;
import org.apache.nifi.processor.ProcessContext;
import org.apache.nifi.processor.ProcessSession;
import org.apache.nifi.processor.ProcessSessionFactory;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Map;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.GeneralCodingRules.ACCESS_STANDARD_STREAMS;
import static com.tngtech.archunit.library.GeneralCodingRules.USE_JAVA_UTIL_LOGGING;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

/** The cut between the packages. Each rule says why it is there and what to do when it fails. */
class ArchitectureTest {

    private static final String BASE = "com.spotzee.nifi.";
    private static final String PROCESSORS = BASE + "processors..";
    private static final String READING = BASE + "processors.reading..";
    private static final String SENDING = BASE + "processors.sending..";
    private static final String PAGES = BASE + "processors.pages..";
    private static final String SERVICES = BASE + "services..";
    private static final String SALESFORCE = BASE + "salesforce..";
    private static final String LOGIN = BASE + "salesforce.login..";
    private static final String SPOTZEE = BASE + "spotzee..";
    private static final String HTTP = BASE + "http..";
    private static final String SYNC = BASE + "sync..";
    private static final String LEDGER = BASE + "ledger..";

    private static JavaClasses product;

    @BeforeAll
    static void importProduct() {
        product = new ClassFileImporter().importUrl(PutSpotzeeUsers.class.getProtectionDomain().getCodeSource().getLocation());
    }

    @Test
    void salesforceAndSpotzeeNeverKnowEachOther() {
        holds(noClasses().that().resideInAPackage(SALESFORCE).should().dependOnClassesThat().resideInAnyPackage(SPOTZEE),
                "the sync is one way and either side can change alone: bring the two together in 'mapping' or in a processor");
        holds(noClasses().that().resideInAPackage(SPOTZEE).should().dependOnClassesThat().resideInAnyPackage(SALESFORCE, BASE + "soql.."),
                "the destination takes people from any source: pass what it needs as a value, or bring the two together in a processor");
    }

    @Test
    void theTwoClientsStandOnHttpOnly() {
        holds(noClasses().that().resideInAnyPackage(SALESFORCE, SPOTZEE).should().dependOnClassesThat()
                        .resideInAnyPackage(PROCESSORS, SERVICES, SYNC, LEDGER, BASE + "rules..", BASE + "mapping..", BASE + "integration..", BASE + "events..",
                                BASE + "health.."),
                "a client speaks its system's language and nothing else: let the caller translate");
    }

    @Test
    void theFloorStandsOnNothingOfOurs() {
        for (final String floor : List.of("http", "records", "events")) {
            holds(noClasses().that().resideInAPackage(BASE + floor + "..").should().dependOnClassesThat(
                            resideInAPackage("com.spotzee.nifi..").and(resideOutsideOfPackage(BASE + floor + ".."))),
                    "'" + floor + "' is used by everybody: what it needs is passed to it, what is special belongs to its caller");
        }
    }

    @Test
    void nothingLooksUpToWhatUsersDrag() {
        holds(noClasses().that().resideOutsideOfPackages(PROCESSORS, SERVICES).should().dependOnClassesThat().resideInAnyPackage(PROCESSORS, SERVICES),
                "the domain can be read and tested without NiFi: pass values in, or move the code to the processor that needs it");
        holds(noClasses().that().resideInAPackage(SERVICES).should().dependOnClassesThat().resideInAPackage(PROCESSORS),
                "services are used by processors, never the other way: move what both need to its domain package");
    }

    @Test
    void processorsAreTheTopOfTheirInside() {
        holds(noClasses().that().resideInAnyPackage(READING, SENDING, PAGES)
                        .should().dependOnClassesThat().resideInAPackage(BASE + "processors"),
                "the inside is handed what users set, as QueryRun and PutTarget are: pass the relationship or the property's value");
        holds(noClasses().that().resideInAPackage(READING).should().dependOnClassesThat().resideInAPackage(SENDING),
                "queues are between the first and the last processor, and nodes may be: speak by attributes and by the integration's ledger");
        holds(noClasses().that().resideInAPackage(SENDING).should().dependOnClassesThat().resideInAPackage(READING),
                "people come from any source: what the query knows of a page stands in its attributes");
        holds(noClasses().that().resideInAPackage(PAGES).should().dependOnClassesThat()
                        .resideInAnyPackage(READING, SENDING),
                "'pages' is what the steps have in common: what one of them needs belongs to it");
    }

    @Test
    void onlyProcessorsAndServicesSeeTheSession() {
        holds(noClasses().that().resideOutsideOfPackages(PROCESSORS, SERVICES).should().dependOnClassesThat()
                        .belongToAnyOf(ProcessSession.class, ProcessSessionFactory.class, ProcessContext.class, FlowFile.class),
                "FlowFiles and sessions end in the processor: give the domain a stream, a record or a value");
        holds(noClasses().that().resideOutsideOfPackages(PROCESSORS, SERVICES, SYNC, LEDGER).should().dependOnClassesThat()
                        .resideInAnyPackage("org.apache.nifi.components.state..", "org.apache.nifi.processor..", "org.apache.nifi.controller..",
                                "org.apache.nifi.serialization.."),
                "only 'sync' and 'ledger' keep state, and only processors and services are NiFi's: hide it behind an interface, as DeliveryLedger does");
    }

    @Test
    void packagesHaveNoCycles() {
        slices().matching("com.spotzee.nifi.(*)..").should().beFreeOfCycles()
                .because("packages that need each other are one package: move the type that closes the circle to where its concept lives").check(product);
    }

    @Test
    void logsGoToNiFi() {
        holds(noClasses().should(USE_JAVA_UTIL_LOGGING), "users see bulletins and NiFi's log: use getLogger() in the component, and pass texts up to it");
        holds(noClasses().should(ACCESS_STANDARD_STREAMS), "nobody reads NiFi's standard output: use getLogger() in the component");
        holds(noClasses().should().dependOnClassesThat().resideInAnyPackage("org.slf4j..", "org.apache.commons.logging.."),
                "users see bulletins and NiFi's log: use getLogger() in the component, and pass texts up to it");
    }

    @Test
    void nothingCanChangeSalesforce() {
        holds(noClasses().that().resideOutsideOfPackages(HTTP, SPOTZEE).and().doNotHaveFullyQualifiedName(BASE + "salesforce.OneWay")
                        .should().callMethod(HttpCall.class, "json", String.class, URI.class, byte[].class)
                        .orShould().callConstructor(HttpCall.class, String.class, URI.class, Map.class, byte[].class),
                "the sync is one way and no request that could change Salesforce exists: read with HttpCall.get, or with what OneWay allows");
        holds(noClasses().that().resideInAPackage(BASE + "salesforce").and().doNotHaveFullyQualifiedName(BASE + "salesforce.SalesforceCalls")
                        .should().callMethod(HttpExchange.class, "send", HttpCall.class, AnswerReader.class),
                "every request to the org passes OneWay before it is sent: send with SalesforceCalls");
        holds(noClasses().that().resideOutsideOfPackages(HTTP, LOGIN).should().callMethod(HttpCall.class, "form", URI.class, Map.class),
                "only the token endpoint is posted to: log in through 'salesforce.login', read with HttpCall.get");
    }

    @Test
    void onlyTheClientsSpeakHttp() {
        holds(noClasses().that().resideOutsideOfPackage(HTTP).should().dependOnClassesThat().resideInAPackage("java.net.http.."),
                "time-outs, cancelling and closing are decided once: send with HttpExchange");
        holds(noClasses().that().resideOutsideOfPackages(HTTP, SALESFORCE, SPOTZEE, SERVICES).should().dependOnClassesThat()
                        .belongToAnyOf(HttpCall.class),
                "a request is made by the client that knows the system: add a verb to SalesforceClient or SpotzeeClient");
    }

    @Test
    void secretsAreRevealedOnlyWhereTheyAreSent() {
        holds(noClasses().that().resideOutsideOfPackages(HTTP, LOGIN, SPOTZEE, BASE + "salesforce").should().callMethod(Secret.class, "reveal"),
                "a secret that is a text can be logged: pass the Secret on");
    }

    @Test
    void timeIsPassedIn() {
        holds(noClasses().should().callMethod(Instant.class, "now").orShould().callMethod(System.class, "currentTimeMillis"),
                "tests need no real clock: take an InstantSource");
    }

    private static void holds(final ArchRule rule, final String reason) {
        rule.because(reason).check(product);
    }
}
