package com.spotzee.nifi.browser;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * A page as a person uses it: what is clicked or filled in must be visible, and every action waits until it can be done. Elements are named by
 * CSS selectors, or by the words on them.
 */
public final class Page implements AutoCloseable {

    private static final long LOOK_UP_NANOS = TimeUnit.MILLISECONDS.toNanos(20);
    private static final int WIDTH = 1280;
    private static final int HEIGHT = 800;
    private static final int SHOWN = 2000;
    private static final String FINDING = """
            (() => {
              const visible = (element) => element && element.getClientRects().length > 0 && getComputedStyle(element).visibility !== 'hidden';
              const words = (element) => (element.innerText || element.value || '').trim();
              const element = %s;
              %s
            })()""";
    private static final String BY_SELECTOR = "[...document.querySelectorAll(%s)].find(visible)";
    private static final String BY_WORDS = "[...document.querySelectorAll('button, a, summary, label, input[type=submit], input[type=button], [role=button], "
            + "[role=tab]')].find((each) => visible(each) && !each.disabled && words(each) === %s)";
    private static final String MIDDLE = """
            if (!element || element.disabled) { return null; }
            element.scrollIntoView({block: 'center', inline: 'center', behavior: 'instant'});
            const box = element.getBoundingClientRect();
            const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
            const hit = document.elementFromPoint(x, y);
            return hit && (element.contains(hit) || hit.contains(element)) ? {x, y} : null;""";

    private final List<String> errors = new CopyOnWriteArrayList<>();
    private final DevTools devTools;

    Page(final HttpClient http, final URI socket) {
        this.devTools = new DevTools(http, socket, Browser.PATIENCE, this::happened);
        for (final String domain : List.of("Page", "Runtime", "Log")) {
            command(domain + ".enable", DevTools.parameters());
        }
        size(WIDTH, HEIGHT);
    }

    /** Goes to an address and waits until the page is loaded. */
    public void open(final URI url) {
        final JsonNode answer = command("Page.navigate", DevTools.parameters().put("url", url.toString()));
        if (answer.hasNonNull("errorText")) {
            throw new BrowserFailure(url + " can't be opened: " + answer.get("errorText").asText());
        }
        waitUntil("the page is loaded", "document.readyState === 'complete'");
    }

    /** Makes the page another size, in points. */
    public void size(final int width, final int height) {
        command("Emulation.setDeviceMetricsOverride", DevTools.parameters().put("width", width).put("height", height).put("deviceScaleFactor", 1)
                .put("mobile", false));
    }

    /** Tells the page that its reader likes it dark, or light. */
    public void dark(final boolean preferred) {
        final ObjectNode parameters = DevTools.parameters();
        parameters.putArray("features").addObject().put("name", "prefers-color-scheme").put("value", preferred ? "dark" : "light");
        command("Emulation.setEmulatedMedia", parameters);
    }

    /** Presses the tabulator: the next element that the keyboard reaches has the focus. */
    public void tab() {
        key("Tab", "Tab", 9, "");
    }

    /** Presses the return key. */
    public void enter() {
        key("Enter", "Enter", 13, "\r");
    }

    /** Clicks the button, link, tab or label with exactly these words. */
    public void press(final String words) {
        click("something to press that says '" + words + "'", BY_WORDS.formatted(quoted(words)));
    }

    /** Clicks the first visible element of a CSS selector. */
    public void click(final String selector) {
        click("something to click at " + selector, BY_SELECTOR.formatted(quoted(selector)));
    }

    /** Types a text into a field, instead of what stands there. */
    public void fill(final String selector, final String text) {
        click(selector);
        evaluate(FINDING.formatted(BY_SELECTOR.formatted(quoted(selector)), "element.select(); if (!%s) { document.execCommand('delete'); }"
                .formatted(quoted(text))));
        command("Input.insertText", DevTools.parameters().put("text", text));
    }

    /** Chooses the option with this value or with these words. */
    public void choose(final String selector, final String option) {
        waitUntil("the option '" + option + "' at " + selector, FINDING.formatted(BY_SELECTOR.formatted(quoted(selector)), """
                const option = element && [...element.options].find((each) => each.value === %1$s || each.text === %1$s);
                if (!option) { return false; }
                element.value = option.value;
                element.dispatchEvent(new Event('input', {bubbles: true}));
                element.dispatchEvent(new Event('change', {bubbles: true}));
                return true;""".formatted(quoted(option))));
    }

    /** The text that a person reads on the page. */
    public String text() {
        return evaluate("document.body ? document.body.innerText : ''").asText();
    }

    /** The text of the first visible element of a selector, or what stands in the field. */
    public String text(final String selector) {
        final String finding = FINDING.formatted(BY_SELECTOR.formatted(quoted(selector)), "return element ? words(element) : null;");
        return waitFor("something at " + selector, finding).asText();
    }

