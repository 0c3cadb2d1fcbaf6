package com.spotzee.nifi.integration;

import com.spotzee.nifi.mapping.RecordMapper;
import com.spotzee.nifi.rules.RecordFilter;
import com.spotzee.nifi.salesforce.FieldPath;
import com.spotzee.nifi.salesforce.SalesforceObject;
import com.spotzee.nifi.soql.SoqlCondition;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The integration's rules and mappings for one object, bound to the org's schema as it is now.
 *
 * @param object      the object
 * @param fields      what rules and mappings read, in the schema's spelling and without doubles; {@code Id} and the stamps are the query's business
 * @param pushedDown  the rules as SOQL as far as SOQL can filter by them, or null where everything is asked for
 * @param filter      all rules, for records that were read; without meaning while there are broken rules
 * @param mapper      the mapping rows
 * @param parents     every relationship that {@link #fields} reads through, each as path to the parent's {@code Id} ({@code Account.Id})
 * @param missing     fields that rules or mappings name and the org does not show
 * @param brokenRules rules that can't be applied to this object: field missing, or operator and value do not suit its type. While there are any
 *                    the object's sync is held, because it would bring people whom a rule should have kept out
 * @param optOutPlan  how opted-out people are found, or null if no mapping row of this object is the opt-out
 * @param parts       the same by rule and row
 */
public record ObjectPlan(SalesforceObject object, List<FieldPath> fields, SoqlCondition pushedDown, RecordFilter filter, RecordMapper mapper,
                         List<FieldPath> parents, List<MissingField> missing, List<MissingField> brokenRules, OptOutPlan optOutPlan,
                         PlanParts parts) {

    private static final String USUAL_OPT_OUT = "HasOptedOutOfEmail";

    public ObjectPlan {
        fields = List.copyOf(fields);
        parents = List.copyOf(parents);
        missing = List.copyOf(missing);
        brokenRules = List.copyOf(brokenRules);
    }

    public Optional<SoqlCondition> condition() {
        return Optional.ofNullable(pushedDown);
    }

    public Optional<OptOutPlan> optOut() {
        return Optional.ofNullable(optOutPlan);
    }

    /** Why no opt-outs of this object are carried over at all, as a sentence that says what to do; empty if a mapping row is meant for them. */
    public Optional<String> withoutOptOut(final String optOutProperty) {
        if (optOutPlan != null) {
            return Optional.empty();
        }
        final Optional<RowPlan> other = parts.rows().stream()
                .filter(row -> row.fields().stream().anyMatch(path -> USUAL_OPT_OUT.equalsIgnoreCase(path.field()))).findFirst();
        return Optional.of("No field mapping '%s' names a field of %s: its opt-outs are not carried over. ".formatted(optOutProperty, object)
                + other.map(row -> "The row '%s' reads %s: if it is the opt-out, name it in Opt-Out Property".formatted(row.name(), USUAL_OPT_OUT))
                .orElseGet(() -> "Add the row, such as %s = [%s] %s".formatted(optOutProperty, object, USUAL_OPT_OUT)));
    }

    /** Why this object must not be synced now, as one sentence for the user; empty if it may be. */
    public Optional<String> holdReason(final UnreadableOptOut whenUnreadable) {
        if (!brokenRules.isEmpty()) {
            return Optional.of("%s is not synced, because it would bring people whom a rule should keep out: %s"
                    .formatted(object, sentences(brokenRules)));
        }
        if (whenUnreadable == UnreadableOptOut.HOLD && optOutPlan != null && !optOutPlan.unreadable().isEmpty()) {
            return Optional.of("%s is not synced, because people who have opted out could not be told from the others: %s"
                    .formatted(object, sentences(optOutPlan.unreadable())));
        }
        return Optional.empty();
    }

    /**
     * The same plan, which reads no more than rules, opt-out and some rows need. What is not read is absent in the records, and stays as it is in
     * Spotzee; the opt-out is read in any case.
     */
    public ObjectPlan narrowedTo(final List<RowPlan> rows) {
        final Map<String, FieldPath> some = new LinkedHashMap<>();
        Stream.of(parts.ruleFields().stream(), parts.rows().stream().filter(RowPlan::optOut).flatMap(row -> row.fields().stream()),
                rows.stream().flatMap(row -> row.fields().stream())).flatMap(Function.identity()).forEach(path -> some.putIfAbsent(path.toString(), path));
        return new ObjectPlan(object, List.copyOf(some.values()), pushedDown, filter, mapper, parents, missing, brokenRules, optOutPlan, parts);
    }

    private static String sentences(final List<MissingField> findings) {
        return findings.stream().map(finding -> finding.usedBy() + ": " + finding.reason()).collect(Collectors.joining("; "));
    }
}
