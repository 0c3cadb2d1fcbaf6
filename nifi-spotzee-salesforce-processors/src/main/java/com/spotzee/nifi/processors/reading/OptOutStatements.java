package com.spotzee.nifi.processors.reading;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.spotzee.nifi.integration.ObjectPlan;
import com.spotzee.nifi.integration.OptOutPlan;
import com.spotzee.nifi.salesforce.FieldDescription;
import com.spotzee.nifi.salesforce.FieldPath;
import com.spotzee.nifi.salesforce.SObjectDescription;
import com.spotzee.nifi.salesforce.SalesforceDateTime;
import com.spotzee.nifi.salesforce.SalesforceFailure;
import com.spotzee.nifi.salesforce.SalesforceObject;
import com.spotzee.nifi.soql.SoqlCondition;
import com.spotzee.nifi.soql.SoqlQuery;
import com.spotzee.nifi.sync.ChangeStatement;
import com.spotzee.nifi.sync.PartConditions;
import com.spotzee.nifi.sync.Position;
import com.spotzee.nifi.sync.RecordLinks;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * The statements by which the opt-out lane of one object asks. Records that were merged away are in the recycle bin and still tell whose opt-out
 * their winner inherits, so the bin is asked with the same statement; other deleted records are not asked for.
 */
final class OptOutStatements {

    static final String STAMP = "SystemModstamp";

    private static final List<FieldPath> FIELDS = List.of(FieldPath.parse("Id"), FieldPath.parse("LastModifiedDate"), FieldPath.parse(STAMP));

    private final QueryRun run;
    private final ObjectPlan plan;
    private final SObjectDescription description;

    OptOutStatements(final QueryRun run, final ObjectPlan plan) throws SalesforceFailure {
        this.run = run;
        this.plan = plan;
        this.description = run.client().remembered().describe(plan.object().apiName());
    }

    /**
     * A statement.
     *
     * @param description    of the object whose records it shows
     * @param change         how they changed; it plays no part where {@code from} is null and everybody is asked for
     * @param from           since when, or null for everybody
     * @param conditions     what holds for them besides
     * @param binToo         whether it is asked of the recycle bin as well
     * @param successorsOnly whether not the records themselves are meant, but who took their places
     */
    record Statement(SObjectDescription description, ChangeStatement change, Instant from, List<SoqlCondition> conditions, boolean binToo,
                     boolean successorsOnly) implements LaneReading.Question {

        SalesforceObject object() {
            return SalesforceObject.named(description.name()).orElseThrow();
        }

        /** Whether a record that it shows may have opted out since a moment; a parent that has is not seen in the record. */
        boolean mayShowChangeSince(final Instant moment, final ObjectNode salesforceRecord) {
            return from != null && !change.stamp().parents().isEmpty()
                    || !SalesforceDateTime.parse(salesforceRecord.path(STAMP).asText()).orElse(moment).isBefore(moment);
        }

        @Override
        public String objectName() {
            return description.name();
        }

        @Override
        public SoqlQuery at(final Position position) {
            final List<FieldPath> fields = new ArrayList<>(FIELDS);
            if (binToo) {
                fields.add(FieldPath.parse("IsDeleted"));
            }
            fields.addAll(RecordLinks.fields(description));
            final List<SoqlCondition> all = new ArrayList<>();
            PartConditions.time(position, change, from, null).ifPresent(all::add);
            all.addAll(conditions);
            all.addAll(PartConditions.ids(position));
            return new SoqlQuery(fields, description.name(), all);
        }
    }

    /**
     * People who have opted out and changed.
     *
     * @param from    since when, or null for everybody
     * @param created whether users may have been created meanwhile whose opt-outs came before {@code from} and from another record
     * @param openSince who has opted out since then is asked for apart, if everybody is; null if nobody need be
     */
    List<Statement> since(final Instant from, final boolean created, final Instant openSince) throws SalesforceFailure {
        final List<Statement> statements = new ArrayList<>();
        final Optional<SoqlCondition> optedOut = plan.optOut().flatMap(OptOutPlan::condition);
        if (optedOut.isPresent()) {
            statements.addAll(own(from, openSince, optedOut.get()));
        }
        if (created && optedOut.isPresent() && from != null) {
            statements.addAll(ofChangedWinners(from, optedOut.get()));
        }
        if (created && plan.object() == SalesforceObject.CONTACT && run.integrationSettings().objects().contains(SalesforceObject.LEAD)) {
            statements.addAll(ofConvertedLeads(from));
        }
        return statements;
    }

