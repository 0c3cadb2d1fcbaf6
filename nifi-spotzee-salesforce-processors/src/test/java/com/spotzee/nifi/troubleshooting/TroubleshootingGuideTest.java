package com.spotzee.nifi.troubleshooting;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** Every entry of the troubleshooting guide has a test that brings its cause about, every such test an entry, and every link a target. */
class TroubleshootingGuideTest {

    private static final Path PROJECT = Path.of("..");
    private static final Pattern NAMED = Pattern.compile("@DisplayName\\(\"troubleshooting\\.md#([^\"]*)\"\\)");
    private static final Pattern LINK = Pattern.compile("]\\(([^):#]*)#?([^)]*)\\)");
    private static final Pattern HEADING = Pattern.compile("(?m)^#+ (.*)$");

    @Test
    void everyEntryHasATestAndEveryTestAnEntry() throws IOException {
        final Set<String> tested = new TreeSet<>();
        try (Stream<Path> modules = Files.list(PROJECT)) {
            modules.map(module -> module.resolve("src/test/java")).filter(Files::isDirectory).forEach(tests -> tested.addAll(named(tests)));
        }
        final Set<String> entries = TroubleshootingGuide.entries().stream().map(TroubleshootingGuide.Entry::anchor)
                .collect(Collectors.toCollection(TreeSet::new));
        assertEquals(String.join("\n", entries), String.join("\n", tested));
    }

    @Test
    void everySymptomOfTheContractHasAllItsCauses() {
        final List<String> anchors = TroubleshootingGuide.entries().stream().map(TroubleshootingGuide.Entry::anchor).toList();
        assertEquals(Set.copyOf(anchors).size(), anchors.size(), "Two entries have one anchor");
        assertEquals(List.of(5L, 5L, 3L, 4L, 2L, 5L, 1L), Stream.of("login-", "zero-", "twice-", "stuck-", "field-", "opt-out-", "still-stuck")
                .map(symptom -> anchors.stream().filter(anchor -> anchor.startsWith(symptom)).count()).toList());
    }

    @Test
    void everyLinkLeadsSomewhere() throws IOException {
        final Path folder = TroubleshootingGuide.PAGE.getParent();
        for (final String page : List.of("troubleshooting.md", "operations.md")) {
            final Matcher link = LINK.matcher(Files.readString(folder.resolve(page)));
            while (link.find()) {
                final Path target = folder.resolve(link.group(1).isEmpty() ? page : link.group(1));
                assertTrue(Files.exists(target), () -> "%s links to %s, which is not there".formatted(page, target));
                if (!link.group(2).isEmpty()) {
                    final Set<String> anchors = HEADING.matcher(Files.readString(target)).results()
                            .map(heading -> TroubleshootingGuide.anchor(heading.group(1))).collect(Collectors.toSet());
                    assertTrue(anchors.contains(link.group(2)), () -> "%s links to %s in %s, which has no such heading".formatted(page, link.group(2), target));
                }
            }
        }
    }

    private static Set<String> named(final Path tests) {
        try (Stream<Path> files = Files.walk(tests)) {
            return files.filter(file -> file.toString().endsWith("Test.java")).flatMap(file -> NAMED.matcher(text(file)).results())
                    .map((final MatchResult name) -> name.group(1)).collect(Collectors.toSet());
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String text(final Path file) {
        try {
            return Files.readString(file);
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
