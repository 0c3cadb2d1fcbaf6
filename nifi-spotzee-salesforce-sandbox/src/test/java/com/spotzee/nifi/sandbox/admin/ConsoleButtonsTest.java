package com.spotzee.nifi.sandbox.admin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.spotzee.nifi.browser.Browser;
import com.spotzee.nifi.sandbox.salesforce.store.PeopleFilter;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

/** Every button of the console is pressed and asks the admin API for what it says, and whatever that API can do has a button. */
class ConsoleButtonsTest {

    private static final String MEMBER = "CampaignMember";

    private static final List<Press> ORG = List.of(
            new Press("Use them up", "PUT /org/api-usage {\"used\":100000,\"max\":100000}"),
            new Press("Use 95 %", "PUT /org/api-usage {\"used\":95000,\"max\":100000}"),
            new Press("Use none", "PUT /org/api-usage {\"used\":0,\"max\":100000}"),
            new Press("Set", "PUT /org/api-usage {\"used\":5,\"max\":10}").with("#used", "5").with("#max", "10"),
            new Press("+10 minutes", "POST /clock/advance {\"duration\":\"PT10M\"}"),
            new Press("+2 hours", "POST /clock/advance {\"duration\":\"PT2H\"}"),
            new Press("+1 day", "POST /clock/advance {\"duration\":\"P1D\"}"),
            new Press("−10 minutes", "POST /clock/advance {\"duration\":\"-PT10M\"}"),
            new Press("Move", "POST /clock/advance {\"duration\":\"PT90M\"}").with("#duration", "PT90M"),
            new Press("Set the clock", "PUT /clock {\"now\":\"2026-11-23T10:00:00Z\"}").with("#now", "2026-11-23T10:00:00Z"),
            new Press("Revoke all tokens", "DELETE /org/tokens"),
            new Press("Rotate refresh tokens", "PUT /org/refresh-token-rotation {\"on\":true}"),
            new Press("Do not rotate", "PUT /org/refresh-token-rotation {\"on\":false}"),
            new Press("Refuse logins", "POST /org/logins/refuse {\"refusal\":\"wrong_domain\"}").with("#refusal", "wrong_domain"),
            new Press("Accept logins", "POST /org/logins/accept"),
            new Press("Add the URL", "PUT /org/app {\"callbackUrl\":\"http://localhost:1717/back\"}").with("#callback", "http://localhost:1717/back"),
            new Press("Ask for the secret", "PUT /org/app {\"secretRequired\":true}"),
            new Press("Do not ask for the secret", "PUT /org/app {\"secretRequired\":false}"),
            new Press("Ask for a proof key", "PUT /org/app {\"proofKeyRequired\":true}"),
            new Press("Do not ask for a proof key", "PUT /org/app {\"proofKeyRequired\":false}"),
            new Press("Give it", "PUT /org/encrypted-data {\"permitted\":true}"),
            new Press("Take it away", "PUT /org/encrypted-data {\"permitted\":false}"),
            new Press("Begin a transaction", "POST /org/transactions"),
            new Press("Edit", "POST /org/transactions/1/edits {\"object\":\"Lead\",\"id\":\"ID\",\"values\":{\"LastName\":\"Late\"}}")
                    .with("#late-id-1", "OTHER").with("#late-value-1", "Late"),
            new Press("Commit", "POST /org/transactions/1/commit"),
            new Press("Begin a transaction", "POST /org/transactions"),
            new Press("Roll back", "DELETE /org/transactions/2"),
            new Press("Hide HasOptedOutOfEmail", "POST /org/Lead/fields/HasOptedOutOfEmail/hide").with("#fields-name", "HasOptedOut"),
            new Press("Show HasOptedOutOfEmail", "POST /org/Lead/fields/HasOptedOutOfEmail/show"),
            new Press("Add the field", "POST /org/Lead/fields {\"name\":\"Colour__c\",\"type\":\"picklist\",\"picklist\":[\"Red\",\"Blue\"]}")
                    .with("#new-field", "Colour__c").with("#new-field-type", "picklist").with("#new-field-values", "Red, Blue"),
            new Press("Rename", "POST /org/Lead/fields/Colour__c/rename {\"name\":\"Tint__c\"}").with("#fields-name", "Colour")
                    .with("#rename-Colour__c", "Tint__c"));

