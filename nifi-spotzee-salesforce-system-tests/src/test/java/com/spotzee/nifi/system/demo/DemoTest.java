package com.spotzee.nifi.system.demo;

import com.spotzee.nifi.system.runtime.NiFiAssembly;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import picocli.CommandLine;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.util.List;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

class DemoTest {

    @Nested
    class Help {

        @Test
        @EnabledOnOs({OS.LINUX, OS.MAC})
        void ofTheScriptNamesEveryOption() throws Exception {
            final Process script = new ProcessBuilder("/bin/sh", NiFiAssembly.projectRootOfThisBuild().resolve("bin").resolve("demo").toString(), "--help")
                    .redirectErrorStream(true).start();
            final String help = new String(script.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertEquals(0, script.waitFor(), help);
            final List<String> unnamed = new CommandLine(new Demo()).getCommandSpec().options().stream().map(CommandLine.Model.OptionSpec::longestName)
                    .filter(option -> !List.of("--help", "--version").contains(option) && !help.contains(option + " ")).toList();
            assertEquals(List.of(), unnamed);
        }
    }

    @Nested
    class Refusals {

        @Test
        void aBusyPortIsNamedTogetherWithTheOptionThatChangesIt() throws IOException {
            try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
                final String expected = "Port %d for NiFi is not free on 127.0.0.1: stop the program that uses it, or choose another with --nifi-port "
                        + "(0 takes any free one).";
                assertEquals(expected.formatted(taken.getLocalPort()), refusal("--once", "--nifi-port", String.valueOf(taken.getLocalPort())));
            }
        }

        @Test
        void aBusyPortOfTheSandboxIsNamed() throws IOException {
            try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
                final String message = refusal("--once", "--spotzee-port", String.valueOf(taken.getLocalPort()));
                assertTrue(message.startsWith("Port %d for the Spotzee project is not free".formatted(taken.getLocalPort())), message);
            }
        }

        @Test
        void inventedAndLoadedPeopleExcludeEachOther() {
            assertEquals("Take --records or --data, not both: people are either invented or loaded.", refusal("--records", "5", "--data", "."));
        }

        @Test
        void aFolderThatIsNotThereIsNamed() {
            final String message = refusal("--once", "--data", "/no/such folder");
            assertTrue(message.contains("/no/such folder"), message);
        }

        @Test
        void aPortThatCanNotBeIsRefused() {
            assertEquals("--nifi-port takes a port between 0 and 65535, not 70000.", refusal("--nifi-port", "70000"));
        }

        @Test
        void aNumberThatIsNoneIsRefusedInOneSentence() {
            assertEquals("Invalid value for option '--records': 'many' is not an int. Try --help.", refusal("--records", "many"));
        }

        private String refusal(final String... arguments) {
            final StringWriter err = new StringWriter();
            final int exitCode = Demo.commandLine().setErr(new PrintWriter(err, true)).execute(arguments);
            assertNotEquals(0, exitCode, err.toString());
            return err.toString().strip();
        }
    }
}
