package com.spotzee.nifi.system.documentation;

import com.spotzee.nifi.system.runtime.NiFiAssembly;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A page of the documentation, as far as it can be checked.
 *
 * @param path   where it stands
 * @param blocks its fenced blocks
 * @param prose  the rest, with blank lines where blocks stand, so that lines keep their numbers
 */
record DocumentedPage(Path path, List<Block> blocks, String prose) {

    private static final Path PROJECT = NiFiAssembly.projectRootOfThisBuild();
    private static final Path HELP = PROJECT.resolve("nifi-spotzee-salesforce-processors/src/main/resources/docs");
    private static final Pattern FENCE = Pattern.compile(" *```(.*)");
    private static final Pattern INDENTED = Pattern.compile("(?m)^\\s*\n {4,}\\S");
    private static final Pattern CODE = Pattern.compile("`([^`\n]+)`");
    private static final Pattern NAME = Pattern.compile("(?<![\\w*])\\*(\\p{Lu}[^*\n]*(?:\n[^*\n]+)?)\\*(?![\\w*])");
    private static final Pattern LINK = Pattern.compile("]\\(([^)\\s]+)\\)");
    private static final Pattern HEADING = Pattern.compile("(?m)^#+ (.*)$");
    private static final Pattern QUOTED = Pattern.compile("\"([^\"]+)\"");

    DocumentedPage {
        blocks = List.copyOf(blocks);
    }

    /** A fenced block, without its fences and indentation. */
    record Block(int line, String language, String text) {
    }

    /** A few words of a page, with the line in which they begin. */
    record Phrase(int line, String text) {

        @Override
        public String toString() {
            return "line %d: %s".formatted(line, text);
        }
    }

    /** README.md, the changelog, docs/*.md and what NiFi shows of each component. */
    static Stream<DocumentedPage> all() {
        return Stream.of(Stream.of(PROJECT.resolve("README.md"), PROJECT.resolve("CHANGELOG.md")), markdownIn(PROJECT.resolve("docs")), markdownIn(HELP))
                .flatMap(paths -> paths).map(DocumentedPage::read);
    }

    static DocumentedPage read(final Path path) {
        final List<Block> blocks = new ArrayList<>();
        final List<String> prose = new ArrayList<>();
        List<String> block = null;
        String language = "";
        for (final String line : lines(path)) {
            final Matcher fence = FENCE.matcher(line);
            if (!fence.matches()) {
                prose.add(block == null ? line : "");
                if (block != null) {
                    block.add(line);
                }
                continue;
            }
            prose.add("");
            if (block == null) {
                language = fence.group(1).strip();
                block = new ArrayList<>();
            } else {
                blocks.add(new Block(prose.size() - block.size() - 1, language, String.join("\n", block).stripIndent()));
                block = null;
            }
        }
        return new DocumentedPage(path, blocks, String.join("\n", prose));
    }

    /** {@code docs/connect.md}. */
    String name() {
        return PROJECT.relativize(path).toString();
    }

    boolean isShownByNiFi() {
        return path.startsWith(HELP);
    }

    /** What stands in backquotes. */
    List<Phrase> codes() {
        return phrases(CODE, prose);
    }

    /** What stands in italics and begins like a name. */
    List<Phrase> names() {
        return phrases(NAME, prose.replaceAll("`[^`\n]*`", "`").replace("**", ""));
    }

    /** What stands in quotation marks in the first column of tables: what people see. */
    List<Phrase> sights() {
        return phrases(QUOTED, prose.replaceAll("`[^`\n]*`", "").replaceAll("(?m)^(?!\\|).*$", "").replaceAll("(?m)^(\\|[^|]*\\|).*$", "$1"));
    }

    List<Phrase> links() {
        return phrases(LINK, prose.replaceAll("`[^`\n]*`", "`"));
    }

    /** Indented blocks have no language and so nobody who checks them. */
    boolean hasIndentedBlocks() {
        return INDENTED.matcher(prose).find();
    }

    Set<String> headings() {
        return HEADING.matcher(prose).results().map(heading -> heading.group(1)).collect(Collectors.toSet());
    }

    /** Where links to a heading lead. */
    Set<String> anchors() {
        return headings().stream().map(DocumentedPage::anchor).collect(Collectors.toSet());
    }

    /** All of it, with single blanks. */
    String text() {
        return (prose + blocks.stream().map(block -> "\n" + block.text()).collect(Collectors.joining())).replaceAll("[ \n]+", " ");
    }

    /** As code hosts make anchors of headings: letters, digits, underscores and hyphens stay, blanks become hyphens. */
    private static String anchor(final String heading) {
        return heading.strip().toLowerCase(Locale.ROOT).replaceAll("[^\\p{L}\\p{Nd}_ -]", "").replace(' ', '-');
    }

    private static List<Phrase> phrases(final Pattern pattern, final String text) {
        return pattern.matcher(text).results().map(found -> new Phrase(line(text, found), String.join(" ", found.group(1).split("\\s+")))).toList();
    }

    private static int line(final String text, final MatchResult found) {
        return (int) text.substring(0, found.start()).chars().filter(letter -> letter == '\n').count() + 1;
    }

    private static Stream<Path> markdownIn(final Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> file.toString().endsWith(".md")).sorted().toList().stream();
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> lines(final Path path) {
        try {
            return Files.readAllLines(path);
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
