package com.spotzee.nifi.sandbox.data;

import java.text.Normalizer;
import java.util.Locale;
import java.util.regex.Pattern;

/** Makes the parts of an e-mail address that RFC 5322 allows without quotes out of names in any script. */
final class MailText {
    private static final Pattern MARKS = Pattern.compile("\\p{M}+");
    private static final Pattern NOT_IN_LOCAL_PART = Pattern.compile("[^a-z0-9']+");
    private static final Pattern NOT_IN_LABEL = Pattern.compile("[^a-z0-9]+");
    private static final Pattern EDGES = Pattern.compile("^[-']+|[-']+$");
    private static final int LONGEST_LABEL = 30;

    private MailText() {
    }

    /** Letters, digits and apostrophes of a name; empty when no letter of it is Latin. */
    static String localPart(final String name, final int longest) {
        return cut(NOT_IN_LOCAL_PART.matcher(latin(name)).replaceAll(""), longest);
    }

    /** A company's name as one label of a domain; empty when no letter of it is Latin. */
    static String domainLabel(final String company) {
        return cut(NOT_IN_LABEL.matcher(latin(company)).replaceAll("-"), LONGEST_LABEL);
    }

    private static String latin(final String text) {
        final String plain = MARKS.matcher(Normalizer.normalize(text, Normalizer.Form.NFD)).replaceAll("");
        return plain.toLowerCase(Locale.ROOT).replace("ß", "ss").replace("ł", "l").replace("ø", "o").replace("æ", "ae");
    }

    private static String cut(final String text, final int longest) {
        final String trimmed = EDGES.matcher(text).replaceAll("");
        return trimmed.length() <= longest ? trimmed : EDGES.matcher(trimmed.substring(0, longest)).replaceAll("");
    }
}
