package com.spotzee.nifi.system.scripts;

import com.spotzee.nifi.system.runtime.NiFiAssembly;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** Runs {@code bin/toolchain.sh} among made-up JVM folders and a PATH that holds nothing but what the test put there. */
@EnabledOnOs({OS.LINUX, OS.MAC})
class ToolchainTest {

    private static final Path TOOLCHAIN = NiFiAssembly.projectRootOfThisBuild().resolve("bin").resolve("toolchain.sh");

    @TempDir
    private Path folder;
    private Path root;
    private Path path;
    private final Map<String, String> environment = new HashMap<>();

    @BeforeEach
    void isolate() throws IOException {
        root = Files.createDirectories(folder.resolve("a root with spaces"));
        path = Files.createDirectories(folder.resolve("path"));
        for (final String tool : List.of("sh", "env", "sed", "head", "sort", "dirname", "cat")) {
            final Path usual = Path.of("/usr/bin", tool);
            script(path.resolve(tool), "exec %s \"$@\"".formatted(Files.exists(usual) ? usual : Path.of("/bin", tool)));
        }
        environment.put("PATH", path.toString());
        environment.put("HOME", "/home/ann");
        environment.put("JDK_SEARCH_ROOT", root.toString());
    }

    @Nested
    class FindJdk {

        @Test
        void takesJavaHomeWhenItIsNewEnough() throws Exception {
            jdk("usr/lib/jvm/jdk-25", "25.0.1");
            final Path chosen = jdk("home/mine", "21.0.2");
            environment.put("JAVA_HOME", chosen.toString());
            assertEquals(chosen.toString(), findJdk().output());
        }

        @Test
        void looksOnWhenJavaHomeAndTheJavaOnThePathAreOlder() throws Exception {
            final Path old = jdk("usr/lib/jvm/a-jdk-17", "17.0.15");
            environment.put("JAVA_HOME", old.toString());
            script(path.resolve("java"), "echo '    java.home = %s' >&2".formatted(old));
            final Path chosen = jdk("usr/lib/jvm/jdk-25", "25.0.1");
            assertEquals(chosen.toString(), findJdk().output());
        }

        @Test
        void takesTheJavaOnThePath() throws Exception {
            final Path chosen = jdk("somewhere/jdk", "22");
            script(path.resolve("java"), "echo '    java.home = %s' >&2".formatted(chosen));
            assertEquals(chosen.toString(), findJdk().output());
        }

        @Test
        void readsTheVariablesOfBuildMachines() throws Exception {
            final Path chosen = jdk("hosted/jdk", "21.0.9");
            environment.put("JAVA_HOME_21_X64", chosen.toString());
            assertEquals(chosen.toString(), findJdk().output());
        }

        @Test
        void findsTheFolderOfSdkman() throws Exception {
            final Path chosen = jdk("home/ann/.sdkman/candidates/java/21.0.5-tem", "21.0.5");
            assertEquals(chosen.toString(), findJdk().output());
        }

        @Test
        void findsTheFolderOfMacOs() throws Exception {
            final Path chosen = jdk("Library/Java/JavaVirtualMachines/temurin-21.jdk/Contents/Home", "21.0.5");
            assertEquals(chosen.toString(), findJdk().output());
        }

        @Test
        void asksTheJavaItselfWhenThereIsNoReleaseFile() throws Exception {
            final Path chosen = jdk("opt/java21", "21.0.2");
            Files.delete(chosen.resolve("release"));
            script(chosen.resolve("bin/java"), "echo 'openjdk version \"21.0.2\" 2024-01-16' >&2");
            assertEquals(chosen.toString(), findJdk().output());
        }

        @Test
        void passesOverAJavaThatCanNotCompile() throws Exception {
            Files.delete(jdk("usr/lib/jvm/a-jre-25", "25.0.1").resolve("bin/javac"));
            final Path chosen = jdk("usr/lib/jvm/b-jdk-21", "21.0.2");
            assertEquals(chosen.toString(), findJdk().output());
        }

        @Test
        void saysWhatIsMissingAndWhereItLooked() throws Exception {
            final Path old = jdk("usr/lib/jvm/jdk-17", "17.0.15");
            final Path ancient = jdk("opt/java8", "1.8.0_402");
            final Result result = findJdk();
            assertEquals(1, result.exitCode());
            assertTrue(result.output().startsWith("No JDK of Java 21 or newer was found: install one"), result.output());
            assertTrue(result.output().contains("JAVA_HOME: not set"), result.output());
            assertTrue(result.output().contains("java on the PATH: none"), result.output());
            assertTrue(result.output().contains(old + " is Java 17"), result.output());
            assertTrue(result.output().contains(ancient + " is Java 8"), result.output());
        }

        private Result findJdk() throws IOException, InterruptedException {
            return run("find_jdk; echo \"$JAVA_HOME\"");
        }
    }

    @Nested
    class FindMaven {

        @Test
        void saysThatMavenIsMissing() throws Exception {
            assertEquals(new Result(1, "Maven is missing: install Maven 3.8.6 or newer and put its mvn on the PATH."), run("find_maven"));
        }

        @Test
        void refusesAnOldMaven() throws Exception {
            script(path.resolve("mvn"), "echo 'Apache Maven 3.6.3'");
            final Result result = run("find_maven");
            assertEquals(1, result.exitCode());
            assertTrue(result.output().endsWith("is too old: install Maven 3.8.6 or newer."), result.output());
        }

        @Test
        void takesNewerMavens() throws Exception {
            for (final String version : List.of("3.8.6", "3.10.0", "4.0.0")) {
                script(path.resolve("mvn"), "echo 'Apache Maven %s (abc)'".formatted(version));
                assertEquals(new Result(0, "taken"), run("find_maven; echo taken"));
            }
        }
    }

    private Path jdk(final String place, final String version) throws IOException {
        final Path home = root.resolve(place);
        Files.createDirectories(home.resolve("bin"));
        Files.writeString(home.resolve("release"), "IMPLEMENTOR=\"Nobody\"\nJAVA_VERSION=\"%s\"\n".formatted(version));
        script(home.resolve("bin/java"), "exit 3");
        script(home.resolve("bin/javac"), "exit 3");
        return home;
    }

    private static void script(final Path file, final String body) throws IOException {
        Files.writeString(file, "#!/bin/sh\n" + body + "\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private Result run(final String commands) throws IOException, InterruptedException {
        final ProcessBuilder builder = new ProcessBuilder("/bin/sh", "-c", "set -eu; . \"$0\"; " + commands, TOOLCHAIN.toString()).redirectErrorStream(true);
        builder.environment().clear();
        builder.environment().putAll(environment);
        final Process process = builder.start();
        final String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        return new Result(process.waitFor(), output);
    }

    private record Result(int exitCode, String output) {
    }
}
