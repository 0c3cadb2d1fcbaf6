package com.spotzee.nifi.system.template;

import com.spotzee.nifi.system.flow.TemplateNames;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The parameter context of the template: all that a user has to fill in or may want to change. */
final class TemplateParameters {

    static final String REFRESH_TOKEN = "Salesforce Refresh Token";
    static final String RULE_LOGIC = "Sync Rule Logic";
    static final String OPT_OUT_PROPERTY = "Opt-Out Property";
    static final String CONVERTED_LEADS = "Converted Leads";
    static final String DELETED_RECORDS = "Deleted Records";
    static final String DELETION_PROPERTY = "Deletion Property";

    private TemplateParameters() {
    }

    static Sketch.Parameters all() {
        final List<Sketch.Parameter> parameters = new ArrayList<>(salesforce());
        parameters.addAll(spotzee());
        parameters.addAll(integration());
        mappings().forEach((target, source) -> parameters.add(Sketch.Parameter.of(TemplateNames.MAPPING + target, source.row(), source.description())));
        return new Sketch.Parameters(TemplateNames.PARAMETER_CONTEXT, "Everything the Salesforce to Spotzee flow needs to know. Fill in the "
                + "Salesforce and Spotzee credentials; the rest has sensible values.", parameters);
    }

    /** The mapping rows as dynamic properties of the integration: each reads its own parameter. */
    static Map<String, String> mappingProperties() {
        final Map<String, String> properties = new LinkedHashMap<>();
        mappings().keySet().forEach(target -> properties.put(target, "#{" + TemplateNames.MAPPING + target + "}"));
        return properties;
    }

    private static List<Sketch.Parameter> salesforce() {
        return List.of(
                Sketch.Parameter.of(TemplateNames.SALESFORCE_ENVIRONMENT, "Custom Domain", "Where the org logs in: Production, Sandbox or Custom Domain"),
                Sketch.Parameter.of(TemplateNames.SALESFORCE_DOMAIN, null, "The org's own address, <yourdomain>.my.salesforce.com (Setup, My Domain). "
                        + "Needed for Custom Domain, and client credentials work nowhere else"),
                Sketch.Parameter.of(TemplateNames.SALESFORCE_AUTHENTICATION, "Client Credentials",
                        "How to log in: Client Credentials, Refresh Token or JWT Bearer"),
                Sketch.Parameter.of(TemplateNames.SALESFORCE_CLIENT_ID, null, "Consumer key of the External Client App (or Connected App) in Salesforce"),
                Sketch.Parameter.secret(TemplateNames.SALESFORCE_CLIENT_SECRET, "Consumer secret of that app; not needed for JWT Bearer"),
                Sketch.Parameter.secret(REFRESH_TOKEN, "Only for Refresh Token: the token the app has issued"),
                Sketch.Parameter.of(TemplateNames.SALESFORCE_USERNAME, null, "Only for JWT Bearer: the Salesforce user to act as"),
                Sketch.Parameter.secret(TemplateNames.SALESFORCE_PRIVATE_KEY, "Only for JWT Bearer: the private key (PEM) whose certificate the app knows"));
    }

    private static List<Sketch.Parameter> spotzee() {
        return List.of(
                Sketch.Parameter.of(TemplateNames.SPOTZEE_URL, "https://apix.spotzee.com/api/client", "Base address of Spotzee's client API"),
                Sketch.Parameter.secret(TemplateNames.SPOTZEE_KEY, "Secret key of the Spotzee project; it starts with sk_"),
                Sketch.Parameter.of(TemplateNames.OPT_OUT_SUBSCRIPTIONS, null, "Ids of the Spotzee subscriptions that an opt-out ends, between commas, "
                        + "such as 1, 2. Without any, people who have opted out are not sent"));
    }

