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
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import static org.junit.jupiter.api.Assertions.assertEquals;

/** Every entry of the troubleshooting guide has a test that brings its cause about, and every such test an entry. */
class TroubleshootingGuideTest {

    private static final Path PROJECT = Path.of("..");
    private static final Pattern NAMED = Pattern.compile("@DisplayName\\(\"troubleshooting\\.md#([^\"]*)\"\\)");

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
