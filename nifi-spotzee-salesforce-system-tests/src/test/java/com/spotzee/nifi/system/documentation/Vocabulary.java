package com.spotzee.nifi.system.documentation;

import com.spotzee.nifi.system.runtime.NiFiAssembly;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** What stands in the project itself: texts, names and files, so that the documentation can be held against them. */
final class Vocabulary {

    private static final Path PROJECT = NiFiAssembly.projectRootOfThisBuild();
    private static final Set<String> READABLE = Set.of("java", "json", "xml", "js", "html", "css", "sh", "");
    private static final Pattern JOINED = Pattern.compile("\"\\s*\\+\\s*\"");
    private static final Pattern CONSTANT = Pattern.compile("\\b[A-Z]+_[A-Z_]+\\b");
    private static final Pattern GAP = Pattern.compile("…|\\*|<[^<>]*>");
    private static final Pattern PLACEHOLDERS = Pattern.compile("%(\\d\\$)?,?[sd]|\\{}");

    private final String text;
    private final String filled;

    private Vocabulary(final String text) {
        final String joined = JOINED.matcher(text).replaceAll("").replace("\\\"", "\"");
        final String spoken = CONSTANT.matcher(joined).results().map(found -> found.group().toLowerCase(Locale.ROOT)).distinct()
                .collect(Collectors.joining("\n"));
        this.text = joined + "\n" + spoken;
        this.filled = PLACEHOLDERS.matcher(this.text).replaceAll("…");
    }

    /** What users meet: the product, the sandbox, the scripts and the template. */
    static Vocabulary ofTheProduct() {
        return new Vocabulary(Stream.of("nifi-spotzee-salesforce-processors/src/main/java", "nifi-spotzee-salesforce-sandbox/src/main",
                "nifi-spotzee-salesforce-connect/src/main", "nifi-spotzee-salesforce-system-tests/src/main", "templates", "bin",
                "docs/event-schema.json", "LICENSE").flatMap(place -> texts(PROJECT.resolve(place))).collect(Collectors.joining("\n")));
    }

    /** What engineers meet besides: the tests, and the poms. */
    static Vocabulary ofTheWorkshop() {
        return new Vocabulary(modules().flatMap(module -> Stream.concat(texts(module.resolve("pom.xml")), texts(module.resolve("src"))))
                .collect(Collectors.joining("\n")) + "\n" + String.join("\n", texts(PROJECT.resolve("pom.xml")).toList()));
    }

    /** Whether the project says this, word for word; an ellipsis, a star or something in angle brackets stands for anything. */
    boolean knows(final String phrase) {
        final List<String> parts = List.of(GAP.split(phrase, -1));
        return phrase.length() > 1 && IntStream.range(0, parts.size())
                .allMatch(index -> parts.get(index).isBlank() || saysPart(parts.get(index), index > 0, index < parts.size() - 1));
    }

    /** Whether the project says this, with values where its texts have placeholders. */
    boolean says(final String words) {
        return saysPart(words, false, false);
    }

    private boolean saysPart(final String part, final boolean goesOnBefore, final boolean goesOnBehind) {
        return stands(part.strip(), goesOnBefore, goesOnBehind) || part.strip().contains(" ") && standsFilled(Arrays.asList(part.strip().split(" ")));
    }

    /** Not as a part of another word, unless something goes on there. */
    private boolean stands(final String words, final boolean goesOnBefore, final boolean goesOnBehind) {
        for (int at = text.indexOf(words); at >= 0; at = text.indexOf(words, at + 1)) {
            if ((goesOnBefore || isEdge(at - 1, words.charAt(0))) && (goesOnBehind || isEdge(at + words.length(), words.charAt(words.length() - 1)))) {
                return true;
            }
        }
        return false;
    }

    private boolean isEdge(final int at, final char inside) {
        return at < 0 || at >= text.length() || !Character.isLetterOrDigit(inside) || !Character.isLetterOrDigit(text.charAt(at));
    }

    /** At least half of the words must be the product's own. */
    private boolean standsFilled(final List<String> words) {
        final String pattern = words.stream().map(word -> "(?:%s|\\W*…\\W*)".formatted(Pattern.quote(word))).collect(Collectors.joining(" "));
        return Pattern.compile(pattern).matcher(filled).results()
                .anyMatch(found -> 2 * found.group().chars().filter(letter -> letter == '…').count() <= words.size());
    }

    /** Whether there is such a file or folder, or the build makes it of a module; a star stands for anything. */
    static boolean hasFile(final String path) {
        final int target = path.indexOf("/target/");
        final String place = target < 0 ? path : path.substring(0, target);
        if (!place.contains("*")) {
            return place.matches("[\\w./-]+") && (Files.exists(PROJECT.resolve(place)) || sources().contains(place));
        }
        final Path folder = PROJECT.resolve(place).getParent();
        try (Stream<Path> files = Files.list(folder)) {
            final String pattern = Arrays.stream(place.substring(place.lastIndexOf('/') + 1).split("\\*", -1)).map(Pattern::quote)
                    .collect(Collectors.joining(".*"));
            return files.anyMatch(file -> file.getFileName().toString().matches(pattern));
        } catch (final IOException e) {
            return false;
        }
    }

    /** Files of the modules, by their path within the module, and classes by their simple names. */
    private static Set<String> sources() {
        final Set<String> names = new TreeSet<>();
        modules().forEach(module -> files(module.resolve("src")).forEach(file -> {
            names.add(module.relativize(file).toString());
            names.add(file.getFileName().toString().replaceFirst("\\.java$", ""));
        }));
        return names;
    }

    private static Stream<Path> modules() {
        try (Stream<Path> folders = Files.list(PROJECT)) {
            return folders.filter(folder -> Files.exists(folder.resolve("pom.xml"))).sorted().toList().stream();
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Stream<String> texts(final Path place) {
        return files(place).stream().filter(file -> READABLE.contains(ending(file))).map(file -> {
            try {
                return Files.readString(file);
            } catch (final IOException e) {
                throw new UncheckedIOException(file.toString(), e);
            }
        });
    }

    private static String ending(final Path file) {
        final String name = file.getFileName().toString();
        return name.contains(".") ? name.substring(name.lastIndexOf('.') + 1) : "";
    }

    private static List<Path> files(final Path place) {
        if (!Files.exists(place)) {
            return List.of();
        }
        try (Stream<Path> files = Files.walk(place)) {
            return files.filter(Files::isRegularFile).filter(file -> !file.toString().contains("/node_modules/")).toList();
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
