package com.spotzee.nifi.sandbox.salesforce.schema;

import com.spotzee.nifi.sandbox.salesforce.schema.Field.Flag;
import com.spotzee.nifi.sandbox.salesforce.schema.Field.Reference;
import com.spotzee.nifi.sandbox.salesforce.schema.Field.Size;
import com.spotzee.nifi.sandbox.salesforce.schema.Field.Traits;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/** Reads the field table of one object from the resource beside this class; the table's first lines explain its columns. */
final class SchemaFile {
    private static final Map<Character, Flag> FLAGS = Map.of('F', Flag.FILTERABLE, 'S', Flag.SORTABLE, 'G', Flag.GROUPABLE, 'N', Flag.NILLABLE,
            'c', Flag.CREATEABLE, 'u', Flag.UPDATEABLE, 'D', Flag.DEFAULTED, 'M', Flag.NAME_FIELD, 'L', Flag.ID_LOOKUP, 'C', Flag.CUSTOM);
    private static final int FIRST_EXTRA = 4;

    private SchemaFile() {
    }

    static SObjectType read(final String object) {
        try (InputStream stream = Objects.requireNonNull(SchemaFile.class.getResourceAsStream(object + ".tsv"), object);
             BufferedReader lines = new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
            SObjectType.Names names = null;
            final List<Field> fields = new ArrayList<>();
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                final String[] cells = line.split("\t");
                if (line.startsWith("@object")) {
                    names = new SObjectType.Names(cells[1], cells[2], cells[3], cells[4]);
                } else if (!line.startsWith("#")) {
                    fields.add(field(cells));
                }
            }
            return new SObjectType(Objects.requireNonNull(names, object), fields);
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Field field(final String[] cells) {
        final String[] typeAndSize = cells[2].split(" ");
        final FieldType type = FieldType.valueOf(typeAndSize[0].toUpperCase(Locale.ROOT));
        final Set<Flag> flags = EnumSet.noneOf(Flag.class);
        for (final char letter : cells[3].toCharArray()) {
            Optional.ofNullable(FLAGS.get(letter)).ifPresent(flags::add);
        }
        if (cells[3].indexOf('H') < 0) {
            flags.add(Flag.VISIBLE);
        }
        final Traits traits = new Traits(flags, extra(cells, "part"), extra(cells, "derive").map(Derivation::parse));
        final Reference reference = extra(cells, "to").map(targets -> new Reference(List.of(targets.split(",")), extra(cells, "rel"))).orElse(Reference.NONE);
        final List<String> picklist = extra(cells, "values").map(values -> List.of(values.split("\\|"))).orElse(List.of());
        return new Field(cells[0], cells[1], type, size(type, typeAndSize), traits, reference, picklist, "C_" + cells[0].toUpperCase(Locale.ROOT));
    }

    private static Size size(final FieldType type, final String[] typeAndSize) {
        if (typeAndSize.length == 1) {
            return new Size(0, 0, 0);
        }
        final String[] numbers = typeAndSize[1].split(",");
        final int first = Integer.parseInt(numbers[0]);
        return type.family() == FieldType.Family.NUMBER ? new Size(0, first, numbers.length > 1 ? Integer.parseInt(numbers[1]) : 0) : new Size(first, 0, 0);
    }

    private static Optional<String> extra(final String[] cells, final String key) {
        return Arrays.stream(cells).skip(FIRST_EXTRA).filter(cell -> cell.startsWith(key + "=")).map(cell -> cell.substring(key.length() + 1)).findFirst();
    }
}
