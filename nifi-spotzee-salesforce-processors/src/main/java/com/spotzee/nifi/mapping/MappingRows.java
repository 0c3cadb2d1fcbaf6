package com.spotzee.nifi.mapping;

import com.spotzee.nifi.salesforce.FieldPath;
import com.spotzee.nifi.salesforce.SalesforceObject;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The mapping rows as the user wrote them.
 *
 * @param rows   the rows that could be read, by name
 * @param errors what is wrong with the others: a sentence by the row's name
 */
public record MappingRows(List<MappingRow> rows, Map<String, String> errors) {

    public MappingRows {
        rows = List.copyOf(rows);
        errors = Map.copyOf(errors);
    }

    /**
     * Reads all rows, each by itself. Without any row the default mappings stand.
     *
     * @param texts          the rows' values by their names
     * @param optOutProperty the name of the row that says who has opted out
     */
    public static MappingRows parse(final Map<String, String> texts, final String optOutProperty) {
        if (texts.isEmpty()) {
            return defaults();
        }
        final Map<String, MappingRow> rows = new LinkedHashMap<>();
        final Map<String, String> errors = new LinkedHashMap<>();
        new TreeMap<>(texts).forEach((name, text) -> {
            try {
                final MappingRow row = MappingRow.parse(name, text, name.equals(optOutProperty));
                if (!row.optOut() && name.equalsIgnoreCase(optOutProperty)) {
                    throw new MappingSyntaxException(("It differs from the Opt-Out Property '%s' in case only, and nobody would be unsubscribed: "
                            + "write both alike").formatted(optOutProperty));
                }
                rows.put(name, row);
            } catch (final MappingSyntaxException e) {
                errors.put(name, e.getMessage());
            }
        });
        for (final MappingRow row : List.copyOf(rows.values())) {
            final String name = row.target().name();
            rows.values().stream().filter(other -> other != row && other.target().collidesWith(row.target())).findFirst().ifPresent(other -> {
                errors.put(name, ("It stands in the way of the row '%s': a property can't be a value and hold others, and names that differ in case "
                        + "only look like one: rename one of the rows").formatted(other.target().name()));
                rows.remove(name);
            });
        }
        return new MappingRows(List.copyOf(rows.values()), errors);
    }

    /** The row that says who has opted out, if there is one. */
    public Optional<MappingRow> optOut() {
        return rows.stream().filter(MappingRow::optOut).findFirst();
    }

    private static MappingRows defaults() {
        return new MappingRows(List.of(byDefault("email", "Email"), byDefault("first_name", "FirstName"),
                byDefault("last_name", "LastName"), byDefault("phone", "Phone")), Map.of());
    }

    /**
     * A campaign member shows its person's fields as its own, but not in every org; else they are the person's. After a conversion the contact
     * is the one that people edit, so it comes first.
     */
    private static MappingRow byDefault(final String property, final String fieldName) {
        final List<MappingSource> sources = new ArrayList<>();
        sources.add(new MappingSource.Field(SalesforceObject.LEAD, FieldPath.parse(fieldName), false, false));
        sources.add(new MappingSource.Field(SalesforceObject.CONTACT, FieldPath.parse(fieldName), false, false));
        sources.add(new MappingSource.Field(SalesforceObject.CAMPAIGN_MEMBER, FieldPath.parse(fieldName), false, true));
        sources.add(new MappingSource.Field(SalesforceObject.CAMPAIGN_MEMBER, FieldPath.parse("Contact." + fieldName), false, false));
        sources.add(new MappingSource.Field(SalesforceObject.CAMPAIGN_MEMBER, FieldPath.parse("Lead." + fieldName), false, false));
        try {
            return new MappingRow(TargetProperty.parse(property), sources, FirstClassField.named(property).isPresent() ? TargetType.STRING : null, false);
        } catch (final MappingSyntaxException e) {
            throw new IllegalStateException("default mapping row " + property, e);
        }
    }
}
