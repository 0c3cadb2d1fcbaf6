package com.spotzee.nifi.health;

import com.spotzee.nifi.health.HealthFinding.Verdict;
import com.spotzee.nifi.integration.MissingField;
import com.spotzee.nifi.integration.ObjectPlan;
import com.spotzee.nifi.salesforce.SalesforceFailure;
import com.spotzee.nifi.salesforce.SalesforceObject;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Whether every field that rules and mappings name still exists on its object and may be read. */
final class FieldMappingCheck {

    private final List<SalesforceObject> objects;
    private final HealthChecks.Planner planner;

    FieldMappingCheck(final List<SalesforceObject> objects, final HealthChecks.Planner planner) {
        this.objects = objects;
        this.planner = planner;
    }

    Verdict verdict() {
        final Set<String> broken = new LinkedHashSet<>();
        for (final SalesforceObject object : objects) {
            try {
                final ObjectPlan plan = planner.plan(object);
                findings(plan).forEach(finding -> broken.add("%s, %s: %s".formatted(object, finding.usedBy(), HealthChecks.ended(finding.reason()))));
            } catch (final SalesforceFailure.NotFound hidden) {
                broken.add(hidden.getMessage());
            } catch (final SalesforceFailure notNow) {
                return Verdict.unknown("Salesforce could not be asked for the fields of %s: %s".formatted(object, HealthChecks.ended(notNow.getMessage())));
            }
        }
        if (broken.isEmpty()) {
            return Verdict.passed("Every field that rules and mappings name is there and readable.");
        }
        return Verdict.failed(String.join(" ", broken),
                "Repair each row: pick the field's new name, remove the row, or give the connecting user access to the field (Setup, Permission Sets).");
    }

    private static List<MissingField> findings(final ObjectPlan plan) {
        final List<MissingField> findings = new ArrayList<>(plan.missing());
        findings.addAll(plan.brokenRules());
        plan.optOut().ifPresent(optOut -> findings.addAll(optOut.unreadable()));
        return findings;
    }
}
