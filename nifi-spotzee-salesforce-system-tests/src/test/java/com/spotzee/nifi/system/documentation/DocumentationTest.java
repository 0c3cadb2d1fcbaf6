package com.spotzee.nifi.system.documentation;

import com.spotzee.nifi.system.documentation.DocumentedPage.Block;
import com.spotzee.nifi.system.documentation.DocumentedPage.Phrase;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

/**
 * Whatever the documentation shows is understood by the product or stands in it: each fenced block by its language, each phrase in backquotes, each name in
 * italics, each message in the tables of what people see, each link. Other tests hold whole tables and lists against the product: {@code RuleTableTest},
 * {@code ConversionTableTest}, {@code LoginErrorTableTest}, {@code ConnectDocumentTest}, {@code TroubleshootingGuideTest}, {@code EventSchemaTest} and
 * {@code HelpExamplesTest}.
 */
class DocumentationTest {

    private static final Set<String> FOR_ENGINEERS = Set.of("docs/contributing.md", "docs/architecture.md", "docs/sandbox.md", "docs/benchmark.md",
            "CHANGELOG.md");
    private static final String COMMENT = "# ";

    private static BothSystems systems;
    private static Vocabulary product;
    private static Vocabulary workshop;
    private static Snippets snippets;
    private static Commands commands;
    private static Phrases phrases;
    private static Map<String, Function<Block, Optional<String>>> checkers;

    @BeforeAll
    static void startSystems() throws IOException {
        systems = new BothSystems();
        product = Vocabulary.ofTheProduct();
        workshop = Vocabulary.ofTheWorkshop();
        snippets = new Snippets(systems, product);
        commands = new Commands(product, workshop);
        phrases = new Phrases(snippets, commands, systems.routes());
        checkers = Map.of(
                "json", block -> snippets.faultOfJson(block.text()),
                "rules", block -> snippets.faultOfRules(block.text()),
                "mapping", block -> snippets.faultOfMappings(block.text()),
                "sh", block -> faultOfCommands(block.text()),
                "csv", block -> faultOfCsv(block.text()),
                "yaml", DocumentationTest::faultOfYaml,
                "java", block -> JavaExamples.fault(block.text()),
                "text", block -> faultOfDrawing(block.text()));
    }

    @AfterAll
    static void stopSystems() {
        systems.close();
    }

    static Stream<DocumentedPage> pages() {
        return DocumentedPage.all();
    }

    @ParameterizedTest
    @MethodSource("pages")
    void blocksAreUnderstood(final DocumentedPage page) {
        assertFalse(page.hasIndentedBlocks(), page.name() + " has a block without fences, which nobody checks");
        assertNone(page, page.blocks().stream().flatMap(block -> Optional.ofNullable(checkers.get(block.language()))
                .map(checker -> checker.apply(block)).orElse(Optional.of("no checker for the language '%s'".formatted(block.language())))
                .map(fault -> new Phrase(block.line(), fault)).stream()));
    }

    @ParameterizedTest
    @MethodSource("pages")
    void codeIsKnown(final DocumentedPage page) {
        assertNone(page, page.codes().stream().flatMap(code -> phrases.fault(code.text(), vocabulary(page))
                .map(fault -> new Phrase(code.line(), "`%s`: %s".formatted(code.text(), fault))).stream()));
    }

    @ParameterizedTest
    @MethodSource("pages")
    void namesAreKnown(final DocumentedPage page) {
        assertNone(page, page.names().stream().filter(name -> !page.headings().contains(name.text()) && !phrases.isName(name.text(), vocabulary(page))));
    }

    @ParameterizedTest
    @MethodSource("pages")
    void messagesAreTheProductsOwn(final DocumentedPage page) {
        assertNone(page, page.sights().stream().filter(sight -> !product.knows(sight.text())));
    }

    @ParameterizedTest
    @MethodSource("pages")
    void linksLeadSomewhere(final DocumentedPage page) {
        assertNone(page, page.links().stream().filter(link -> page.isShownByNiFi() || !leadsSomewhere(page, link.text())));
    }

    @Test
    void everyForeignNameIsNeeded() {
        final String text = pages().map(DocumentedPage::text).collect(Collectors.joining("\n"));
        assertEquals("", phrases.foreign().stream().filter(name -> !text.contains(name)).collect(Collectors.joining("\n")));
    }

    @Test
    void hasAllPages() {
        assertTrue(pages().map(DocumentedPage::name).toList().containsAll(List.of("README.md", "docs/getting-started.md", "docs/connect.md",
                "docs/sync-rules.md", "docs/field-mappings.md", "docs/opt-outs.md", "docs/operations.md", "docs/troubleshooting.md", "docs/cluster.md",
                "docs/upgrading.md", "docs/security.md", "docs/architecture.md", "docs/data-format.md", "docs/events.md")));
        assertEquals(9, pages().filter(DocumentedPage::isShownByNiFi).count());
    }

    private static void assertNone(final DocumentedPage page, final Stream<Phrase> faults) {
        final List<Phrase> found = faults.toList();
        assertTrue(found.isEmpty(), () -> page.name() + " " + found.stream().map(Phrase::toString).collect(Collectors.joining("\n")));
    }

    private static List<Vocabulary> vocabulary(final DocumentedPage page) {
        return FOR_ENGINEERS.contains(page.name()) ? List.of(product, workshop) : List.of(product);
    }

    /** Links to the web are left alone; what NiFi shows has none at all, for it must do without. */
    private static boolean leadsSomewhere(final DocumentedPage page, final String link) {
        if (link.startsWith("https://")) {
            return true;
        }
        final String[] parts = link.split("#", 2);
        final Path target = parts[0].isEmpty() ? page.path() : page.path().resolveSibling(parts[0]);
        return Files.exists(target) && (parts.length == 1 || DocumentedPage.read(target).anchors().contains(parts[1]));
    }

    private static Optional<String> faultOfCommands(final String text) {
        return text.lines().filter(line -> !line.startsWith(COMMENT)).map(line -> Commands.isOne(line) ? commands.fault(line)
                : phrases.fault(line, List.of())).flatMap(Optional::stream).findFirst();
    }

    private static Optional<String> faultOfCsv(final String text) {
        final List<Integer> widths = text.lines().map(line -> line.split(",", -1).length).distinct().toList();
        return widths.size() == 1 ? Optional.empty() : Optional.of("rows of different length");
    }

    /** A scrape configuration: the path is NiFi's, as the real NiFi's tests ask for it. */
    private static Optional<String> faultOfYaml(final Block block) {
        return block.text().lines().allMatch(line -> line.matches(" *(- )?(\\w+:( .+)?|\\S+.*)")) && block.text().contains("/nifi-api/flow/metrics/prometheus")
                ? Optional.empty() : Optional.of("no scrape configuration");
    }

    /** Drawings and grammars: every word in them that looks like ours is. */
    private static Optional<String> faultOfDrawing(final String text) {
        return Stream.of(text.split("[^\\w]+")).filter(word -> word.matches("[A-Z]\\w*[a-z][A-Z]\\w*|[a-z]+_\\w+")).filter(word -> !product.says(word))
                .findFirst()
                .map("the product has no "::concat);
    }
}
