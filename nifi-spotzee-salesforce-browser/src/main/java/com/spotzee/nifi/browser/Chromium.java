package com.spotzee.nifi.browser;

import org.opentest4j.TestAbortedException;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Finds a Chromium, or a Chrome, on this machine: {@code CHROME_BIN}, then the PATH, then where macOS keeps it. */
final class Chromium {

    private static final List<String> NAMES = List.of("chromium", "chromium-browser", "google-chrome", "google-chrome-stable");
    /** Where macOS keeps it. */
    static final List<Path> APPLICATIONS = List.of(Path.of("/Applications/Google Chrome.app/Contents/MacOS/Google Chrome"),
            Path.of("/Applications/Chromium.app/Contents/MacOS/Chromium"));

    private Chromium() {
    }

    /** The program to start. */
    static Optional<Path> find(final Map<String, String> environment, final List<Path> applications) {
        final Stream<Path> named = Stream.ofNullable(environment.get("CHROME_BIN")).map(Path::of);
        final Stream<Path> onPath = Arrays.stream(environment.getOrDefault("PATH", "").split(File.pathSeparator)).filter(folder -> !folder.isEmpty())
                .flatMap(folder -> NAMES.stream().map(name -> Path.of(folder, name)));
        return Stream.of(named, onPath, applications.stream()).flatMap(paths -> paths).filter(Files::isExecutable).findFirst();
    }

    /** What ends a test on a machine without one: in CI it fails, elsewhere it is skipped. */
    static RuntimeException missing(final boolean ci) {
        final String sentence = "No page is tried in a browser: Chromium is missing. Install it (Debian: chromium), or set CHROME_BIN to a Chrome.";
        return ci ? new IllegalStateException(sentence + " CI must not skip this.") : new TestAbortedException(sentence);
    }
}
