package com.spotzee.nifi.processors.reading;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.spotzee.nifi.integration.ObjectPlan;
import com.spotzee.nifi.integration.OptOutPlan;
import com.spotzee.nifi.salesforce.FieldDescription;
import com.spotzee.nifi.salesforce.FieldPath;
import com.spotzee.nifi.salesforce.SObjectDescription;
import com.spotzee.nifi.salesforce.SalesforceFailure;
import com.spotzee.nifi.salesforce.SalesforceObject;
import com.spotzee.nifi.soql.SoqlCondition;
import com.spotzee.nifi.soql.SoqlQuery;
import com.spotzee.nifi.sync.ChangeStatement;
import com.spotzee.nifi.sync.PartConditions;
import com.spotzee.nifi.sync.Position;
import com.spotzee.nifi.sync.RecordLinks;

import java.io.IOException;
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

    private static final String CONVERTED_CONTACT = "ConvertedContact";
    private static final SoqlCondition CONVERTED = new SoqlCondition(RecordLinks.CONVERTED_CONTACT + " != null");
    private static final SoqlCondition MERGED_AWAY = new SoqlCondition("IsDeleted = TRUE AND %s != null".formatted(RecordLinks.MASTER));

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
     * @param ways           in which an opt-out comes about there: the record's own change, and those of the parents that are looked at
     * @param change         how they changed; it plays no part where {@code from} is null and everybody is asked for
     * @param from           since when, or null for everybody
     * @param conditions     what holds for them besides
     * @param binToo         whether it is asked of the recycle bin as well
     * @param successorsOnly whether not the records themselves are meant, but who took their places
     */
    record Statement(SObjectDescription description, List<ChangeStatement> ways, ChangeStatement change, Instant from, List<SoqlCondition> conditions,
                     boolean binToo, boolean successorsOnly) implements LaneReading.Question {

        SalesforceObject object() {
            return SalesforceObject.named(description.name()).orElseThrow();
        }

        /** Whether what a record that it shows tells may be news since a moment; the change of a successor is not seen in the record. */
        boolean mayBeNewsSince(final Instant moment, final ObjectNode salesforceRecord) {
            return successorsOnly && from != null || ways.stream().anyMatch(way -> mayHaveChanged(way, moment, salesforceRecord));
        }

        private static boolean mayHaveChanged(final ChangeStatement way, final Instant moment, final ObjectNode salesforceRecord) {
            // a parent without a stamp is none
            return !way.shown() || way.stampOf(salesforceRecord).map(stamp -> !stamp.isBefore(moment)).orElse(way.stamp().parents().isEmpty());
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
            ways.stream().filter(ChangeStatement::shown).map(ChangeStatement::stamp).forEach(fields::add);
            final List<SoqlCondition> all = new ArrayList<>();
            PartConditions.time(position, change, from, null).ifPresent(all::add);
            all.addAll(conditions);
            all.addAll(PartConditions.ids(position));
            return new SoqlQuery(fields, description.name(), all);
        }
    }

    /**
     * People who have opted out and changed, and whose opt-out came before and from another record, and who have changed: such a change may make users of
     * them, and their own records never say so.
     *
     * @param from    since when, or null for everybody
     * @param created whether users may have been created meanwhile whose opt-outs came before {@code from} and from another record
     */
    List<Statement> since(final Instant from, final boolean created) throws SalesforceFailure, IOException {
        final List<Statement> statements = new ArrayList<>();
        final Optional<SoqlCondition> optedOut = plan.optOut().flatMap(OptOutPlan::condition);
        if (optedOut.isPresent()) {
            statements.addAll(own(from, optedOut.get()));
        }
        final ChangedSince since = new ChangedSince(from, created);
        if (optedOut.isPresent() && from != null) {
            statements.addAll(ofChangedWinners(since, optedOut.get()));
        }
        convertedLeads().ifPresent(converted -> {
            statements.addAll(ofConvertedLeads(converted, since));
            statements.addAll(ofChains(converted, chainsSince(since)));
        });
        return statements;
    }

    /** By what converted leads are asked for, beside the object's own opt-out; empty where they are not. */
    String leadsAskedBy() throws SalesforceFailure, IOException {
        return convertedLeads().map(leads -> leads.optedOut().text()).orElse("");
    }

    /** Whether leads may have opted out of which nobody can tell their contacts, for a field of theirs can't be read now. */
    boolean mayMissLeads() throws SalesforceFailure, IOException {
        if (plan.object() != SalesforceObject.CONTACT || !leadsCount()) {
            return false;
        }
        try {
            return run.integration().rememberedPlan(SalesforceObject.LEAD).optOut().filter(leads -> !leads.unreadable().isEmpty()).isPresent();
        } catch (final SalesforceFailure.NotFound hidden) {
            // told by the sync of leads itself
            return false;
        }
    }

    private List<Statement> own(final Instant from, final SoqlCondition optedOut) {
        final boolean binToo = description.field(RecordLinks.MASTER).isPresent();
        final List<SoqlCondition> conditions = new ArrayList<>();
        if (binToo) {
            conditions.add(new SoqlCondition("(IsDeleted = FALSE OR %s != null)".formatted(RecordLinks.MASTER)));
        }
        conditions.add(optedOut);
        final List<ChangeStatement> ways = waysOfOptOuts();
        return (from == null ? ways.subList(0, 1) : ways).stream()
                .map(change -> new Statement(description, ways, change, from, conditions, binToo, false)).toList();
    }

    private List<ChangeStatement> waysOfOptOuts() {
        return ChangeStatement.of(description, plan.optOut().orElseThrow().parents(), STAMP);
    }

    /** Since when successors may have changed, and whether users may have been created meanwhile. */
    private record ChangedSince(Instant from, boolean created) {
    }

    /** Losers whose winner has changed, and may be a new user now: the loser's opt-out counts for it. */
    private List<Statement> ofChangedWinners(final ChangedSince since, final SoqlCondition optedOut) {
        final Optional<String> master = description.field(RecordLinks.MASTER).flatMap(FieldDescription::relationship);
        final List<SoqlCondition> conditions = List.of(MERGED_AWAY, optedOut);
        final List<Statement> statements = new ArrayList<>();
        master.ifPresent(winner -> {
            // SOQL refuses a semi-join on the object that is queried itself
            statements.addAll(ofSuccessors(since, change -> new ChangeStatement(below(winner, change), null, null),
                    (change, begin) -> new Statement(description, waysOfOptOuts(), change, begin, conditions, true, true)));
            statements.add(new Statement(description, waysOfOptOuts(), changeOf(winner, winner), chainsSince(since), conditions, true, true));
        });
        return statements;
    }

    /**
     * Leads, where they are synced with contacts, or once were, and show who they were converted to.
     *
     * @param optedOut the condition under which a lead has opted out
     * @param ways     in which that comes about
     */
    private record ConvertedLeads(SObjectDescription description, SoqlCondition optedOut, List<ChangeStatement> ways) {
    }

    private Optional<ConvertedLeads> convertedLeads() throws SalesforceFailure, IOException {
        if (plan.object() != SalesforceObject.CONTACT || !leadsCount()) {
            return Optional.empty();
        }
        try {
            final SObjectDescription leads = run.client().remembered().describe(SalesforceObject.LEAD.apiName());
            final Optional<OptOutPlan> optOut = run.integration().rememberedPlan(SalesforceObject.LEAD).optOut();
            return leads.field(RecordLinks.CONVERTED_CONTACT).isEmpty() ? Optional.empty() : optOut.flatMap(known -> known.condition().map(condition ->
                    new ConvertedLeads(leads, condition, ChangeStatement.of(leads, known.parents(), STAMP))));
        } catch (final SalesforceFailure.NotFound hidden) {
            // told by the sync of leads itself
            return Optional.empty();
        }
    }

    private boolean leadsCount() throws IOException {
        return run.integrationSettings().objects().contains(SalesforceObject.LEAD)
                || run.checkpoints().load(SalesforceObject.LEAD.apiName()).wasSynced();
    }

    /** Converted leads whose contact has changed, and may be a new user now: the lead's opt-out counts for it. */
    private List<Statement> ofConvertedLeads(final ConvertedLeads leads, final ChangedSince since) {
        final List<SoqlCondition> conditions = List.of(CONVERTED, leads.optedOut());
        return ofSuccessors(since, change -> new ChangeStatement(below(CONVERTED_CONTACT, change), RecordLinks.CONVERTED_CONTACT,
                SalesforceObject.CONTACT.apiName()),
                (change, begin) -> new Statement(leads.description(), leads.ways(), change, begin, conditions, false, true));
    }

    /**
     * Leads whose contact is two steps away and has changed: merged into the lead that became it, or converted to a contact that was merged into it. Their
     * chains are followed to the end.
     *
     * @param from since when it has changed, or null whether it has or not
     */
    private List<Statement> ofChains(final ConvertedLeads leads, final Instant from) {
        final List<Statement> statements = new ArrayList<>();
        leads.description().field(RecordLinks.MASTER).flatMap(FieldDescription::relationship).ifPresent(winner -> statements.add(new Statement(
                leads.description(), leads.ways(), changeOf(winner, CONVERTED_CONTACT), from, List.of(MERGED_AWAY, leads.optedOut()), true, true)));
        final SoqlCondition contactMergedAway = new SoqlCondition("%s.%s != null".formatted(CONVERTED_CONTACT, RecordLinks.MASTER));
        description.field(RecordLinks.MASTER).flatMap(FieldDescription::relationship).ifPresent(winner -> statements.add(new Statement(
                leads.description(), leads.ways(), changeOf(CONVERTED_CONTACT, winner), from, List.of(contactMergedAway, leads.optedOut()), true, true)));
        return statements;
    }

    /** Only the own change of who stands so far behind is asked for; where a parent's may have made users, all who were merged away lately are. */
    private Instant chainsSince(final ChangedSince since) {
        return since.created() && !plan.parents().isEmpty() ? null : since.from();
    }

    private static ChangeStatement changeOf(final String... relationships) {
        return new ChangeStatement(new FieldPath(List.of(relationships), STAMP), null, null);
    }

    /**
     * A statement for each way in which the main window may show the successor: by its own change, and by each of its parents', which leave the
     * successor's stamps alone. Where SOQL can't follow a parent from so far below, everybody is asked for, in one statement, once users may be new.
     */
    private List<Statement> ofSuccessors(final ChangedSince since, final UnaryOperator<ChangeStatement> below,
                                         final BiFunction<ChangeStatement, Instant, Statement> statement) {
        final List<ChangeStatement> changes = ChangeStatement.of(description, plan.parents(), STAMP);
        final List<ChangeStatement> followed = changes.stream()
                .filter(change -> change.shown() && change.stamp().parents().size() < FieldPath.MOST_PARENTS).toList();
        return since.from() == null || since.created() && followed.size() < changes.size()
                ? List.of(statement.apply(below.apply(changes.getFirst()), null))
                : followed.stream().map(change -> statement.apply(below.apply(change), since.from())).toList();
    }

    private static FieldPath below(final String relationship, final ChangeStatement change) {
        return new FieldPath(Stream.concat(Stream.of(relationship), change.stamp().parents().stream()).toList(), change.stamp().field());
    }
}
