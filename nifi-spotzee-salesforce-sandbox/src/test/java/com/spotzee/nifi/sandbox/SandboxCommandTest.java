package com.spotzee.nifi.sandbox;

import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

class SandboxCommandTest {
    @TempDir
    private Path folder;
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int run(final String... arguments) {
        return SandboxCommand.run(new PrintWriter(out, true), new PrintWriter(err, true), arguments);
    }

    private String onlyErrorLine() {
        return err.toString().strip().replace("Try --help.", "").strip();
    }

    @Nested
    class WrongOptions {
        @ParameterizedTest
        @CsvSource(delimiter = '|', value = {
                "--records -1             | The number of records must lie between 0 and 10000000, not -1.",
                "--records 5 --data x     | Use either --records or --data: the org holds invented people or those of your export.",
                "--seed 5                 | --seed belongs to invented people: say how many with --records.",
                "--salesforce-port 70000  | The port of the emulated org must lie between 0 and 65535, not 70000.",
                "--spotzee-port 70000     | The port of the emulated project must lie between 0 and 65535, not 70000.",
                "--admin-port 70000       | The port of the admin API must lie between 0 and 65535, not 70000.",
                "--api-limit 0            | The API limit of the emulated org must be at least 1, not 0.",
                "export --records -1 x    | The number of records must lie between 0 and 10000000, not -1."})
        void areRefusedWithOneSentence(final String arguments, final String sentence) {
            assertEquals(2, run(arguments.strip().split(" +")));
            assertEquals(sentence, onlyErrorLine());
        }

        @Test
        void unknownChoicesListTheKnownOnes() {
            assertEquals(2, run("--rate-limits", "maybe"));
            assertTrue(onlyErrorLine().contains("expected one of [ON, OFF]"), err::toString);
        }
    }

    @Nested
    class WrongSurroundings {
        @Test
        void aPortInUseIsNamedWithWhatListensThere() throws IOException {
            try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
                assertEquals(2, run("--records", "0", "--admin-port", Integer.toString(taken.getLocalPort())));
                assertEquals("Port " + taken.getLocalPort()
                        + " for the admin API is not free on 127.0.0.1: stop the program that uses it, or choose another port (0 takes any free one).",
                        onlyErrorLine());
            }
        }

        @Test
        void aMissingFolderIsNamed() {
            assertEquals(2, run("--data", folder.resolve("nowhere").toString()));
            assertTrue(onlyErrorLine().startsWith("There is no folder " + folder.resolve("nowhere")), err::toString);
        }

        @Test
        void badRowsAreListed() throws IOException {
            Files.writeString(folder.resolve("Lead.csv"), "\"Id\",\"LastName\",\"Company\"\n\"bad\",\"Ng\",\"Acme\"\n");
            assertEquals(2, run("--data", folder.toString()));
            assertTrue(err.toString().contains("Lead.csv line 2: Id takes a record id of 15 or 18 letters and digits."), err::toString);
        }
    }

    @Nested
    class Output {
        @Test
        void helpExplainsEveryOption() {
            assertEquals(0, run("--help"));
            for (final String option : new String[] {"--records", "--seed", "--data", "--salesforce-port", "--spotzee-port", "--admin-port", "--null-semantics",
                "--rate-limits", "--api-limit", "export"}) {
                assertTrue(out.toString().contains(option), option);
            }
        }

        @Test
        void anExportIsWritten() throws IOException {
            assertEquals(0, run("export", "--records", "22", folder.resolve("new").toString()));
            try (Stream<Path> files = Files.list(folder.resolve("new"))) {
                assertEquals(5, files.count());
            }
            assertTrue(Files.readString(folder.resolve("new/Lead.csv")).startsWith("\"Id\",\"IsDeleted\",\"LastName\""));
        }

        @Test
        void theWelcomeNamesAddressesAndCredentials() {
            try (Sandbox sandbox = Sandbox.start(SandboxOptions.defaults().withRecords(11, 1))) {
                new Welcome(sandbox).print(new PrintWriter(out, true));
                for (final String fact : new String[] {sandbox.org().url().toString(), sandbox.org().clientId(), sandbox.org().clientSecret(),
                    sandbox.org().refreshToken(), sandbox.project().url().toString(), sandbox.project().secretKey(), sandbox.adminUrl().toString()}) {
                    assertTrue(out.toString().contains(fact), fact);
                }
            }
        }
    }
}
