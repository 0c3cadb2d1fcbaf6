package com.spotzee.nifi.connect;

/** What the browser shows in the end. The refresh token is never on it: it stands in the terminal only. */
final class OutcomePage {

    private static final String FRAME = """
            <!doctype html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <title>%1$s</title>
            <link rel="icon" href="data:,">
            <style>
            body { font: 16px/1.5 system-ui, sans-serif; color: #1c1c1c; background: #f5f5f5; margin: 0; }
            main { max-width: 34rem; margin: 3rem auto; padding: 1.5rem 2rem; background: #fff; border: 1px solid #ddd; border-top: .35rem solid %2$s; }
            h1 { font-size: 1.35rem; margin: 0 0 .75rem; }
            p { margin: .5rem 0; }
            </style>
            </head>
            <body><main><h1>%1$s</h1><p>%3$s</p></main></body>
            </html>
            """;
    private static final String GOOD = "#2e844a";
    private static final String BAD = "#ba0517";

    static final String NOTHING_HERE = FRAME.formatted("Nothing here", BAD, "bin/connect waits for Salesforce's answer at /callback.");
    static final String NOT_AWAITED = FRAME.formatted("Not the awaited answer", BAD, "This answer belongs to no login that bin/connect waits for: it is "
            + "from another attempt, or was shown before. Start with the address in the terminal.");

    private OutcomePage() {
    }

    static String of(final Outcome outcome) {
        return switch (outcome) {
            case Outcome.Connected connected -> FRAME.formatted("Connected", GOOD, escaped(connected.finding())
                    + "</p><p>The refresh token and what to do with it stand in the terminal. You can close this window.");
            case Outcome.Failed(String sentence) -> FRAME.formatted("Not connected", BAD, escaped(sentence));
        };
    }

    private static String escaped(final String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
}
