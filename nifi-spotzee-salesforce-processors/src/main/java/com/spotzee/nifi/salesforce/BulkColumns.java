package com.spotzee.nifi.salesforce;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/**
 * What a job selects so that the records of {@link BulkSelection} can be made of its cells. Besides the fields themselves these are the ids of
 * all parents on the way, for an id is what a parent that may be seen always has; and the parts of compounds, which Bulk API does not select
 * whole (Bulk API 2.0 Developer Guide, "Considerations for CSV Files"; Object Reference, "Compound Field Considerations and Limitations").
 */
final class BulkColumns {

    private static final List<String> COMPOUND_PARTS = List.of("City", "Country", "CountryCode", "GeocodeAccuracy", "Latitude", "Longitude", "PostalCode",
            "State", "StateCode", "Street");

    private final BulkSelection selection;
    private final FieldResolver resolver;
    private final Map<String, Integer> columns = new LinkedHashMap<>();
    private final List<String> names = new ArrayList<>();
    private final CsvMember.Record shape = new CsvMember.Record(-1);

    private BulkColumns(final BulkSelection selection, final Schema schema) {
        this.selection = selection;
        this.resolver = new FieldResolver(schema);
    }

    /**
     * The columns of a selection.
     *
     * @throws SalesforceFailure.Refused         if a field is not (any longer) there
     * @throws SalesforceFailure.BulkNotPossible if a field can't be had from Bulk API
     */
    static BulkColumns of(final BulkSelection selection, final Schema schema) throws SalesforceFailure {
        final BulkColumns columns = new BulkColumns(selection, schema);
        for (final FieldPath field : selection.fields()) {
            columns.add(field);
        }
        return columns;
    }

    String soql() {
        final String where = selection.conditions().isEmpty() ? "" : " WHERE " + String.join(" AND ", selection.conditions());
        return "SELECT " + String.join(", ", names) + " FROM " + selection.object() + where;
    }

    /** The columns as the head of the CSV names them. */
    List<String> names() {
        return List.copyOf(names);
    }

    /** How a record is made of cells in the order of {@link #names}. */
    CsvMember.Record shape() {
        return shape;
    }

    private void add(final FieldPath wanted) throws SalesforceFailure {
        switch (resolver.resolve(selection.object(), wanted)) {
            case Resolution.Missing(String reason) ->
                    throw new SalesforceFailure.Refused("INVALID_FIELD", "%s can't be read: %s.".formatted(wanted, reason));
            case Resolution.Found(ResolvedField field) -> owner(field).put(field.path().field(), member(field));
        }
    }

    private CsvMember.Record owner(final ResolvedField field) {
        CsvMember.Record owner = shape;
        final List<FieldPath> parentIds = field.parentIds();
        for (int depth = 0; depth < parentIds.size(); depth++) {
            owner = owner.parent(field.path().parents().get(depth), column(parentIds.get(depth)));
        }
        return owner;
    }

    private CsvMember member(final ResolvedField field) throws SalesforceFailure {
        return switch (field.description().type().family()) {
            case COMPOUND -> compound(field);
            case ID, TEXT, MULTI_SELECT, DATE, TIME -> new CsvMember.Cell(column(field.path()), CsvValue.TEXT);
            case BOOLEAN -> new CsvMember.Cell(column(field.path()), CsvValue.BOOLEAN);
            case NUMBER -> new CsvMember.Cell(column(field.path()), CsvValue.NUMBER);
            case DATETIME -> new CsvMember.Cell(column(field.path()), CsvValue.DATETIME);
            case OTHER -> other(field);
        };
    }

    private CsvMember other(final ResolvedField field) throws SalesforceFailure {
        if (field.description().type() == FieldType.BASE64) {
            throw new SalesforceFailure.BulkNotPossible("Bulk API does not read binary fields such as %s.".formatted(field.path()));
        }
        return new CsvMember.Cell(column(field.path()), CsvValue.TEXT);
    }

    private CsvMember compound(final ResolvedField field) throws SalesforceFailure {
        final Map<String, CsvMember.Cell> parts = new LinkedHashMap<>();
        final List<FieldDescription> described = resolver.owner(selection.object(), field).fields().stream()
                .filter(part -> part.compound().filter(field.path().field()::equals).isPresent()).toList();
        for (final String part : COMPOUND_PARTS) {
            described.stream().filter(candidate -> isPart(candidate.name(), part)).findFirst().ifPresent(found -> parts.put(
                    part.substring(0, 1).toLowerCase(Locale.ROOT) + part.substring(1),
                    new CsvMember.Cell(column(field.path().sibling(found.name())),
                            found.type().family() == FieldType.Family.NUMBER ? CsvValue.NUMBER : CsvValue.TEXT)));
        }
        final Stream<String> needed = field.description().type() == FieldType.LOCATION ? Stream.of("latitude", "longitude")
                : Stream.of("city", "country", "geocodeAccuracy", "latitude", "longitude", "postalCode", "state", "street");
        if (!needed.allMatch(parts::containsKey)) {
            throw new SalesforceFailure.BulkNotPossible("Bulk API does not read %s, and not all of its parts are there to make it of.".formatted(field.path()));
        }
        return new CsvMember.Compound(parts);
    }

    /** Standard parts end in the part's name (MailingCity), custom ones in {@code __City__s}. */
    private static boolean isPart(final String name, final String part) {
        return name.endsWith(part) || name.endsWith("__" + part + "__s");
    }

    private int column(final FieldPath path) {
        return columns.computeIfAbsent(path.toString().toLowerCase(Locale.ROOT), key -> {
            names.add(path.toString());
            return names.size() - 1;
        });
    }
}
