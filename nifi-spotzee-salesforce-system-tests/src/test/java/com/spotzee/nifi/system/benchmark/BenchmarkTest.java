package com.spotzee.nifi.system.benchmark;

import com.spotzee.nifi.system.runtime.NiFiAssembly;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import picocli.CommandLine;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

class BenchmarkTest {

    @Test
    @Tag("real-nifi")
    void measuresEveryWayOfReadingAndEndsByItself() {
        final String printed = run(0, "--only", "reading", "--records", "3000", "--sample", "2500", "--rounds", "1");
        for (final ReadingBenchmark.Way way : ReadingBenchmark.Way.values()) {
            assertTrue(printed.lines().anyMatch(line -> line.matches(way.label() + " +[1-9][\\d,]* .*")), printed);
        }
        assertTrue(printed.lines().anyMatch(line -> line.matches("Bulk : REST +\\d+\\.\\d\\d .*")), printed);
        for (final NiFiReading.Api api : NiFiReading.Api.values()) {
            assertTrue(printed.lines().anyMatch(line -> line.matches(api.label() + "( +[1-9][\\d,]*){6}")), printed);
        }
    }

    @Test
    void aSampleThatIsMoreThanAllIsRefused() {
        final String printed = run(1, "--records", "10", "--sample", "11");
        assertEquals("--records takes 1 to 5,000,000, --sample 1 to as many as --records, --rounds at least 1.", printed.strip());
    }

    @Test
    @EnabledOnOs({OS.LINUX, OS.MAC})
    void helpOfTheScriptNamesEveryOption() throws Exception {
        final Process script = new ProcessBuilder("/bin/sh", NiFiAssembly.projectRootOfThisBuild().resolve("bin").resolve("benchmark").toString(), "--help")
                .redirectErrorStream(true).start();
        final String help = new String(script.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, script.waitFor(), help);
        final List<String> unnamed = Benchmark.commandLine().getCommandSpec().options().stream().map(CommandLine.Model.OptionSpec::longestName)
                .filter(option -> !List.of("--help", "--version").contains(option) && !help.contains(option + " ")).toList();
        assertEquals(List.of(), unnamed);
    }

    private static String run(final int exitCode, final String... arguments) {
        final StringWriter text = new StringWriter();
        final PrintWriter writer = new PrintWriter(text, true);
        assertEquals(exitCode, Benchmark.commandLine().setOut(writer).setErr(writer).execute(arguments), text::toString);
        return text.toString();
    }
}
