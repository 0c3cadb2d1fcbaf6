package com.spotzee.nifi.integration;

import com.spotzee.nifi.mapping.RecordMapper;
import com.spotzee.nifi.rules.RecordFilter;
import com.spotzee.nifi.salesforce.FieldPath;
import com.spotzee.nifi.salesforce.SalesforceObject;
import com.spotzee.nifi.soql.SoqlCondition;

import java.util.List;
import java.util.Optional;

/**
 * The integration's rules and mappings for one object, bound to the org's schema as it is now.
 *
 * @param object     the object
 * @param fields     what rules and mappings read, in the schema's spelling and without doubles; {@code Id} and the stamps are the query's business
 * @param pushedDown the rules as SOQL as far as SOQL can filter by them, or null where everything is asked for
 * @param filter     all rules, for records that were read
 * @param mapper     the mapping rows
 * @param parents    every relationship that {@link #fields} reads through, each as path to the parent's {@code Id} ({@code Account.Id})
 * @param missing    fields that rules or mappings name and the org does not show
 * @param optOutPlan how opted-out people are found, or null if no mapping row of this object is the opt-out
 */
public record ObjectPlan(SalesforceObject object, List<FieldPath> fields, SoqlCondition pushedDown, RecordFilter filter, RecordMapper mapper,
                         List<FieldPath> parents, List<MissingField> missing, OptOutPlan optOutPlan) {

    public ObjectPlan {
        fields = List.copyOf(fields);
        parents = List.copyOf(parents);
        missing = List.copyOf(missing);
    }

    public Optional<SoqlCondition> condition() {
        return Optional.ofNullable(pushedDown);
    }

    public Optional<OptOutPlan> optOut() {
        return Optional.ofNullable(optOutPlan);
    }
}
