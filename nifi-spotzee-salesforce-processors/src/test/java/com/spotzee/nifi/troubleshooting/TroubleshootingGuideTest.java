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

    /** All but the last resort, which is a list of what to do. */
    @Test
    void everyEntryTellsWhatIsSeenHowToBeSureAndWhatToDo() {
        final List<String> incomplete = TroubleshootingGuide.entries().stream().filter(entry -> !entry.anchor().equals("still-stuck"))
                .filter(entry -> entry.messages().isEmpty() && !entry.text().contains("**What you see**") && !entry.anchor().equals("opt-out-still-not-there")
                        || !entry.text().contains("**Confirm**") || !entry.text().contains("**Cure"))
                .map(TroubleshootingGuide.Entry::anchor).toList();
        assertEquals(List.of(), incomplete);
    }

    @Test
    void curesThatLieElsewhereAreNamed() {
        assertEquals("twice-two-integrations-on-one-org, twice-the-person-is-both-lead-and-contact, twice-the-record-was-deleted-and-recreated, "
                + "opt-out-the-property-is-not-boolean, opt-out-no-subscription-is-bound, spotzee-refuses-the-key",
                entriesWith("(\\*\\*At|Cure, at) Spotzee\\*\\*"));
        assertEquals("login-the-app-is-not-approved, login-the-user-lacks-api-access, zero-the-user-may-not-read-the-records, field-not-readable",
                entriesWith("(\\*\\*At|Cure, at) Salesforce\\*\\*"));
    }

    private static String entriesWith(final String pattern) {
        return TroubleshootingGuide.entries().stream().filter(entry -> Pattern.compile(pattern).matcher(entry.text()).find())
                .map(TroubleshootingGuide.Entry::anchor).collect(Collectors.joining(", "));
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
