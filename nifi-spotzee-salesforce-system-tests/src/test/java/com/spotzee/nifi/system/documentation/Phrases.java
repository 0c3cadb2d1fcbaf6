package com.spotzee.nifi.system.documentation;

import com.spotzee.nifi.ledger.SyncCount;
import com.spotzee.nifi.processors.pages.FlowAttributes;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.reflect.Field;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Decides what words in backquotes or italics are: ours, something that the product understands, or a name of somebody else's that is on the list. */
final class Phrases {

    private static final String FOREIGN = "foreign-names.txt";
    private static final Pattern RULE = Pattern.compile(
            "(\\[\\w+] )?[\\w.]+ (not_)?(equals|contains|(starts|ends)_with|(greater|less)_than|is_set|is_not_set)\\b.*");
    private static final Pattern ROUTE = Pattern.compile("((GET|POST|PUT|PATCH|DELETE)(, )?)+ (/\\S*)");
    private static final Pattern COUNT = Pattern.compile("(sync\\.count\\.|sync\\.part\\.|event\\.counts\\.|counts\\.)([a-z_]+)");
    private static final Pattern FILE_NAME = Pattern.compile("([a-z_]+)_(\\*|[A-Z]\\w*_\\*)|\\*_\\w+-[0-9T]+\\*");
    private static final Pattern WITHOUT_LETTERS = Pattern.compile("[^\\p{L}\\p{Nd}]+");
    private static final Pattern MOMENT = Pattern.compile("\\d{4}-\\d\\d-\\d\\d(T\\d\\d:\\d\\d:\\d\\d(\\.\\d{3})?(Z|[+-]\\d\\d:?\\d\\d))?");
    private static final Pattern EXTERNAL_ID = Pattern.compile("sf_([a-z]+|…|<[^<>]+>)_(Lead|Contact|CampaignMember|…|<[^<>]+>)_(…|<[^<>]+>|\\w{18})");
    private static final Pattern WRAPPED = Pattern.compile("[$#]\\{([\\w.]+)}|-D([\\w.]+)=\\w+");
    private static final Pattern CODE = Pattern.compile("[\\w.]+(\\(.*)?");
    private static final String EVENT_ATTRIBUTE = "event.";
    private static final Pattern VALUE = Pattern.compile("[\\[{\"].*|-?[0-9][\\w.:+-]*|true|false");

    private final Snippets snippets;
    private final Commands commands;
    private final Set<String> routes;
    private final Set<String> foreign;
    private final Set<String> attributes;

    Phrases(final Snippets snippets, final Commands commands, final Set<String> routes) throws IOException {
        this.snippets = snippets;
        this.commands = commands;
        this.routes = routes;
        this.attributes = Stream.of(FlowAttributes.class.getFields()).filter(constant -> constant.getType() == String.class).map(Phrases::text)
                .collect(Collectors.toSet());
        try (InputStream in = Phrases.class.getResourceAsStream(FOREIGN)) {
            this.foreign = new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().filter(line -> !line.isBlank() && !line.startsWith("# "))
                    .collect(Collectors.toSet());
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Set<String> foreign() {
        return foreign;
    }

    /** Whether this is the name of something in the project, or one that is on the list. */
    boolean isName(final String name, final List<Vocabulary> vocabularies) {
        return foreign.contains(name) || vocabularies.stream().anyMatch(vocabulary -> vocabulary.knows(name));
    }

    /** What is wrong with words in backquotes; empty if they are known. */
    Optional<String> fault(final String code, final List<Vocabulary> vocabularies) {
        if (foreign.contains(code) || WITHOUT_LETTERS.matcher(code).matches() || MOMENT.matcher(code).matches() || EXTERNAL_ID.matcher(code).matches()
                || attributes.contains(code)) {
            return Optional.empty();
        }
        if (Commands.isOne(code)) {
            return commands.fault(code);
        }
        if (RULE.matcher(code).matches()) {
            return snippets.faultOfRules(code);
        }
        if (code.contains(" ") && RULE.matcher("CreatedDate " + code).matches()) {
            return snippets.faultOfRules("CreatedDate " + code);
        }
        if (COUNT.matcher(code).matches()) {
            return isCount(COUNT.matcher(code).replaceFirst("$2")) ? Optional.empty() : Optional.of("nothing is counted by that name");
        }
        if (ROUTE.matcher(code).matches()) {
            return routes(code).allMatch(route -> isRoute(route, vocabularies)) ? Optional.empty()
                    : Optional.of("neither the admin API nor Spotzee's has such a route");
        }
        if (isSpokenOf(code, vocabularies) || isName(code, vocabularies) || Vocabulary.hasFile(code) || FILE_NAME.matcher(code).matches()) {
            return Optional.empty();
        }
        if (Snippets.looksLikeAMapping(code)) {
            return snippets.faultOfMapping("row", code).filter(fault -> !VALUE.matcher(code).matches() || snippets.faultOfJson(code).isPresent());
        }
        return VALUE.matcher(code).matches() ? snippets.faultOfJson(code) : Optional.of("nobody knows it");
    }

    /** Expressions, options, paths of the admin API, members of events as attributes, and for engineers pieces of code: each word must be known. */
    private boolean isSpokenOf(final String code, final List<Vocabulary> vocabularies) {
        final Matcher wrapped = WRAPPED.matcher(code);
        if (wrapped.matches()) {
            return isName(Stream.of(wrapped.group(1), wrapped.group(2)).filter(Objects::nonNull).findFirst().orElseThrow(), vocabularies);
        }
        if (code.startsWith("--")) {
            return Stream.of(code.split(" ")).filter(word -> word.startsWith("--")).allMatch(option -> isName(option, vocabularies));
        }
        if (code.startsWith("/")) {
            return routes.stream().anyMatch(known -> known.endsWith(code)) || isName(code, vocabularies);
        }
        if (code.startsWith(EVENT_ATTRIBUTE)) {
            return isName("\"" + code.substring(EVENT_ATTRIBUTE.length()).replace('.', '_') + "\"", vocabularies) || isName(code, vocabularies);
        }
        return vocabularies.size() > 1 && CODE.matcher(code).matches()
                && Stream.of(code.split("\\W+")).allMatch(word -> word.matches("\\d*") || isName(word, vocabularies));
    }

    private static String text(final Field constant) {
        try {
            return (String) constant.get(null);
        } catch (final IllegalAccessException e) {
            throw new IllegalStateException(e);
        }
    }

    private static boolean isCount(final String name) {
        return Stream.of(SyncCount.values()).anyMatch(count -> count.label().equals(name)) || name.equals("records");
    }

    /** {@code GET, PUT /clock} are two. */
    private static Stream<String> routes(final String code) {
        final String[] words = code.split(" /", 2);
        return Stream.of(words[0].split(", ")).map(method -> method + " /" + words[1].replaceAll("\\?.*", ""));
    }

    /** A route of the admin API, or of Spotzee's as the emulated project has it. */
    private boolean isRoute(final String route, final List<Vocabulary> vocabularies) {
        final String[] words = route.split(" ");
        return routes.contains(route) || routes.stream().anyMatch(known -> known.startsWith(words[0] + " ") && known.endsWith(words[1]))
                || isName("\"%s\", BASE + \"%s".formatted(words[0], words[1].replace("/…", "/{user}\"")), vocabularies);
    }
}
