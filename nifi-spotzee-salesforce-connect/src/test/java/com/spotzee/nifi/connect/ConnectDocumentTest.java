package com.spotzee.nifi.connect;

import com.spotzee.nifi.http.Secret;
import com.spotzee.nifi.salesforce.login.PrivateKeyPem;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** What {@code docs/connect.md} tells to type works, and what it shows is there. */
class ConnectDocumentTest {

    private static final Path PAGE = Path.of("..", "docs", "connect.md");
    private static final Pattern IMAGE = Pattern.compile("!\\[[^\\]]+]\\(([^)]+)\\)");

    @TestFactory
    Stream<DynamicTest> itsCommandsAreUnderstood() throws IOException {
        final List<String> commands = commands("bin/connect ");
        assertFalse(commands.isEmpty());
        return commands.stream().map(command -> DynamicTest.dynamicTest(command, () -> assertDoesNotThrow(() -> Connect.commandLine(Optional.empty(), Map.of(),
                address -> { }).parseArgs(command.substring("bin/connect ".length()).split(" ")))));
    }

    @Test
    void itsCallbackUrlIsTheOneThatIsListenedTo() throws IOException {
        assertTrue(Files.readString(PAGE).contains("Callback URL: `" + CallbackListener.address(Connect.USUAL_PORT) + "`"));
    }

    @Test
    void itsKeyIsOneThatTheLoginTakes(@TempDir final Path folder) throws IOException, InterruptedException {
        final List<String> commands = commands("openssl ");
        assertEquals(1, commands.size());
        final Process process;
        try {
            process = new ProcessBuilder(Arrays.asList(commands.getFirst().split(" "))).directory(folder.toFile())
                    .redirectErrorStream(true).redirectOutput(folder.resolve("output.txt").toFile()).start();
        } catch (final IOException noOpenssl) {
            Assumptions.abort("The key of docs/connect.md is not made: openssl is missing.");
            return;
        }
        assertEquals(0, process.waitFor(), () -> "see " + folder.resolve("output.txt"));
        assertEquals("RSA", PrivateKeyPem.parse(new Secret(Files.readString(folder.resolve("key.pem")))).getAlgorithm());
        assertTrue(Files.readString(folder.resolve("certificate.pem")).startsWith("-----BEGIN CERTIFICATE-----"));
    }

    @Test
    void itsPicturesAreThere() throws IOException {
        final Matcher images = IMAGE.matcher(Files.readString(PAGE));
        int found = 0;
        while (images.find()) {
            assertTrue(Files.size(PAGE.resolveSibling(images.group(1))) > 0, images.group(1));
            found++;
        }
        assertEquals(3, found);
    }

    private static List<String> commands(final String beginning) throws IOException {
        return Files.readAllLines(PAGE).stream().filter(line -> line.startsWith(beginning)).toList();
    }
}
