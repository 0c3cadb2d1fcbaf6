package com.spotzee.nifi.integration;

import com.spotzee.nifi.mapping.BoundMapping;
import com.spotzee.nifi.mapping.BoundRow;
import com.spotzee.nifi.mapping.BoundSource;
import com.spotzee.nifi.mapping.MappingRow;
import com.spotzee.nifi.mapping.MappingSource;
import com.spotzee.nifi.rules.BoundRule;
import com.spotzee.nifi.rules.BoundRules;
import com.spotzee.nifi.rules.RuleOperator;
import com.spotzee.nifi.rules.SyncRule;
import com.spotzee.nifi.rules.UnsuitableRuleException;
import com.spotzee.nifi.salesforce.FieldPath;
import com.spotzee.nifi.salesforce.FieldResolver;
import com.spotzee.nifi.salesforce.FieldType;
import com.spotzee.nifi.salesforce.Resolution;
import com.spotzee.nifi.salesforce.ResolvedField;
import com.spotzee.nifi.salesforce.SObjectDescription;
import com.spotzee.nifi.salesforce.SalesforceFailure;
import com.spotzee.nifi.salesforce.SalesforceObject;
import com.spotzee.nifi.salesforce.Schema;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Binds the rules and mapping rows to one object, once. */
final class PlanBuilder {

    private static final String CONVERTED = "IsConverted";

    private final SalesforceObject object;
    private final SObjectDescription description;
    private final FieldResolver resolver;
    private final Map<String, FieldPath> fields = new LinkedHashMap<>();
    private final Map<String, FieldPath> parents = new LinkedHashMap<>();
    private final Map<FieldPath, List<FieldPath>> followed = new HashMap<>();
    private final List<MissingField> missing = new ArrayList<>();
    private final List<MissingField> brokenRules = new ArrayList<>();

    PlanBuilder(final SalesforceObject object, final Schema schema) throws SalesforceFailure {
        this.object = object;
        this.description = schema.describe(object.apiName());
        this.resolver = new FieldResolver(schema);
    }

    ObjectPlan build(final IntegrationDefinition definition) throws SalesforceFailure {
        final BoundRules rules = rules(definition);
        final List<BoundRow> rows = new ArrayList<>();
        for (final MappingRow row : definition.mapping().rows()) {
            rows.add(bind(row));
        }
        final OptOutPlan optOut = optOut(rows);
        return new ObjectPlan(object, List.copyOf(fields.values()), rules.condition().orElse(null), rules, new BoundMapping(rows),
                List.copyOf(parents.values()), missing, brokenRules, optOut, PlanPartsBuilder.parts(rules, rows, followed));
    }

    private BoundRules rules(final IntegrationDefinition definition) throws SalesforceFailure {
        final List<BoundRule> bound = new ArrayList<>();
        for (final SyncRule rule : definition.rules().of(object)) {
            switch (resolver.resolve(object, rule.field())) {
                case Resolution.Found(ResolvedField field) -> {
                    try {
                        bound.add(rule.bind(field));
                        use(field);
                    } catch (final UnsuitableRuleException e) {
                        brokenRules.add(new MissingField(rule.place(), rule.field().toString(), e.getMessage()));
                    }
                }
                case Resolution.Missing(String reason) -> {
                    final MissingField finding = new MissingField(rule.place(), rule.field().toString(), rule.scope() == null ? withScope(reason) : reason);
                    missing.add(finding);
                    brokenRules.add(finding);
                }
            }
        }
        return new BoundRules(definition.logic(), bound, object == SalesforceObject.LEAD && definition.withoutConvertedLeads() ? unconverted() : List.of());
    }

    /** Decided like a rule, so that Salesforce and ApplySyncRules agree and a change of the choice is noticed. */
    private List<BoundRule> unconverted() throws SalesforceFailure {
        final SyncRule rule = new SyncRule(0, 0, object, FieldPath.parse(CONVERTED), RuleOperator.EQUALS, "false");
        if (resolver.resolve(object, rule.field()) instanceof Resolution.Found(ResolvedField field) && field.description().type() == FieldType.BOOLEAN) {
            use(field);
            return List.of(bind(rule, field));
        }
        brokenRules.add(new MissingField("Converted Leads", CONVERTED, "the user can't read IsConverted, by which converted leads are told from the others: "
                + "make the field visible in Salesforce (field-level security), or choose Sync"));
        return List.of();
    }

    private static BoundRule bind(final SyncRule rule, final ResolvedField field) {
        try {
            return rule.bind(field);
        } catch (final UnsuitableRuleException e) {
            throw new IllegalStateException("a checkbox can be compared with false", e);
        }
    }

    private static String withScope(final String reason) {
        return reason + (reason.endsWith("?") ? " " : ". ") + "If the rule is meant for another object only, write that object before it, such as [Contact]";
    }

    private BoundRow bind(final MappingRow row) throws SalesforceFailure {
        final List<BoundSource> sources = new ArrayList<>();
        for (final MappingSource source : row.sourcesOf(object)) {
            switch (source) {
                case MappingSource.Constant constant -> sources.add(new BoundSource.Constant(constant.text()));
                case MappingSource.Field field -> {
                    final Optional<BoundSource> found = bind(row, field);
                    found.ifPresent(sources::add);
                    if (field.preferred() && found.isPresent()) {
                        return new BoundRow(row, sources);
                    }
                }
            }
        }
        return new BoundRow(row, sources);
    }

    private Optional<BoundSource> bind(final MappingRow row, final MappingSource.Field source) throws SalesforceFailure {
        return switch (resolver.resolve(object, source.path())) {
            case Resolution.Found(ResolvedField field) -> {
                use(field);
                yield Optional.of(new BoundSource.Field(field, source.negated()));
            }
            case Resolution.Missing(String reason) -> {
                if (source.preferred()) {
                    yield Optional.empty();
                }
                missing.add(new MissingField(row.place(), source.path().toString(), reason));
                yield Optional.of(new BoundSource.Missing(source.path().toString(), source.negated()));
            }
        };
    }

    private OptOutPlan optOut(final List<BoundRow> rows) {
        final Optional<BoundRow> row = rows.stream().filter(bound -> bound.row().optOut() && !bound.sources().isEmpty()).findFirst();
        return row.map(bound -> new OptOutPlanner(bound, missing, this::parentsOf)
                .plan(unreadable -> OptOutHeirs.of(object, description, bound.row().place(), unreadable))).orElse(null);
    }

    private void use(final ResolvedField field) throws SalesforceFailure {
        followed.put(field.path(), resolver.followedParents(object, field));
        add(fields, field.path());
        // the lookups tell a parent that is not there from one that the user may not see
        field.lookupPaths().forEach(lookup -> add(fields, lookup));
        parentsOf(field).forEach(parent -> add(parents, parent));
    }

    private List<FieldPath> parentsOf(final ResolvedField field) {
        return object == SalesforceObject.CAMPAIGN_MEMBER && field.path().parents().isEmpty() && DerivedFields.of(field.path().field())
                ? DerivedFields.parents(description) : followed.get(field.path());
    }

    private static void add(final Map<String, FieldPath> paths, final FieldPath path) {
        paths.putIfAbsent(path.toString().toLowerCase(Locale.ROOT), path);
    }
}
