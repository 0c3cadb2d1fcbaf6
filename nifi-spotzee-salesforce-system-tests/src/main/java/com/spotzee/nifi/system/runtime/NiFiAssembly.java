package com.spotzee.nifi.system.runtime;

import com.spotzee.nifi.system.rest.CanvasApi;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * Where the build of this module has put the pieces of a real NiFi and our NAR. Both are found from the place of the compiled classes, so
 * that it works from any current directory.
 *
 * @param library the folder with NiFi's own jars and NARs
 * @param nar our NAR, as its module has just packaged it
 * @param target the build folder of this module, where instances may keep their files
 */
public record NiFiAssembly(Path library, Path nar, Path target) {

    private static final String NAR_MODULE = "nifi-spotzee-salesforce-nar";

    public static NiFiAssembly ofThisBuild() {
        final Path target = buildFolder();
        final Path narFolder = target.getParent().resolveSibling(NAR_MODULE).resolve("target");
        return new NiFiAssembly(only(target.resolve("nifi-lib"), ""), only(narFolder, ".nar"), target);
    }

    /** The coordinates under which NiFi knows our NAR. */
    public CanvasApi.Bundle bundle() {
        final String version = nar.getFileName().toString().replace(NAR_MODULE + "-", "").replace(".nar", "");
        return new CanvasApi.Bundle("com.spotzee.nifi", NAR_MODULE, version);
    }

    /** The root folder of the project this build belongs to. */
    public static Path projectRootOfThisBuild() {
        return buildFolder().getParent().getParent();
    }

    private static Path buildFolder() {
        try {
            return Path.of(NiFiAssembly.class.getProtectionDomain().getCodeSource().getLocation().toURI()).getParent();
        } catch (final URISyntaxException e) {
            throw new IllegalStateException("The folder of the compiled classes has an unreadable name", e);
        }
    }

    private static Path only(final Path folder, final String ending) {
        if (!Files.isDirectory(folder)) {
            throw new NiFiStartFailure("NiFi is not assembled yet (%s is missing): run mvn -Pfast -DskipTests package in the project's folder"
                    .formatted(folder));
        }
        try (Stream<Path> entries = Files.list(folder)) {
            final List<Path> found = entries.filter(entry -> entry.getFileName().toString().endsWith(ending)).toList();
            if (found.size() != 1) {
                throw new NiFiStartFailure("%s should hold one entry%s but holds %d: run mvn clean -Pfast -DskipTests package in the project's folder"
                        .formatted(folder, ending.isEmpty() ? "" : " ending in " + ending, found.size()));
            }
            return found.getFirst();
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
