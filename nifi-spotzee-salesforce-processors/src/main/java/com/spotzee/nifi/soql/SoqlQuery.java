package com.spotzee.nifi.soql;

import com.spotzee.nifi.salesforce.BulkSelection;
import com.spotzee.nifi.salesforce.FieldPath;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * A query in the order of ids, which is what makes it resumable.
 *
 * @param fields     what is selected, each field once
 * @param object     the object's API name
 * @param conditions all of them have to hold
 */
public record SoqlQuery(List<FieldPath> fields, String object, List<SoqlCondition> conditions) {

    public SoqlQuery {
        fields = distinct(fields);
        conditions = List.copyOf(conditions);
    }

    /** Asks for an object's smallest id, as Salesforce sorts them. */
    public static String smallestId(final String object) {
        return "SELECT Id FROM %s ORDER BY Id ASC LIMIT 1".formatted(object);
    }

    /** Asks for an object's largest id, as Salesforce sorts them. */
    public static String largestId(final String object) {
        return "SELECT Id FROM %s ORDER BY Id DESC LIMIT 1".formatted(object);
    }

    public String text() {
        return "SELECT " + String.join(", ", fields.stream().map(FieldPath::toString).toList()) + from() + " ORDER BY Id";
    }

    /** Asks how many records there are. */
    public String count() {
        return "SELECT COUNT()" + from();
    }

    private String from() {
        final String where = conditions.isEmpty() ? "" : " WHERE " + String.join(" AND ", conditions.stream().map(SoqlCondition::text).toList());
        return " FROM " + object + where;
    }

    /** The same records without an order, for a query job. */
    public BulkSelection unordered(final boolean withDeleted) {
        return new BulkSelection(object, fields, conditions.stream().map(SoqlCondition::text).toList(), withDeleted);
    }

    /** Salesforce refuses a field that is selected twice, whatever its case. */
    private static List<FieldPath> distinct(final Collection<FieldPath> fields) {
        final Map<String, FieldPath> distinct = new LinkedHashMap<>();
        fields.forEach(field -> distinct.putIfAbsent(field.toString().toLowerCase(Locale.ROOT), field));
        return List.copyOf(distinct.values());
    }
}
