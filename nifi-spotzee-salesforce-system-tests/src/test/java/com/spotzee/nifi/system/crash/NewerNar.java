package com.spotzee.nifi.system.crash;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Enumeration;
import java.util.Map;
import java.util.jar.JarFile;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Our NAR as a later release would be packaged: the same content under another version. */
final class NewerNar {

    /** Where a NAR says its version, and how. */
    private static final Map<String, String> SAYINGS = Map.of(JarFile.MANIFEST_NAME, "Nar-Version: %s\r\n",
            "META-INF/docs/extension-manifest.xml", "<version>%s</version>");

    private NewerNar() {
    }

    /** A copy of a NAR in a folder, entry by entry in their order, for NiFi needs a folder before what is in it. */
    static Path of(final Path nar, final String version, final Path folder) throws IOException {
        try (JarFile old = new JarFile(nar.toFile())) {
            final String before = old.getManifest().getMainAttributes().getValue("Nar-Version");
            final Path newer = folder.resolve(nar.getFileName().toString().replace(before, version));
            try (ZipOutputStream copy = new ZipOutputStream(Files.newOutputStream(newer))) {
                final Enumeration<? extends ZipEntry> entries = old.entries();
                while (entries.hasMoreElements()) {
                    final ZipEntry entry = entries.nextElement();
                    copy.putNextEntry(new ZipEntry(entry.getName()));
                    copy.write(renewed(entry.getName(), old.getInputStream(entry).readAllBytes(), before, version));
                    copy.closeEntry();
                }
            }
            return newer;
        }
    }

    private static byte[] renewed(final String name, final byte[] content, final String before, final String version) {
        if (!SAYINGS.containsKey(name)) {
            return content;
        }
        final String saying = SAYINGS.get(name);
        return new String(content, StandardCharsets.UTF_8).replace(saying.formatted(before), saying.formatted(version)).getBytes(StandardCharsets.UTF_8);
    }
}
