package com.spotzee.nifi.sync;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.spotzee.nifi.salesforce.FieldDescription;
import com.spotzee.nifi.salesforce.FieldPath;
import com.spotzee.nifi.salesforce.SObjectDescription;
import com.spotzee.nifi.salesforce.SalesforceDateTime;
import com.spotzee.nifi.soql.SoqlCondition;
import com.spotzee.nifi.soql.SoqlLiteral;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * One way in which a record changes: by itself, or by a parent whose fields are read with it. A parent's change leaves the child's stamps
 * alone (Object Reference, "System Fields"), so each has a statement of its own; never an OR, which no index serves.
 *
 * @param stamp        the stamp that tells of this change, seen from the object
 * @param lookup       the object's lookup field for a semi-join, or null where the stamp is compared directly
 * @param parentObject the object that the semi-join asks, or null
 * @param shown        whether a record can be read with the stamp: not through a lookup that points at several objects (an owner is a user or a queue)
 */
public record ChangeStatement(FieldPath stamp, String lookup, String parentObject, boolean shown) {

    private static final String USER = "User";

    /** A change whose stamp the records show. */
    public ChangeStatement(final FieldPath stamp, final String lookup, final String parentObject) {
        this(stamp, lookup, parentObject, true);
    }

    /**
     * The ways in which records of an object change: by themselves first, then by each of the given parents. Last come users behind a lookup that points
     * at queues as well: which records they have shown can't be seen from the records, so no other statement may follow that would have to know.
     *
     * @param parents    relationships as paths to the parent's {@code Id}
     * @param stampField API name of the stamp
     */
    public static List<ChangeStatement> of(final SObjectDescription object, final List<FieldPath> parents, final String stampField) {
        final List<ChangeStatement> statements = new ArrayList<>();
        final List<ChangeStatement> unseen = new ArrayList<>();
        statements.add(new ChangeStatement(new FieldPath(List.of(), stampField), null, null));
        for (final FieldPath parent : parents) {
            final Optional<FieldDescription> lookup = object.lookup(parent.parents().getFirst());
            lookup.filter(field -> field.referenceTo().size() == 1)
                    .map(field -> ofParent(object, parent.sibling(stampField), field)).ifPresent(statements::add);
            lookup.filter(field -> field.referenceTo().size() > 1 && field.referenceTo().contains(USER))
                    .map(field -> new ChangeStatement(parent.sibling(stampField), field.name(), USER, false)).ifPresent(unseen::add);
        }
        statements.addAll(unseen);
        return List.copyOf(statements);
    }

    /** The records that changed this way in the stretch, both ends included; {@code to} may be null for no end. */
    public SoqlCondition between(final Instant from, final Instant to) {
        return with(field -> {
            final SoqlCondition begin = notBefore(field, from);
            return to == null ? begin : begin.and(new SoqlCondition(field + " <= " + SoqlLiteral.of(to)));
        });
    }

    /** The records that changed this way from {@code from} on and before {@code until}. */
    public SoqlCondition before(final Instant from, final Instant until) {
        return with(field -> notBefore(field, from).and(new SoqlCondition(field + " < " + SoqlLiteral.of(until))));
    }

    /** Whether the record, as it was read, changed this way in the stretch. */
    public boolean covers(final ObjectNode salesforceRecord, final Instant from, final Instant to) {
        return stampOf(salesforceRecord).filter(time -> !time.isBefore(from) && !time.isAfter(to)).isPresent();
    }

    /** The stamp in a record that was read; empty if there is no such parent. */
    public Optional<Instant> stampOf(final ObjectNode salesforceRecord) {
        JsonNode node = salesforceRecord;
        for (final String parent : stamp.parents()) {
            node = node.path(parent);
        }
        return SalesforceDateTime.parse(node.path(stamp.field()).asText());
    }

    private SoqlCondition with(final Function<FieldPath, SoqlCondition> within) {
        if (lookup == null) {
            return within.apply(stamp);
        }
        final List<String> above = stamp.parents().subList(1, stamp.parents().size());
        final SoqlCondition parentChanged = within.apply(new FieldPath(above, stamp.field()));
        return new SoqlCondition("%s IN (SELECT Id FROM %s WHERE %s)".formatted(lookup, parentObject, parentChanged.text()));
    }

    private static ChangeStatement ofParent(final SObjectDescription object, final FieldPath stamp, final FieldDescription lookup) {
        final String parentObject = lookup.referenceTo().getFirst();
        // SOQL refuses a semi-join on the object that is queried itself.
        return parentObject.equalsIgnoreCase(object.name()) ? new ChangeStatement(stamp, null, null) : new ChangeStatement(stamp, lookup.name(), parentObject);
    }

    private static SoqlCondition notBefore(final FieldPath field, final Instant from) {
        return new SoqlCondition(field + " >= " + SoqlLiteral.of(from));
    }
}
