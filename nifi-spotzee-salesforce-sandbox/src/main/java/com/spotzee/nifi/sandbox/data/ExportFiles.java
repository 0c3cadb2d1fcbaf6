package com.spotzee.nifi.sandbox.data;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;

/** Where the CSV files of an export are read from; a missing file stands for an object without records. */
interface ExportFiles {

    Optional<InputStream> open(ExportObject object) throws IOException;

    /** What messages call the whole. */
    String name();

    /** The export that comes with the sandbox. */
    static ExportFiles demo() {
        return new ExportFiles() {
            @Override
            public Optional<InputStream> open(final ExportObject object) {
                return Optional.ofNullable(ExportFiles.class.getResourceAsStream("/demo-export/" + object.fileName()));
            }

            @Override
            public String name() {
                return "the demo export";
            }
        };
    }

    /**
     * A folder of a user.
     *
     * @throws UnreadableExportException if there is no such folder, or none of the files in it
     */
    static ExportFiles in(final Path folder) {
        if (!Files.isDirectory(folder)) {
            throw new UnreadableExportException("There is no folder " + folder + ": name the folder that holds the CSV files of your Salesforce data export.");
        }
        if (Arrays.stream(ExportObject.values()).noneMatch(object -> Files.isRegularFile(folder.resolve(object.fileName())))) {
            throw new UnreadableExportException("The folder " + folder + " holds none of the files of a Salesforce data export: put at least one of "
                    + Arrays.stream(ExportObject.values()).map(ExportObject::fileName).collect(Collectors.joining(", ")) + " there (unzip the export first).");
        }
        return new ExportFiles() {
            @Override
            public Optional<InputStream> open(final ExportObject object) throws IOException {
                final Path file = folder.resolve(object.fileName());
                return Files.isRegularFile(file) ? Optional.of(Files.newInputStream(file)) : Optional.empty();
            }

            @Override
            public String name() {
                return folder.toString();
            }
        };
    }
}
