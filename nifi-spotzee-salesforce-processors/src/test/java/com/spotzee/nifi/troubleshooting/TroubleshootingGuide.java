package com.spotzee.nifi.troubleshooting;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import static org.junit.jupiter.api.Assertions.assertTrue;

/**
 * {@code docs/troubleshooting.md} as tests read it: an entry stands under a heading of the third level, and each block quote in it is a message that the
 * product shows. A test that brings an entry's cause about bears its address as display name: {@code troubleshooting.md#<anchor>}.
 */
public final class TroubleshootingGuide {

    public static final Path PAGE = Path.of("..", "docs", "troubleshooting.md");
    private static final String HEADING = "### ";
    private static final String QUOTE = "> ";

    private TroubleshootingGuide() {
    }

    /**
     * One symptom and cause.
     *
     * @param anchor   as browsers jump to it
     * @param messages what the product shows, in the page's order, each in one line
     * @param text     all of it, as it is written
     */
    public record Entry(String anchor, List<String> messages, String text) {

        public Entry {
            messages = List.copyOf(messages);
        }

        /** Makes sure that every promised message stands in one of the texts. */
        public void assertShownIn(final String... texts) {
            for (final String message : messages) {
                final Pattern pattern = Pattern.compile(Arrays.stream(message.split("…")).map(Pattern::quote).collect(Collectors.joining(".+?")),
                        Pattern.DOTALL);
                assertTrue(Arrays.stream(texts).anyMatch(text -> pattern.matcher(unescaped(text)).find()),
                        () -> "'%s' promises%n%s%nbut the product shows%n%s".formatted(anchor, message, String.join("\n", texts)));
            }
        }

        /** Texts are looked for in JSON as well. */
        private static String unescaped(final String text) {
            return text.replace("\\\"", "\"");
        }
    }

    /** The entry with this anchor. */
    public static Entry entry(final String anchor) {
        return entries().stream().filter(entry -> entry.anchor().equals(anchor)).findFirst()
                .orElseThrow(() -> new IllegalArgumentException("%s has no entry '%s'".formatted(PAGE, anchor)));
    }

    /** All entries, in the page's order. */
    public static List<Entry> entries() {
        final Map<String, List<String>> entries = new LinkedHashMap<>();
        final Map<String, StringBuilder> texts = new LinkedHashMap<>();
        List<String> messages = new ArrayList<>();
        StringBuilder text = new StringBuilder();
        boolean quoting = false;
        for (final String line : lines()) {
            if (line.startsWith(HEADING)) {
                messages = new ArrayList<>();
                text = new StringBuilder();
                entries.put(anchor(line.substring(HEADING.length())), messages);
                texts.put(anchor(line.substring(HEADING.length())), text);
            }
            text.append(line).append('\n');
            final boolean quote = line.startsWith(QUOTE);
            if (quote && quoting) {
                messages.add(messages.removeLast() + " " + line.substring(QUOTE.length()).strip());
            } else if (quote) {
                messages.add(line.substring(QUOTE.length()).strip());
            }
            quoting = quote;
        }
        return entries.entrySet().stream().map(entry -> new Entry(entry.getKey(), entry.getValue(), texts.get(entry.getKey()).toString()))
                .toList();
    }

    /** As code hosts make anchors of headings: letters, digits and hyphens stay, blanks become hyphens. */
    static String anchor(final String heading) {
        return heading.strip().toLowerCase(Locale.ROOT).replaceAll("[^\\p{L}\\p{Nd} -]", "").replace(' ', '-');
    }

    private static List<String> lines() {
        try {
            return Files.readAllLines(PAGE);
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