    /** How many elements a selector has on the page at this moment. */
    public int count(final String selector) {
        return evaluate("document.querySelectorAll(%s).length".formatted(quoted(selector))).asInt();
    }

    /** Where the page is. */
    public URI address() {
        return URI.create(evaluate("location.href").asText());
    }

    /** Waits until these words can be read on the page. */
    public void waitForText(final String words) {
        waitUntil("'" + words + "' on the page", "document.body && document.body.innerText.includes(%s)".formatted(quoted(words)));
    }

    /** Waits until an expression of JavaScript is true. */
    public void waitUntil(final String what, final String expression) {
        waitFor(what, "(" + expression + ") || null");
    }

    /** The value of an expression of JavaScript. */
    public JsonNode evaluate(final String expression) {
        final JsonNode answer = command("Runtime.evaluate", DevTools.parameters().put("expression", expression).put("returnByValue", true)
                .put("awaitPromise", true).put("userGesture", true));
        if (answer.has("exceptionDetails")) {
            throw new BrowserFailure("The page can't evaluate " + expression + ": " + answer.get("exceptionDetails"));
        }
        return answer.path("result").path("value");
    }

    /** What went wrong on the page so far: errors of scripts, of the console, and files that could not be loaded. */
    public List<String> errors() {
        return List.copyOf(errors);
    }

    /** Writes the whole page, not only what fits the window, as a PNG. */
    public void screenshot(final Path png) {
        final JsonNode size = command("Page.getLayoutMetrics", DevTools.parameters()).path("cssContentSize");
        final ObjectNode parameters = DevTools.parameters().put("format", "png").put("captureBeyondViewport", true);
        parameters.putObject("clip").put("x", 0).put("y", 0).put("width", size.path("width").asDouble()).put("height", size.path("height").asDouble())
                .put("scale", 1);
        final byte[] image = Base64.getDecoder().decode(command("Page.captureScreenshot", parameters).path("data").asText());
        try {
            Files.createDirectories(png.toAbsolutePath().getParent());
            Files.write(png, image);
        } catch (final IOException e) {
            throw new UncheckedIOException("The screenshot can't be written: " + png, e);
        }
    }

    @Override
    public void close() {
        devTools.close();
    }

    private void key(final String key, final String code, final int virtualCode, final String text) {
        for (final String event : List.of("keyDown", "keyUp")) {
            command("Input.dispatchKeyEvent", DevTools.parameters().put("type", event).put("key", key).put("code", code)
                    .put("windowsVirtualKeyCode", virtualCode).put("text", "keyDown".equals(event) ? text : ""));
        }
    }

    private void click(final String what, final String element) {
        final JsonNode middle = waitFor(what, FINDING.formatted(element, MIDDLE));
        for (final String event : List.of("mousePressed", "mouseReleased")) {
            command("Input.dispatchMouseEvent", DevTools.parameters().put("type", event).put("x", middle.get("x").asDouble())
                    .put("y", middle.get("y").asDouble()).put("button", "left").put("clickCount", 1));
        }
    }

    /** The expression's first value that is not null. A page that is being left has none. */
    private JsonNode waitFor(final String what, final String expression) {
        final long end = System.nanoTime() + Browser.PATIENCE.toNanos();
        BrowserFailure last = null;
        while (System.nanoTime() < end) {
            try {
                final JsonNode value = evaluate(expression);
                if (!value.isMissingNode() && !value.isNull()) {
                    return value;
                }
            } catch (final BrowserFailure e) {
                last = e;
            }
            LockSupport.parkNanos(LOOK_UP_NANOS);
        }
        final String shown = text();
        throw new BrowserFailure("Waited %d s in vain for %s. %s shows:%n%s%n%s".formatted(Browser.PATIENCE.toSeconds(), what, address(),
                shown.substring(0, Math.min(SHOWN, shown.length())), errors), last);
    }

    private JsonNode command(final String method, final ObjectNode parameters) {
        return devTools.command(method, parameters);
    }

    private void happened(final String event, final JsonNode parameters) {
        switch (event) {
            case "Runtime.exceptionThrown" -> errors.add(parameters.path("exceptionDetails").path("exception").path("description").asText());
            case "Runtime.consoleAPICalled" -> {
                if ("error".equals(parameters.path("type").asText())) {
                    errors.add(parameters.path("args").toString());
                }
            }
            case "Log.entryAdded" -> {
                if ("error".equals(parameters.path("entry").path("level").asText())) {
                    errors.add(parameters.path("entry").path("text").asText() + " " + parameters.path("entry").path("url").asText());
                }
            }
            default -> {
                // the other events say nothing of errors
            }
        }
    }

    private static String quoted(final String text) {
        return TextNode.valueOf(text).toString();
    }
}