    private List<Statement> own(final Instant from, final Instant openSince, final SoqlCondition optedOut) {
        final boolean binToo = description.field(RecordLinks.MASTER).isPresent();
        final List<SoqlCondition> conditions = new ArrayList<>();
        if (binToo) {
            conditions.add(new SoqlCondition("(IsDeleted = FALSE OR %s != null)".formatted(RecordLinks.MASTER)));
        }
        conditions.add(optedOut);
        final List<ChangeStatement> changes = ChangeStatement.of(description, plan.optOut().orElseThrow().parents(), STAMP);
        if (from != null) {
            return changes.stream().map(change -> new Statement(description, change, from, conditions, binToo, false)).toList();
        }
        // whose parent has changed is among everybody, but can't be told from the others there
        return Stream.concat(changes.stream().limit(1).map(change -> new Statement(description, change, null, conditions, binToo, false)),
                changes.stream().skip(1).filter(change -> openSince != null)
                        .map(change -> new Statement(description, change, openSince, conditions, binToo, false))).toList();
    }

    /** Losers whose winner has changed, and may be a new user now: the loser's opt-out counts for it. */
    private List<Statement> ofChangedWinners(final Instant from, final SoqlCondition optedOut) {
        final Optional<String> master = description.field(RecordLinks.MASTER).flatMap(FieldDescription::relationship);
        final List<SoqlCondition> conditions = List.of(new SoqlCondition("IsDeleted = TRUE AND %s != null".formatted(RecordLinks.MASTER)), optedOut);
        // SOQL refuses a semi-join on the object that is queried itself
        return master.map(winner -> ofSuccessors(from, change -> new ChangeStatement(below(winner, change), null, null),
                (change, begin) -> new Statement(description, change, begin, conditions, true, true))).orElse(List.of());
    }

    /** Converted leads whose contact has changed, and may be a new user now: the lead's opt-out counts for it. */
    private List<Statement> ofConvertedLeads(final Instant from) throws SalesforceFailure {
        final SObjectDescription leads;
        final Optional<SoqlCondition> optedOut;
        try {
            leads = run.client().remembered().describe(SalesforceObject.LEAD.apiName());
            optedOut = run.integration().rememberedPlan(SalesforceObject.LEAD).optOut().flatMap(OptOutPlan::condition);
        } catch (final SalesforceFailure.NotFound hidden) {
            // told by the sync of leads itself
            return List.of();
        }
        if (optedOut.isEmpty() || leads.field(RecordLinks.CONVERTED_CONTACT).isEmpty()) {
            return List.of();
        }
        final List<SoqlCondition> conditions = List.of(new SoqlCondition(RecordLinks.CONVERTED_CONTACT + " != null"), optedOut.get());
        return ofSuccessors(from, change -> new ChangeStatement(below("ConvertedContact", change), RecordLinks.CONVERTED_CONTACT,
                SalesforceObject.CONTACT.apiName()), (change, begin) -> new Statement(leads, change, begin, conditions, false, true));
    }

    /**
     * A statement for each way in which the main window may show the successor: by its own change, and by each of its parents', which leave the
     * successor's stamps alone. Where SOQL can't follow a parent from so far below, everybody is asked for, in one statement.
     */
    private List<Statement> ofSuccessors(final Instant from, final UnaryOperator<ChangeStatement> below,
                                         final BiFunction<ChangeStatement, Instant, Statement> statement) {
        final List<ChangeStatement> changes = ChangeStatement.of(description, plan.parents(), STAMP);
        final boolean tooFar = changes.stream().anyMatch(change -> !change.shown() || change.stamp().parents().size() >= FieldPath.MOST_PARENTS);
        return from == null || tooFar ? List.of(statement.apply(below.apply(changes.getFirst()), null))
                : changes.stream().map(change -> statement.apply(below.apply(change), from)).toList();
    }

    private static FieldPath below(final String relationship, final ChangeStatement change) {
        return new FieldPath(Stream.concat(Stream.of(relationship), change.stamp().parents().stream()).toList(), change.stamp().field());
    }
}