    private static final List<Press> FAULTS = List.of(
            new Press("Set the fault", "POST /org/faults {\"fault\":\"html\",\"on\":[\"query\"],\"status\":502,\"nth\":2,\"times\":3,\"path\":\"Lead\"}")
                    .with("#fault", "html").with("#fault-status", "502").with("#fault-nth", "2").with("#fault-times", "3").with("#fault-path", "Lead")
                    .ticking("input[name=on][value=query]"),
            new Press("End fault 1", "DELETE /org/faults/1"),
            new Press("Set the fault", "POST /org/faults {\"fault\":\"used_calls\",…").with("#fault", "used_calls"),
            new Press("End all faults at Salesforce", "DELETE /org/faults"),
            new Press("Set the fault at Spotzee", "POST /project/faults {\"fault\":\"refusal\",\"code\":\"quota_exceeded\",\"retryAfter\":7,\"times\":3,"
                    + "\"about\":\"sf_demo_one_Lead_1\"}").with("#project-fault", "refusal").with("#project-fault-code", "quota_exceeded")
                    .with("#project-fault-retryAfter", "7").with("#project-fault-times", "3").with("#project-fault-about", "sf_demo_one_Lead_1"),
            new Press("End Spotzee's fault 1", "DELETE /project/faults/1"),
            new Press("Set the fault at Spotzee", "POST /project/faults {\"fault\":\"unreachable\",…").with("#project-fault", "unreachable"),
            new Press("End all faults at Spotzee", "DELETE /project/faults"),
            new Press("Refuse requests", "POST /project/refusals {\"code\":\"rate_limited\",\"times\":2}").with("#refusal-code", "rate_limited")
                    .with("#refusal-times", "2"),
            new Press("Replace the secret key", "POST /project/secret-key"));

    private static final List<Press> PEOPLE = List.of(
            new Press("Create", "POST /org/Contact {\"FirstName\":\"Ada\",\"LastName\":\"Newcomer\",\"Email\":\"ada@example.com\",\"Phone\":\"030 1\"}")
                    .with("#new-object", "Contact").with("#new-first-name", "Ada").with("#new-last-name", "Newcomer")
                    .with("#new-email", "ada@example.com").with("#new-phone", "030 1"));

    private static final List<Press> LEAD = Stream.concat(person("Lead"), Stream.of(
            new Press("Convert", "POST /org/Lead/ID/convert {}"))).toList();
    private static final List<Press> CONTACT = person("Contact").toList();
    private static final List<Press> CAMPAIGN_MEMBER = List.of(
            new Press("Hide from the API's user", "POST /org/CampaignMember/ID/hide"),
            new Press("Show to the API's user", "POST /org/CampaignMember/ID/show"),
            new Press("Delete", "DELETE /org/CampaignMember/ID"));

    private static final Pattern ID = Pattern.compile("\\b(00Q|003|00v|701|001)[A-Za-z0-9]{15}\\b");
    private static final Pattern OF_ONE_FIELD = Pattern.compile("(Hide|Show) (?!from|to)\\w+");
    private static final ObjectMapper JSON = new ObjectMapper();

    private static Browser browser;

    private final Set<String> pressed = new TreeSet<>();
    private final Set<String> seen = new TreeSet<>();
    private OpenConsole console;

    /** A button and what it asks for; an ellipsis at the end stands for anything. */
    private record Press(String button, String request, List<Map.Entry<String, String>> values, String box) {

        Press(final String button, final String request) {
            this(button, request, List.of(), null);
        }

        Press with(final String field, final String value) {
            final List<Map.Entry<String, String>> more = new ArrayList<>(values);
            more.add(Map.entry(field, value));
            return new Press(button, request, List.copyOf(more), box);
        }

        Press ticking(final String selector) {
            return new Press(button, request, values, selector);
        }
    }

    private static Stream<Press> person(final String object) {
        final String record = "/org/" + object + "/ID";
        return Stream.of(
                new Press("Save", "PATCH " + record + " {\"FirstName\":\"Ada\",\"Title\":\"Captain\"}").with("#edit-FirstName", "Ada")
                        .with("#edit-field", "Title").with("#edit-value", "Captain"),
                new Press("Opt out", "POST " + record + "/opt-out"),
                new Press("Take the opt-out back", "PATCH " + record + " {\"HasOptedOutOfEmail\":false}"),
                new Press("Bounce an e-mail", "POST " + record + "/bounce {}"),
                new Press("Hide from the API's user", "POST " + record + "/hide"),
                new Press("Show to the API's user", "POST " + record + "/show"),
                new Press("Merge", "POST " + record + "/merge {\"losers\":[\"ID\"]}").with("#merge-losers", "OTHER"),
                new Press("Delete", "DELETE " + record),
                new Press("Undelete", "POST " + record + "/undelete"),
                new Press("Delete", "DELETE " + record),
                new Press("Create again under a new id", "POST /org/" + object + " {\"FirstName\":\"Ada\",…"));
    }

    @BeforeAll
    static void startBrowser() {
        browser = Browser.start();
    }

    @AfterAll
    static void closeBrowser() {
        if (browser != null) {
            browser.close();
        }
    }

    @BeforeEach
    void open() throws IOException, InterruptedException {
        console = new OpenConsole(browser);
    }

    @AfterEach
    void close() {
        console.close();
    }

    @Test
    void ofTheOrg() {
        console.goTo("#org");
        press(ORG, "Lead");
        assertEquals(seen, pressed);
    }

    @Test
    void ofTheFaults() {
        console.goTo("#faults");
        press(FAULTS, "Lead");
        assertEquals(seen, pressed);
    }

