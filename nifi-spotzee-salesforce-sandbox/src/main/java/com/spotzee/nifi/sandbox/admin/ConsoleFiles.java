package com.spotzee.nifi.sandbox.admin;

import com.spotzee.nifi.sandbox.http.Exchange;

import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.Set;

/** The files of the console, a page that shows both sides and works the admin API. They load nothing from elsewhere and no script from the page itself. */
final class ConsoleFiles {
    /** Where the page is. */
    static final String PATH = "/console/";

    private static final String FOLDER = "console/";
    private static final String START = "index.html";
    private static final String POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; base-uri 'none'; "
            + "form-action 'none'; frame-ancestors 'none'";
    private static final Map<String, String> TYPES = Map.of("html", "text/html;charset=UTF-8", "css", "text/css;charset=UTF-8",
            "js", "text/javascript;charset=UTF-8", "svg", "image/svg+xml");
    private static final Set<String> FILES = Set.of(START, "console.css", "icon.svg", "main.js", "api.js", "dom.js", "forms.js", "overview.js", "people.js",
            "person.js", "record-actions.js", "org.js", "fields.js", "faults.js", "transactions.js", "requests.js", "steps.js", "tries.js", "try.js");

    private ConsoleFiles() {
    }

    /** The page itself. */
    static void page(final Exchange exchange) throws IOException {
        send(exchange, START);
    }

    /** A file the page loads. */
    static void file(final Exchange exchange) throws IOException {
        final String name = exchange.pathValue("file");
        if (!FILES.contains(name)) {
            throw AdminProblem.notFound("The console has no file \"" + name + "\": open " + PATH + ".");
        }
        send(exchange, name);
    }

    /** Leads whoever left out the slash to the page. */
    static void lead(final Exchange exchange) throws IOException {
        exchange.with("Location", PATH).empty(308);
    }

    private static void send(final Exchange exchange, final String name) throws IOException {
        exchange.with("Content-Security-Policy", POLICY).with("X-Content-Type-Options", "nosniff").with("Referrer-Policy", "no-referrer")
                .with("Cross-Origin-Resource-Policy", "same-origin").with("Cache-Control", "no-cache");
        try (InputStream file = ConsoleFiles.class.getResourceAsStream(FOLDER + name)) {
            if (file == null) {
                throw AdminProblem.notFound("The file " + name + " of the console is not part of this build.");
            }
            exchange.bytes(200, TYPES.get(name.substring(name.lastIndexOf('.') + 1)), file.readAllBytes());
        }
    }
}
