package com.spotzee.nifi.sandbox.admin;

import com.spotzee.nifi.browser.Browser;
import com.spotzee.nifi.browser.Page;
import com.spotzee.nifi.sandbox.Sandbox;
import com.spotzee.nifi.sandbox.salesforce.store.PeopleFilter;
import com.spotzee.nifi.sandbox.salesforce.store.Person;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** The console in a real browser. Its screenshots are for people to look at. */
class ConsoleTest {
    private static final Path SCREENSHOTS = Path.of("target", "screenshots");
    private static final int NARROW = 400;
    private static final int HIGH = 800;
    private static Browser browser;

    private OpenConsole console;
    private Sandbox sandbox;
    private Page page;

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
        sandbox = console.sandbox();
        page = console.page();
    }

    @AfterEach
    void close() {
        console.close();
    }

    private void goTo(final String hash) {
        console.goTo(hash);
    }

    private void says(final String text) {
        console.says(text);
    }

    private Person aLead() {
        return console.somebody("Lead");
    }

    private Person again(final Person person) {
        return sandbox.org().store().people().find(person.object(), person.id()).orElseThrow();
    }

    private Person opened() {
        return console.open("Lead");
    }

    @Test
    void theOverviewCountsBothSides() {
        sandbox.org().clock().advance(Duration.ofMinutes(2));
        sandbox.org().edits().edit("Lead", aLead().id(), Map.of("LastName", "Renamed"));
        sandbox.org().edits().optOut("Contact", sandbox.org().store().people().page("Contact", PeopleFilter.PRESENT, "", 1).getFirst().id());
        goTo("#overview");
        page.waitForText("Users came by the integration demo_one.");
        assertEquals("1", page.text("#of-Lead-behind"));
        assertEquals("1", page.text("#of-Contact-mailable_opt_out"));
        page.waitForText("the oldest change waits for 0 s");
        page.screenshot(SCREENSHOTS.resolve("overview.png"));
        console.click("#of-Lead-behind");
        page.waitForText("Leads in Salesforce beside users in Spotzee");
        page.waitForText("differs");
        assertEquals(1, page.count("main tbody tr"));
    }

    @Test
    void whatArrivesIsShownWithoutReloading() throws IOException, InterruptedException {
        sandbox.org().clock().advance(Duration.ofMinutes(2));
        final Person lead = aLead();
        sandbox.org().edits().edit("Lead", lead.id(), Map.of("LastName", "Renamed"));
        goTo("#person?object=Lead&id=" + lead.id());
        page.waitForText("≠ differs");
        console.sync().bringEverybody();
        page.waitUntil("nothing differs any more", "!document.body.innerText.includes('≠ differs')");
        page.waitForText("No change waits");
    }

    @Test
    void peopleAreFoundAndPaged() {
        sandbox.org().clock().advance(Duration.ofMinutes(2));
        sandbox.org().edits().edit("Lead", aLead().id(), Map.of("Phone", "+49 30 1234567"));
        sandbox.org().edits().optOut("Lead", aLead().id());
        goTo("#people?object=Lead");
        page.waitForText("Next page");
        page.waitForText("Spotzee is behind");
        page.screenshot(SCREENSHOTS.resolve("people.png"));
        assertEquals(25, page.count("main tbody tr"));
        console.click("#next-page");
        page.waitForText("First page");
        final Person lead = aLead();
        console.fill("#search-text", lead.contact().email().toUpperCase(Locale.ROOT));
        console.press("Search");
        page.waitUntil("one row", "document.querySelectorAll('main tbody tr').length === 1");
        console.click("#person-" + lead.id());
        page.waitForText("User sf_demo_one_Lead_" + lead.id());
    }

    @Test
    void aPersonIsEditedOptedOutDeletedAndBroughtBack() {
        final Person lead = opened();
        console.fill("#edit-LastName", "<img src=x onerror=alert(1)>");
        console.press("Save");
        says("Saved: LastName.");
        page.waitForText("≠ differs");
        assertEquals(0, page.count("main img"));
        assertEquals("<img src=x onerror=alert(1)>", again(lead).contact().lastName());
        console.click("#opt-out");
        says("has opted out in Salesforce");
        page.waitUntil("the way back is offered", "document.getElementById('opt-in')");
        assertTrue(again(lead).optedOut());
        page.screenshot(SCREENSHOTS.resolve("person.png"));
        console.click("#delete");
        page.waitForText("in the recycle bin");
        assertTrue(again(lead).deleted());
        console.click("#undelete");
        says("Brought back");
        assertFalse(again(lead).deleted());
    }

    @Test
    void aLeadIsHiddenBouncedMergedAndConverted() {
        final Person lead = opened();
        console.click("#hide");
        page.waitForText("hidden from the API's user");
        console.click("#show");
        says("Visible again");
        console.click("#bounce");
        says("only SystemModstamp moved");
        final Person other = sandbox.org().store().people().page("Lead", PeopleFilter.PRESENT, lead.id(), 1).getFirst();
        console.fill("#merge-losers", other.id());
        console.press("Merge");
        says("Merged: " + other.id());
        assertTrue(again(other).deleted());
        console.press("Convert");
        says("Converted into contact");
        page.waitUntil("the contact's page", "location.hash.includes('object=Contact')");
        page.waitForText("not in Spotzee");
    }

    @Test
    void whatIsRefusedIsSaid() {
        opened();
        console.fill("#edit-field", "Colour");
        console.press("Save");
        says("Colour");
        assertEquals("failed", page.evaluate("document.getElementById('said').className").asText());
        console.forgetErrors();
    }

    @Test
    void somebodyIsCreated() {
        goTo("#people?object=Lead");
        console.press("Create somebody");
        console.fill("#new-last-name", "Newcomer");
        console.press("Create");
        says("was created");
        page.waitForText("not in Spotzee");
        assertEquals(1, sandbox.org().store().people().page("Lead", new PeopleFilter(PeopleFilter.Group.PRESENT, "newcomer"), "", 5).size());
    }

    @Test
    void theOrgIsAdministered() {
        goTo("#org");
        page.waitForText("0 of 100,000 calls used");
        console.click("#use-up");
        page.waitForText("100,000 of 100,000 calls used");
        console.click("#use-none");
        page.waitForText("0 of 100,000 calls used");
        console.press("+2 hours");
        page.waitForText("2026-11-23 12:00:00 UTC");
        console.click("#revoke");
        says("the next call of each client gets 401");
        console.fill("#fields-name", "optedoutofemail");
        console.click("#toggle-HasOptedOutOfEmail");
        says("is hidden by field-level security");
        assertFalse(sandbox.org().store().schema().object("Lead").orElseThrow().field("HasOptedOutOfEmail").orElseThrow().visible());
        page.screenshot(SCREENSHOTS.resolve("org.png"));
        console.press("Add a custom field");
        console.fill("#new-field", "Colour__c");
        console.press("Add the field");
        says("Lead.Colour__c was added");
        console.fill("#fields-name", "colour");
        console.fill("#rename-Colour__c", "Tint__c");
        console.press("Rename");
        says("is called Tint__c now");
    }

    @Test
    void anEditIsCommittedLate() {
        final Person lead = aLead();
        goTo("#org");
        console.click("#begin");
        page.waitForText("Open transactions");
        console.fill("#late-id-1", lead.id());
        console.fill("#late-value-1", "Late");
        console.press("Edit");
        says("it is seen when it is committed");
        assertFalse("Late".equals(again(lead).contact().lastName()));
        console.click("#commit-1");
        says("Transaction 1 was committed");
        assertEquals("Late", again(lead).contact().lastName());
        page.waitForText("No transaction is open.");
    }

    @Test
    void faultsAreSetAndEnded() {
        goTo("#faults");
        page.choose("#fault", "html");
        console.click("input[name=on][value=query]");
        console.fill("#fault-times", "3");
        console.press("Set the fault");
        says("Fault 1 is set.");
        page.waitForText("Requests struck");
        page.screenshot(SCREENSHOTS.resolve("faults.png"));
        assertEquals(1, sandbox.org().faults().active().size());
        console.click("#end-fault-1");
        page.waitForText("No fault is set.");
        console.press("Refuse requests");
        says("The next 5 requests to Spotzee get service_unavailable.");
    }

    @Test
    void theRequestsOfBothSidesAreShown() {
        goTo("#requests");
        page.waitForText("POST /api/client/users/batch");
        page.waitForText("Requests to Salesforce");
        page.screenshot(SCREENSHOTS.resolve("requests.png"));
    }

    @Test
    void everyTroubleCanBeBroughtAboutAndEnded() {
        goTo("#try");
        page.screenshot(SCREENSHOTS.resolve("try.png"));
        final int buttons = page.count("article button");
        assertTrue(buttons > 15);
        for (int index = 0; index < buttons; index++) {
            final String id = page.evaluate("document.querySelectorAll('article button')[" + index + "].id").asText();
            final String label = page.evaluate("document.getElementById('" + id + "').textContent").asText();
            page.evaluate("document.getElementById('said').textContent = ''");
            console.click("#" + id);
            says(label + ": done.");
        }
        assertEquals(List.of(), sandbox.org().faults().active());
        assertEquals("Captain", sandbox.org().store().find("Lead", aLead().id()).orElseThrow().get("Title").asText());
        assertTrue(sandbox.org().store().schema().object("Lead").orElseThrow().field("Phone").orElseThrow().visible());
        assertEquals(0, sandbox.org().apiUsage().used());
    }

    @Test
    void everyEntryOfTheTroubleshootingCanBeTried() throws IOException {
        final Pattern title = Pattern.compile("^### (.+)$", Pattern.MULTILINE);
        final String guide = Files.readString(Path.of("..", "docs", "troubleshooting.md"));
        final List<String> entries = title.matcher(guide).results().map(found -> found.group(1)).toList();
        goTo("#try");
        assertFalse(entries.isEmpty());
        assertEquals(String.join("\n", entries),
                page.evaluate("[...document.querySelectorAll('article h3')].map((each) => each.textContent).join('\\n')").asText());
    }

    @ParameterizedTest
    @ValueSource(strings = {"overview", "people", "org", "faults", "requests", "try"})
    void everyPartFitsANarrowWindow(final String part) {
        page.size(NARROW, HIGH);
        goTo("#" + part);
        page.waitUntil("figures", "document.getElementById('behind').innerText !== ''");
        assertTrue(page.evaluate("document.documentElement.scrollWidth <= innerWidth").asBoolean());
        page.screenshot(SCREENSHOTS.resolve(part + "-narrow.png"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"overview", "people", "org", "faults", "requests", "try"})
    void everyControlHasAName(final String part) {
        goTo("#" + part);
        assertEquals(0, page.evaluate("""
                [...document.querySelectorAll('input, select')].filter((control) => control.labels.length === 0).length
                + [...document.querySelectorAll('button, a')].filter((each) => !each.textContent.trim() && !each.ariaLabel).length
                + [...document.querySelectorAll('[id]')].filter((each, at, all) => all.findIndex((other) => other.id === each.id) !== at).length""").asInt());
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void textsStandOutInLightAndDark(final boolean dark) {
        page.dark(dark);
        sandbox.org().edits().optOut("Lead", aLead().id());
        for (final String part : List.of("overview", "people?object=Lead&only=mailable_opt_out", "org", "try")) {
            goTo("#" + part);
            page.waitUntil("figures", "document.getElementById('behind').innerText !== '' && !document.body.innerText.includes('being compared')");
            assertEquals("", page.evaluate(Contrast.TOO_LITTLE).asText());
            page.screenshot(SCREENSHOTS.resolve(part.split("\\?")[0] + (dark ? "-dark.png" : "-light.png")));
        }
    }

    @Test
    void theKeyboardReachesEverything() {
        goTo("#people?object=Lead");
        page.tab();
        assertEquals("skip", page.evaluate("document.activeElement.id").asText());
        page.enter();
        assertEquals("main", page.evaluate("document.activeElement.id").asText());
        page.tab();
        assertEquals("search-object", page.evaluate("document.activeElement.id").asText());
        page.tab();
        page.tab();
        page.tab();
        assertEquals("Search", page.evaluate("document.activeElement.textContent").asText());
        page.tab();
        assertEquals("region", page.evaluate("document.activeElement.getAttribute('role')").asText());
        page.tab();
        page.enter();
        page.waitUntil("a person's page", "document.querySelector('main .part.person')");
    }
}
