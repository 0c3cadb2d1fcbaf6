package com.spotzee.nifi.sandbox.admin;

import com.spotzee.nifi.browser.Browser;
import com.spotzee.nifi.browser.Page;
import com.spotzee.nifi.sandbox.Sandbox;
import com.spotzee.nifi.sandbox.SandboxOptions;
import com.spotzee.nifi.sandbox.salesforce.OrgClock;
import com.spotzee.nifi.sandbox.salesforce.store.PeopleFilter;
import com.spotzee.nifi.sandbox.salesforce.store.Person;
import com.spotzee.nifi.sandbox.spotzee.SyncedUsers;

import java.io.IOException;
import java.net.URI;
import java.time.Instant;
import java.util.List;

import static org.junit.jupiter.api.Assertions.assertEquals;

/** The console of a sandbox of its own in a browser, where everybody has been synced once. Closing it fails if the page has met an error. */
final class OpenConsole implements AutoCloseable {

    static final Instant BEGIN = Instant.parse("2026-11-23T10:00:00Z");

    private final Browser browser;
    private final Sandbox sandbox;
    private final SyncedUsers sync;
    private Page page;

    OpenConsole(final Browser browser) throws IOException, InterruptedException {
        this.browser = browser;
        sandbox = Sandbox.start(SandboxOptions.defaults().withRecords(110, 3).withClock(OrgClock.standingAt(BEGIN)).withRateLimits(false));
        sync = new SyncedUsers(sandbox, "demo_one");
        sync.bringEverybody();
        page = browser.page();
    }

    Sandbox sandbox() {
        return sandbox;
    }

    SyncedUsers sync() {
        return sync;
    }

    Page page() {
        return page;
    }

    /** The browser notes refused requests as errors of its own: from here on they count no more. */
    void forgetErrors() {
        page.close();
        page = browser.page();
    }

    void goTo(final String hash) {
        page.open(URI.create(sandbox.consoleUrl() + hash));
        final String part = hash.substring(1).split("\\?")[0];
        page.waitUntil(part, "document.querySelector('main .part." + part + "')");
    }

    /** Clicks when nothing is about to be shown anew: what is replaced between pressing and letting go is not clicked. */
    void click(final String selector) {
        awaitRest();
        page.click(selector);
    }

    /** The same with what bears these words. */
    void press(final String words) {
        awaitRest();
        page.press(words);
    }

    /** The same with a field: what is replaced while somebody types is empty again. */
    void fill(final String selector, final String text) {
        awaitRest();
        page.fill(selector, text);
    }

    void awaitRest() {
        page.waitUntil("the page at rest", "!document.querySelector('[data-refreshing], [aria-busy=true]')");
    }

    void says(final String text) {
        page.waitUntil("the message '" + text + "'", "document.getElementById('said').innerText.includes(" + quoted(text) + ")");
    }

    /** Somebody with first name and address who is not opted out and, if a lead, not converted. */
    Person somebody(final String object) {
        return sandbox.org().store().people().page(object, PeopleFilter.PRESENT, "", 200).stream()
                .filter(found -> !found.optedOut() && found.contact().email() != null && found.contact().firstName() != null)
                .filter(found -> !sandbox.org().store().find(object, found.id()).orElseThrow().path("IsConverted").asBoolean()).findFirst().orElseThrow();
    }

    /** Goes to the page of such a person. */
    Person open(final String object) {
        final Person person = somebody(object);
        goTo("#person?object=" + object + "&id=" + person.id());
        page.waitForText("User sf_demo_one_" + object + "_" + person.id());
        return person;
    }

    @Override
    public void close() {
        final List<String> errors = page.errors();
        page.close();
        sync.close();
        sandbox.close();
        assertEquals(List.of(), errors);
    }

    private static String quoted(final String text) {
        return "'" + text.replace("'", "\\'") + "'";
    }
}