    @Test
    void ofThePeople() {
        console.goTo("#people?object=Lead");
        look();
        pressed.add("Search");
        press(PEOPLE, "Lead");
        assertEquals(Set.of("Create", "Search"), pressed);
        assertEquals("Newcomer", console.sandbox().org().store().people().page("Contact", new PeopleFilter(PeopleFilter.Group.PRESENT, "newcomer"), "", 5)
                .getFirst().contact().lastName());
    }

    @Test
    void ofALead() {
        console.open("Lead");
        press(LEAD, "Lead");
        assertEquals(seen, pressed);
    }

    @Test
    void ofAContact() {
        console.open("Contact");
        press(CONTACT, "Contact");
        assertEquals(seen, pressed);
    }

    @Test
    void ofACampaignMember() {
        final String member = console.sandbox().org().store().people().page(MEMBER, PeopleFilter.PRESENT, "", 1).getFirst().id();
        console.goTo("#person?object=CampaignMember&id=" + member);
        press(CAMPAIGN_MEMBER, MEMBER);
        console.page().waitForText("CampaignMembers in Salesforce beside users in Spotzee");
        seen.removeAll(Set.of("Create", "Search"));
        assertEquals(seen, pressed);
        assertFalse(console.sandbox().org().store().people().find(MEMBER, member).isPresent());
    }

    @Test
    void areThereForEverythingTheAdminApiCanDo() throws IOException, InterruptedException {
        final Set<String> requests = Stream.of(ORG, FAULTS, PEOPLE, LEAD, CONTACT, CAMPAIGN_MEMBER).flatMap(Collection::stream).map(Press::request)
                .map(request -> request.split(" \\{")[0]).collect(Collectors.toSet());
        final List<String> missing = new ArrayList<>();
        for (final JsonNode route : JSON.readTree(HttpClient.newHttpClient().send(HttpRequest.newBuilder(console.sandbox().adminUrl()).build(),
                HttpResponse.BodyHandlers.ofString()).body())) {
            final String words = route.path("route").asText();
            final Pattern pattern = Pattern.compile(words.replaceAll("\\{\\w+}", "[^/]+"));
            if (!words.startsWith("GET ") && requests.stream().noneMatch(request -> pattern.matcher(request).matches())) {
                missing.add(words);
            }
        }
        assertEquals(List.of(), missing);
    }

    private void press(final List<Press> presses, final String object) {
        for (final Press press : presses) {
            console.awaitRest();
            console.page().evaluate("""
                    document.getElementById('said').textContent = '';
                    document.querySelectorAll('main details').forEach((each) => { each.open = true; });
                    window.asked = [];
                    window.fetching ??= window.fetch;
                    window.fetch = (address, options) => {
                      if (options.method !== 'GET') { window.asked.push([options.method, address, options.body].filter(Boolean).join(' ')); }
                      return window.fetching(address, options);
                    }; 0""");
            press.values().forEach(value -> fill(value.getKey(), value.getValue().equals("OTHER") ? another(object) : value.getValue()));
            if (press.box() != null) {
                console.click(press.box());
            }
            press(press.button());
            console.page().waitUntil("what '" + press.button() + "' has done", "document.getElementById('said').textContent !== ''");
            assertEquals("done", console.page().evaluate("document.getElementById('said').className").asText(), console.page().text("#said"));
            final String asked = ID.matcher(console.page().evaluate("window.asked.join('\\n')").asText()).replaceAll("ID");
            assertEquals(press.request(), press.request().endsWith("…") ? asked.substring(0, press.request().length() - 1) + "…" : asked, press.button());
        }
    }

    private void press(final String button) {
        final String labelled = "main button[aria-label=\"" + button + "\"]";
        console.page().waitUntil("the button '" + button + "'",
                "[...document.querySelectorAll('main button')].some((each) => (each.ariaLabel ?? each.textContent) === \"" + button + "\")");
        console.awaitRest();
        look();
        pressed.add(name(button));
        if (console.page().count(labelled) > 0) {
            console.click(labelled);
            return;
        }
        console.press(button);
    }

    /** Which buttons the page has now. */
    private void look() {
        console.page().evaluate("[...document.querySelectorAll('main button')].map((each) => each.ariaLabel ?? each.textContent)")
                .forEach(button -> seen.add(name(button.asText())));
    }

    private static String name(final String button) {
        return OF_ONE_FIELD.matcher(button).matches() ? "Hide or show a field" : button.replaceAll(" \\d+$", " N");
    }

    private void fill(final String selector, final String value) {
        if (console.page().evaluate("document.querySelector('" + selector + "')?.tagName === 'SELECT'").asBoolean()) {
            console.page().choose(selector, value);
            return;
        }
        console.fill(selector, value);
    }

    /** Somebody else than whose page is open. */
    private String another(final String object) {
        final String address = console.page().address().toString();
        return console.sandbox().org().store().people().page(object, PeopleFilter.PRESENT, "", 200).stream().filter(person -> !person.optedOut())
                .filter(person -> !console.sandbox().org().store().find(object, person.id()).orElseThrow().path("IsConverted").asBoolean())
                .map(person -> person.id()).filter(id -> !address.contains(id)).toList().getLast();
    }
}
