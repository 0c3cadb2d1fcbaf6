package com.spotzee.nifi.sandbox.salesforce.oauth;

import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;

/** What a person sees who is asked for a consent. */
final class ConsentPage {

    private static final Map<String, String> SCOPES = Map.of(
            "api", "Manage user data via APIs (api)",
            "refresh_token", "Perform requests at any time (refresh_token, offline_access)",
            "id", "Access the identity URL service (id)");
    private static final String FRAME = """
            <!doctype html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <title>%1$s</title>
            <link rel="icon" href="data:,">
            <style>
            body { font: 16px/1.5 system-ui, sans-serif; color: #181818; background: #f3f3f3; margin: 0; }
            main { max-width: 26rem; margin: 3rem auto; padding: 1.5rem 2rem; background: #fff; border: 1px solid #d8d8d8; border-radius: .4rem; }
            h1 { font-size: 1.35rem; margin: 0 0 .75rem; }
            select, button { font: inherit; padding: .45rem .9rem; border: 1px solid #747474; border-radius: .25rem; background: #fff; }
            select { width: 100%%; margin: .25rem 0 1.25rem; }
            .actions { display: flex; gap: .75rem; justify-content: flex-end; }
            .allow { background: #0b5cab; border-color: #0b5cab; color: #fff; }
            .wrong { color: #b60554; }
            footer { margin-top: 1.25rem; font-size: .8rem; color: #5c5c5c; }
            </style>
            </head>
            <body><main>%2$s<footer>An emulated Salesforce org: no password is needed.</footer></main></body>
            </html>
            """;

    private ConsentPage() {
    }

    /** Asks for the consent to a scope; {@code complaint} says what was wrong the last time, or is empty. */
    static String asking(final String scope, final String username, final String complaint) {
        final String permissions = Arrays.stream(scope.split(" ")).map(each -> "<li>" + escaped(SCOPES.get(each)) + "</li>").collect(Collectors.joining());
        final String wrong = complaint.isEmpty() ? "" : "<p class=\"wrong\" role=\"alert\">" + escaped(complaint) + "</p>";
        // without an action the form goes to the address of the page, with its query
        return FRAME.formatted("Allow Access?", """
                <h1>Allow Access?</h1>
                <p>The app is asking to:</p><ul>%1$s</ul>%2$s
                <form method="post">
                <label for="username">Log in as</label>
                <select id="username" name="username"><option>%3$s</option></select>
                <div class="actions">
                <button name="decision" value="deny">Deny</button>
                <button class="allow" name="decision" value="allow">Allow</button>
                </div>
                </form>""".formatted(permissions, wrong, escaped(username)));
    }

    /** Says why nothing can be asked; the browser is sent nowhere, for the address may be a stranger's. */
    static String refused(final TokenRefusal refusal) {
        return FRAME.formatted("Authorization Error", "<h1>We can't authorize you because of an OAuth error.</h1><p><code>error=%s</code><br>"
                .formatted(escaped(refusal.error())) + "<code>error_description=%s</code></p>".formatted(escaped(refusal.description())));
    }

    private static String escaped(final String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("\"", "&quot;").replace("'", "&#39;");
    }
}
