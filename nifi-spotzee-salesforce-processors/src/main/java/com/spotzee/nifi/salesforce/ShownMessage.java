package com.spotzee.nifi.salesforce;

import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Salesforce's messages as we may show them: verbatim but for what could be a person's data. Literals become '…', names of the schema stay,
 * because users need them to find the broken row; the excerpt of the query that Salesforce puts before its parse errors is cut off.
 */
final class ShownMessage {

    private static final int LONGEST = 500;
    private static final String HIDDEN = "'…'";
    private static final Pattern EXCERPT = Pattern.compile("(?s)^.*?(?=ERROR at Row:\\d+:Column:\\d+)");
    // a quote right after or right before a letter is an apostrophe ("Didn't understand"); a text may be cut off inside a literal
    private static final Pattern QUOTED = Pattern.compile(
            "(?s)(\\b(?:column|entity|field|relationship|path|type|Method) )?(?<![\\p{L}\\p{N}])'(.*?)(?:'(?![\\p{L}\\p{N}])|$)");
    private static final Pattern SCHEMA_NAME = Pattern.compile("[A-Za-z][A-Za-z0-9_.]*");
    private static final Pattern SUFFIX = Pattern.compile("__[a-z]{1,3}");
    private static final Pattern DOUBLE_QUOTED = Pattern.compile("\"[^\"]*\"");
    private static final Pattern BARE_VALUE = Pattern.compile("(?<=invalid ID field: )[^']\\S*");
    private static final Pattern ADDRESS = Pattern.compile("[^\\s'\"<>()]+@[^\\s'\"<>()]+");
    private static final Pattern BLANKS = Pattern.compile("\\s+");

    private ShownMessage() {
    }

    static String of(final String salesforceMessage) {
        String shown = EXCERPT.matcher(salesforceMessage).replaceFirst("");
        shown = QUOTED.matcher(shown).replaceAll(ShownMessage::literal);
        shown = BARE_VALUE.matcher(shown).replaceAll(HIDDEN);
        shown = DOUBLE_QUOTED.matcher(shown).replaceAll(HIDDEN);
        shown = ADDRESS.matcher(shown).replaceAll(HIDDEN);
        shown = BLANKS.matcher(shown).replaceAll(" ").strip();
        return shown.length() <= LONGEST ? shown : shown.substring(0, LONGEST) + "…";
    }

    private static String literal(final MatchResult quoted) {
        final String before = quoted.group(1);
        final String text = quoted.group(2);
        final boolean name = before != null && SCHEMA_NAME.matcher(text).matches() || SUFFIX.matcher(text).matches();
        return name ? Matcher.quoteReplacement(quoted.group()) : (before == null ? "" : before) + HIDDEN;
    }
}
