package com.spotzee.nifi.system.nar;

import com.spotzee.nifi.system.runtime.NiFiAssembly;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.zip.ZipFile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

@Tag("real-nifi")
class NarContentsTest {

    private static final String BUNDLED = "META-INF/bundled-dependencies/";

    @Test
    void bundlesOurJarAndTheLibrariesWeChoseAndNothingElse() throws IOException {
        try (ZipFile nar = new ZipFile(NiFiAssembly.ofThisBuild().nar().toFile())) {
            final Set<String> bundled = nar.stream().map(entry -> entry.getName()).filter(name -> name.startsWith(BUNDLED) && !name.endsWith("/"))
                    .map(name -> name.substring(BUNDLED.length()).replaceFirst("-\\d[0-9A-Za-z.]*\\.jar$", "")).collect(Collectors.toSet());
            assertEquals(Set.of("nifi-spotzee-salesforce-processors", "jackson-core", "jackson-databind", "jackson-annotations", "bucket4j_jdk17-core",
                    "fastcsv"), bundled);
        }
    }

    @Test
    void isBuiltForTheApiOfTheOldestSupportedNiFi() throws IOException {
        try (ZipFile nar = new ZipFile(NiFiAssembly.ofThisBuild().nar().toFile())) {
            final String manifest = new String(nar.getInputStream(nar.getEntry("META-INF/docs/extension-manifest.xml")).readAllBytes(), StandardCharsets.UTF_8);
            assertTrue(manifest.contains("<systemApiVersion>2.0.0</systemApiVersion>"), manifest.substring(0, Math.min(500, manifest.length())));
        }
    }
}
