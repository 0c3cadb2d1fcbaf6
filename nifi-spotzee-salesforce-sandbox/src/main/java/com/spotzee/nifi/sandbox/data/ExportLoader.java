package com.spotzee.nifi.sandbox.data;

import com.spotzee.nifi.sandbox.salesforce.edit.OrgEdits;
import com.spotzee.nifi.sandbox.salesforce.edit.OrgEdits.NewField;
import com.spotzee.nifi.sandbox.salesforce.schema.Field;
import com.spotzee.nifi.sandbox.salesforce.schema.FieldType;
import com.spotzee.nifi.sandbox.salesforce.schema.SObjectType;
import com.spotzee.nifi.sandbox.salesforce.schema.SalesforceId;
import com.spotzee.nifi.sandbox.salesforce.store.OrgStore;
import com.spotzee.nifi.sandbox.salesforce.store.RecordInserter;
import com.spotzee.nifi.sandbox.salesforce.store.RefusedRecord;
import de.siegmar.fastcsv.reader.CsvParseException;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Fills an org from CSV files as Salesforce's data export writes them. A column the org lacks becomes a custom text field if its name ends in
 * {@code __c}; whatever does not fit is collected, and then nothing of it is hidden: the load fails and names every problem.
 */
final class ExportLoader {
    private static final int MOST_PROBLEMS = 20;
    private static final int LONGEST_TEXT = 255;

    private final OrgStore store;
    private final OrgEdits edits;
    private final ExportFiles files;
    private final List<String> problems = new ArrayList<>();

    ExportLoader(final OrgStore store, final OrgEdits edits, final ExportFiles files) {
        this.store = store;
        this.edits = edits;
        this.files = files;
    }

    /** Loads all files. */
    void load() throws IOException {
        for (final ExportObject object : ExportObject.values()) {
            if (problems.size() < MOST_PROBLEMS) {
                load(object);
            }
        }
        if (!problems.isEmpty()) {
            throw UnreadableExportException.of(files.name(), problems, problems.size() >= MOST_PROBLEMS);
        }
    }

    private void load(final ExportObject object) throws IOException {
        try {
            final List<String> unknown = unknownColumns(object);
            if (!unknown.isEmpty()) {
                addFields(object, unknown);
            }
            final Optional<InputStream> stream = files.open(object);
            if (stream.isPresent()) {
                try (InputStream bytes = stream.get(); ExportTable table = ExportTable.open(bytes)) {
                    insert(object, table);
                }
            }
        } catch (final CsvParseException | UncheckedIOException | CharacterCodingException e) {
            problems.add(object.fileName() + ' ' + ExportTable.explain(e));
        }
    }

    /** The custom columns that the org lacks; other columns it lacks are a problem. */
    private List<String> unknownColumns(final ExportObject object) throws IOException {
        final List<String> custom = new ArrayList<>();
        final Optional<InputStream> stream = files.open(object);
        if (stream.isEmpty()) {
            return custom;
        }
        try (InputStream bytes = stream.get(); ExportTable table = ExportTable.open(bytes)) {
            final SObjectType type = type(object);
            final Set<String> seen = new HashSet<>();
            for (final String column : table.columns()) {
                final Optional<Field> field = type.field(column);
                if (!seen.add(column.toLowerCase(Locale.ROOT))) {
                    problems.add(object.fileName() + " line 1: the column " + column + " stands there twice: remove one of them.");
                } else if (field.isPresent()) {
                    showIfHidden(object, field.get());
                } else if (column.endsWith("__c")) {
                    custom.add(column);
                } else {
                    problems.add(object.fileName() + " line 1: " + object.apiName() + " has no field \"" + column
                            + "\" here: remove the column, or correct its name (custom fields end in __c).");
                }
            }
        }
        return custom;
    }

    /** Who could export a field may see it. */
    private void showIfHidden(final ExportObject object, final Field field) {
        if (!field.visible()) {
            edits.showField(object.apiName(), field.name());
        }
    }

    private void addFields(final ExportObject object, final List<String> columns) throws IOException {
        final Set<String> longOnes = columnsWithLongText(object, columns);
        for (final String column : columns) {
            final String label = column.substring(0, column.length() - "__c".length()).replace('_', ' ');
            final FieldType type = longOnes.contains(column) ? FieldType.TEXTAREA : FieldType.STRING;
            try {
                edits.addField(object.apiName(), new NewField(column, label, type, List.of()));
            } catch (final RefusedRecord e) {
                problems.add(object.fileName() + " line 1: the column " + column + " can't become a field: " + e.getMessage());
            }
        }
    }

    private Set<String> columnsWithLongText(final ExportObject object, final List<String> columns) throws IOException {
        final Set<String> found = new HashSet<>();
        try (InputStream bytes = files.open(object).orElseThrow(); ExportTable table = ExportTable.open(bytes)) {
            while (table.hasNext() && found.size() < columns.size()) {
                table.next().values().ifPresent(values -> columns.stream()
                        .filter(column -> values.get(column) != null && values.get(column).length() > LONGEST_TEXT).forEach(found::add));
            }
        }
        return found;
    }

    private void insert(final ExportObject object, final ExportTable table) {
        final boolean columnsFit = problems.stream().noneMatch(problem -> problem.startsWith(object.fileName() + " line 1:"));
        final Set<String> ids = new HashSet<>();
        try (RecordInserter inserter = store.insert(object.apiName())) {
            while (columnsFit && table.hasNext() && problems.size() < MOST_PROBLEMS) {
                final ExportTable.Row row = table.next();
                insert(inserter, row, ids, table).ifPresent(problem -> problems.add(object.fileName() + " line " + row.line() + ": " + problem));
            }
        }
    }

    private static Optional<String> insert(final RecordInserter inserter, final ExportTable.Row row, final Set<String> ids, final ExportTable table) {
        if (row.values().isEmpty()) {
            return Optional.of("the row has " + row.width() + " values, the header names " + table.columns().size()
                    + " columns: look for a comma or quote that is not inside quotes.");
        }
        final String id = row.values().get().get("Id");
        final Optional<String> full = Optional.ofNullable(id).flatMap(SalesforceId::normalize);
        if (full.isPresent() && !ids.add(full.get())) {
            return Optional.of("the Id " + id + " stands in an earlier row already: remove one of them.");
        }
        try {
            inserter.add(row.values().get());
            return Optional.empty();
        } catch (final RefusedRecord e) {
            return Optional.of(e.getMessage());
        }
    }

    private SObjectType type(final ExportObject object) {
        return store.schema().object(object.apiName()).orElseThrow();
    }
}
