package com.spotzee.nifi.browser;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.opentest4j.TestAbortedException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

class ChromiumTest {

    @TempDir
    private Path folder;

    @Test
    void takesTheOneThatIsNamedBeforeTheOnesOnThePath() throws IOException {
        final Path named = program("my-chrome");
        final Path onPath = program("google-chrome");
        assertEquals(Optional.of(named), Chromium.find(Map.of("CHROME_BIN", named.toString(), "PATH", folder.toString()), List.of()));
        assertEquals(Optional.of(onPath), Chromium.find(Map.of("PATH", "/nowhere:" + folder), List.of()));
        assertEquals(Optional.of(named), Chromium.find(Map.of("PATH", "/nowhere"), List.of(named)));
    }

    @Test
    void skipsTestsWithoutABrowserAndFailsThemInCi() {
        assertEquals(Optional.empty(), Chromium.find(Map.of("PATH", folder.toString()), List.of()));
        assertInstanceOf(TestAbortedException.class, Chromium.missing(false));
        final String failure = assertInstanceOf(IllegalStateException.class, Chromium.missing(true)).getMessage();
        assertTrue(failure.contains("CHROME_BIN") && failure.endsWith("CI must not skip this."), failure);
    }

    private Path program(final String name) throws IOException {
        final Path file = Files.createFile(folder.resolve(name));
        assertTrue(file.toFile().setExecutable(true));
        return file;
    }
}
