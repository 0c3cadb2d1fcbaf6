package com.spotzee.nifi.integration;

import com.spotzee.nifi.mapping.MappingRows;
import com.spotzee.nifi.rules.RuleLogic;
import com.spotzee.nifi.rules.RuleSet;
import com.spotzee.nifi.salesforce.SalesforceFailure;
import com.spotzee.nifi.salesforce.SalesforceObject;
import com.spotzee.nifi.salesforce.Schema;

/**
 * Rules and mapping rows as the user wrote them, not yet bound to any org.
 *
 * @param logic   how the rules are combined
 * @param rules   which people come
 * @param mapping what is carried over
 * @param withoutConvertedLeads whether leads that were converted are kept out, whatever the rules say
 */
public record IntegrationDefinition(RuleLogic logic, RuleSet rules, MappingRows mapping, boolean withoutConvertedLeads) {

    /** A definition that treats converted leads like all others. */
    public IntegrationDefinition(final RuleLogic logic, final RuleSet rules, final MappingRows mapping) {
        this(logic, rules, mapping, false);
    }

    /**
     * Binds all of it to an object as the org shows it now. What is missing is named by the plan; a rule that can't be applied holds the object.
     *
     * @throws SalesforceFailure.NotFound if the org has no such object or hides it from the user
     */
    public ObjectPlan plan(final SalesforceObject object, final Schema schema) throws SalesforceFailure {
        return new PlanBuilder(object, schema).build(this);
    }
}