    private static List<Sketch.Parameter> integration() {
        return List.of(
                Sketch.Parameter.of(TemplateNames.INTEGRATION_ID, "salesforce", "Name of this integration: letters, digits, hyphen. It is part of every "
                        + "user's external id, so never change it after the first sync"),
                Sketch.Parameter.of(TemplateNames.OBJECTS, "Lead, Contact, CampaignMember", "The Salesforce objects to sync, between commas"),
                Sketch.Parameter.of(TemplateNames.SYNC_FREQUENCY, "60 min", "Time from one sync to the next"),
                Sketch.Parameter.of(TemplateNames.FULL_SYNC_REQUEST, null, "To read everybody again, write something new here, such as today's "
                        + "date, and apply: each new text asks once. What it says does not matter"),
                Sketch.Parameter.of(RULE_LOGIC, "AND", "AND: a record must fulfil all sync rules. OR: one is enough"),
                Sketch.Parameter.of(TemplateNames.SYNC_RULES, null, "Which records come, one rule a line, such as Status equals \"Hot\". No rules: everything"),
                Sketch.Parameter.of(OPT_OUT_PROPERTY, "unsubscribed", "The mapping row that is the opt-out"),
                Sketch.Parameter.of(CONVERTED_LEADS, "Sync", "Leads that were converted: Sync, or Skip to leave them out while contacts are synced"),
                Sketch.Parameter.of(DELETED_RECORDS, "Ignore", "What becomes of users whose record is deleted or merged away: Ignore, Mark or Unsubscribe"),
                Sketch.Parameter.of(DELETION_PROPERTY, "salesforce_deleted", "Only for Mark: the property that is true for users whose record was deleted"));
    }

    private static Map<String, Mapping> mappings() {
        final Map<String, Mapping> rows = new LinkedHashMap<>();
        rows.put("email", perPerson("Email", "E-mail address"));
        rows.put("first_name", perPerson("FirstName", "First name"));
        rows.put("last_name", perPerson("LastName", "Last name"));
        rows.put("phone", new Mapping("[Lead] Phone, [Lead] MobilePhone, [Contact] Phone, [Contact] MobilePhone, [CampaignMember] Contact.Phone, "
                + "[CampaignMember] Contact.MobilePhone, [CampaignMember] Lead.Phone, [CampaignMember] Lead.MobilePhone",
                "Phone number; the mobile number where there is no other"));
        rows.put("company", new Mapping("[Lead] Company, [Contact] Account.Name, [CampaignMember] Contact.Account.Name, [CampaignMember] Lead.Company",
                "Company or account"));
        rows.put("title", perPerson("Title", "Job title"));
        rows.put("lead_source", perPerson("LeadSource", "Where the person was found"));
        rows.put("source", new Mapping("\"salesforce\"", "A constant: tells these people from others in Spotzee"));
        rows.put("campaign", new Mapping("[CampaignMember] Campaign.Name", "The campaign a CampaignMember belongs to"));
        rows.put("annual_revenue", new Mapping("[Lead] AnnualRevenue, [Contact] Account.AnnualRevenue : number", "Annual revenue of the company, a number"));
        rows.put("interests", new Mapping(null, "Left empty: not carried over. A place for a multi-select picklist of your own, which becomes an array, "
                + "such as [Lead] Interests__c, [Contact] Interests__c"));
        rows.put("score", new Mapping(null, "Left empty: not carried over. A place for a number of your own, such as [Lead] Score__c, [Contact] Score__c"));
        rows.put("unsubscribed", new Mapping("[Lead] HasOptedOutOfEmail, [Contact] HasOptedOutOfEmail, [CampaignMember] Contact.HasOptedOutOfEmail, "
                + "[CampaignMember] Lead.HasOptedOutOfEmail : boolean",
                "The opt-out: whoever has opted out in Salesforce is unsubscribed in Spotzee. The field is hidden in a fresh org: make it readable"));
        return rows;
    }

    /** A field of the same name on Leads and Contacts, for a CampaignMember the one of its person. */
    private static Mapping perPerson(final String field, final String description) {
        return new Mapping("[Lead] %1$s, [Contact] %1$s, [CampaignMember] Contact.%1$s, [CampaignMember] Lead.%1$s".formatted(field), description);
    }

    private record Mapping(String row, String description) {
    }
}
