package com.spotzee.nifi.system.documentation;

import com.spotzee.nifi.system.runtime.NiFiAssembly;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Command lines as pages tell them to be typed: scripts of the project and Maven. */
final class Commands {

    private static final Path PROJECT = NiFiAssembly.projectRootOfThisBuild();
    private static final Set<String> PHASES = Set.of("package", "test", "verify");
    private static final Set<String> SWITCHES = Set.of("-am", "-B", "-DskipTests");

    private final Vocabulary product;
    private final Vocabulary workshop;

    Commands(final Vocabulary product, final Vocabulary workshop) {
        this.product = product;
        this.workshop = workshop;
    }

    /** Whether this is a command of the project or one of Maven. */
    static boolean isOne(final String line) {
        return line.matches("(\\.ci|bin)/[a-z]+( .*)?|mvn .*");
    }

    /** What can't be typed like this, as a sentence; empty if it can. */
    Optional<String> fault(final String line) {
        final List<String> words = Arrays.asList(line.split(" "));
        final Iterator<String> rest = words.subList(1, words.size()).iterator();
        return words.getFirst().equals("mvn") ? maven(rest) : script(words.getFirst(), rest);
    }

    /** ConnectDocumentTest lets bin/connect read its own lines; that a script does what it says is seen by running it: bin/test and bin/demo --once in CI. */
    private Optional<String> script(final String name, final Iterator<String> options) {
        if (!Files.isExecutable(PROJECT.resolve(name))) {
            return Optional.of("there is no script " + name);
        }
        while (options.hasNext()) {
            final String option = options.next();
            if (option.startsWith("-") && !product.says(option)) {
                return Optional.of("%s has no option %s".formatted(name, option));
            }
        }
        return Optional.empty();
    }

    private Optional<String> maven(final Iterator<String> words) {
        while (words.hasNext()) {
            final String word = words.next();
            if (word.equals("-pl")) {
                final Optional<String> missing = Stream.of(words.next().split(","))
                        .filter(module -> !Files.exists(PROJECT.resolve(module).resolve("pom.xml"))).findFirst();
                if (missing.isPresent()) {
                    return missing.map("there is no module "::concat);
                }
            } else if (!PHASES.contains(word) && !SWITCHES.contains(word) && !isProfile(word)) {
                return Optional.of("Maven is not known to take " + word);
            }
        }
        return Optional.empty();
    }

    private boolean isProfile(final String word) {
        return word.startsWith("-P") && workshop.says("<id>%s</id>".formatted(word.substring(2)));
    }
}
