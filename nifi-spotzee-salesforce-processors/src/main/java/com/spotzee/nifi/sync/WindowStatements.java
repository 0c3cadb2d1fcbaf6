package com.spotzee.nifi.sync;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.spotzee.nifi.integration.ObjectPlan;
import com.spotzee.nifi.salesforce.FieldPath;
import com.spotzee.nifi.salesforce.SObjectDescription;
import com.spotzee.nifi.soql.SoqlCondition;
import com.spotzee.nifi.soql.SoqlQuery;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The statements that a window is read with. Within a window every record stands once: a record that several statements show belongs to
 * the first of them.
 */
public final class WindowStatements {

    private static final FieldPath ID = FieldPath.parse("Id");
    private static final List<FieldPath> STAMPS =
            List.of(FieldPath.parse("CreatedDate"), FieldPath.parse("LastModifiedDate"), FieldPath.parse("SystemModstamp"));

    private final ObjectPlan plan;
    private final OpenWindow window;
    private final List<ChangeStatement> changes;
    private final List<FieldPath> links;

    public WindowStatements(final ObjectPlan plan, final SObjectDescription description, final String cursorField, final OpenWindow window) {
        this.plan = plan;
        this.window = window;
        this.changes = ChangeStatement.of(description, plan.parents(), cursorField);
        this.links = RecordLinks.fields(description);
    }

    /** How many statements the window takes: one without a lower end needs one, for parents' changes are in it already. */
    public int count() {
        return window.from() == null ? 1 : changes.size();
    }

    /** Digest of the changes that the statements stand for, in their order. */
    public String standFor() {
        return PlanPrint.digest(changes.subList(0, count()).toString());
    }

    /** The query for what a position says is to be read next. */
    public SoqlQuery after(final Position position) {
        final List<FieldPath> fields = new ArrayList<>(List.of(ID));
        fields.addAll(STAMPS);
        fields.addAll(links);
        fields.addAll(plan.fields());
        changes.stream().filter(ChangeStatement::shown).forEach(change -> fields.add(change.stamp()));
        final List<SoqlCondition> conditions = new ArrayList<>();
        PartConditions.time(position, changes.get(position.statement()), window.from(), window.to()).ifPresent(conditions::add);
        plan.condition().ifPresent(conditions::add);
        conditions.addAll(PartConditions.ids(position));
        return new SoqlQuery(fields, plan.object().apiName(), conditions);
    }

    /** Whether a record that this statement shows was shown by an earlier one already. */
    public boolean shownBefore(final int statement, final ObjectNode salesforceRecord) {
        return window.from() != null
                && changes.subList(0, statement).stream().anyMatch(earlier -> earlier.covers(salesforceRecord, window.from(), window.to()));
    }

    /**
     * Whether the next window, which begins at {@code from}, may show this version of the record again. One that changed after this window's end
     * it shows in any case: this window may have read two versions of it, and the older one may arrive last.
     */
    public boolean showsAgain(final ObjectNode salesforceRecord, final Instant from) {
        final List<Instant> stamps = changes.stream().map(change -> change.stampOf(salesforceRecord)).flatMap(Optional::stream).toList();
        return stamps.stream().anyMatch(time -> !time.isBefore(from)) && stamps.stream().noneMatch(time -> time.isAfter(window.to()));
    }
}
