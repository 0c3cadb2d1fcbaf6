package com.spotzee.nifi.system.compare;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.TextNode;
import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberFormat;
import com.google.i18n.phonenumbers.Phonenumber.PhoneNumber;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What the template's mapping rows must make of each object, written down a second time and on purpose without a line of the product's mapper.
 */
enum Expectation {
    LEAD("Lead", "Id, Email, FirstName, LastName, Phone, MobilePhone, Company, Title, LeadSource, AnnualRevenue, Interests__c, Score__c, HasOptedOutOfEmail") {
        @Override
        void describe(final JsonNode lead, final Fields fields) {
            fields.set("email", lead.path("Email")).phone(lead.path("Phone"), lead.path("MobilePhone"));
            fields.set("data.first_name", lead.path("FirstName")).set("data.last_name", lead.path("LastName"));
            fields.set("data.company", lead.path("Company")).set("data.title", lead.path("Title")).set("data.lead_source", lead.path("LeadSource"));
            fields.set("data.annual_revenue", lead.path("AnnualRevenue")).set("data.score", lead.path("Score__c"));
            fields.list("data.interests", lead.path("Interests__c"));
            fields.optOut(lead.path("HasOptedOutOfEmail").asBoolean());
        }
    },
    CONTACT("Contact", "Id, Email, FirstName, LastName, Phone, MobilePhone, Account.Name, Title, LeadSource, Account.AnnualRevenue, Interests__c, Score__c, "
            + "HasOptedOutOfEmail") {
        @Override
        void describe(final JsonNode contact, final Fields fields) {
            final JsonNode account = contact.path("Account");
            fields.set("email", contact.path("Email")).phone(contact.path("Phone"), contact.path("MobilePhone"));
            fields.set("data.first_name", contact.path("FirstName")).set("data.last_name", contact.path("LastName"));
            fields.set("data.company", account.path("Name")).set("data.title", contact.path("Title"));
            fields.set("data.lead_source", contact.path("LeadSource"));
            fields.set("data.annual_revenue", account.path("AnnualRevenue")).set("data.score", contact.path("Score__c"));
            fields.list("data.interests", contact.path("Interests__c"));
            fields.optOut(contact.path("HasOptedOutOfEmail").asBoolean());
        }
    },
    CAMPAIGN_MEMBER("CampaignMember", "Id, Campaign.Name, "
            + "Contact.Email, Contact.FirstName, Contact.LastName, Contact.Phone, Contact.MobilePhone, Contact.Account.Name, Contact.Title, "
            + "Contact.LeadSource, Contact.HasOptedOutOfEmail, Lead.Email, Lead.FirstName, Lead.LastName, Lead.Phone, Lead.MobilePhone, Lead.Company, "
            + "Lead.Title, Lead.LeadSource, Lead.HasOptedOutOfEmail") {
        @Override
        void describe(final JsonNode member, final Fields fields) {
            final JsonNode contact = member.path("Contact");
            final JsonNode lead = member.path("Lead");
            fields.set("email", contact.path("Email"), lead.path("Email"));
            fields.phone(contact.path("Phone"), contact.path("MobilePhone"), lead.path("Phone"), lead.path("MobilePhone"));
            fields.set("data.first_name", contact.path("FirstName"), lead.path("FirstName"));
            fields.set("data.last_name", contact.path("LastName"), lead.path("LastName"));
            fields.set("data.company", contact.path("Account").path("Name"), lead.path("Company"));
            fields.set("data.title", contact.path("Title"), lead.path("Title"));
            fields.set("data.lead_source", contact.path("LeadSource"), lead.path("LeadSource"));
            fields.set("data.campaign", member.path("Campaign").path("Name"));
            fields.optOut(contact.path("HasOptedOutOfEmail").asBoolean() || lead.path("HasOptedOutOfEmail").asBoolean());
        }
    };

    /** The emulated project's own country, for numbers without a country code. */
    private static final String REGION = "US";

    private final String object;
    private final String columns;

    Expectation(final String object, final String columns) {
        this.object = object;
        this.columns = columns;
    }

    abstract void describe(JsonNode record, Fields fields);

    String object() {
        return object;
    }

    String statement() {
        return "SELECT " + columns + " FROM " + object;
    }

    ExpectedUser of(final JsonNode record, final String integrationId) {
        final Fields fields = new Fields();
        describe(record, fields);
        fields.values.put("data.source", TextNode.valueOf("salesforce"));
        return new ExpectedUser("sf_%s_%s_%s".formatted(integrationId, object, record.path("Id").asText()), fields.values, fields.optedOut);
    }

    /** Collects the values of one user. */
    static final class Fields {

        private final Map<String, JsonNode> values = new LinkedHashMap<>();
        private boolean optedOut;

        /** The first of the candidates that is set, else null. */
        Fields set(final String path, final JsonNode... candidates) {
            values.put(path, first(candidates));
            return this;
        }

        void phone(final JsonNode... candidates) {
            final JsonNode typed = first(candidates);
            values.put("phone", typed.isNull() ? typed : internationally(typed.asText()));
        }

        void list(final String path, final JsonNode choices) {
            if (choices.isNull() || choices.isMissingNode()) {
                values.put(path, NullNode.getInstance());
                return;
            }
            final ArrayNode list = JsonNodeFactory.instance.arrayNode();
            for (final String choice : choices.asText().split(";")) {
                list.add(choice);
            }
            values.put(path, list);
        }

        void optOut(final boolean value) {
            optedOut = value;
            values.put("data.unsubscribed", BooleanNode.valueOf(value));
        }

        private static JsonNode first(final JsonNode... candidates) {
            for (final JsonNode candidate : candidates) {
                if (!candidate.isNull() && !candidate.isMissingNode()) {
                    return candidate;
                }
            }
            return NullNode.getInstance();
        }

        private static JsonNode internationally(final String typed) {
            try {
                final PhoneNumber number = PhoneNumberUtil.getInstance().parse(typed, REGION);
                return TextNode.valueOf(PhoneNumberUtil.getInstance().format(number, PhoneNumberFormat.E164));
            } catch (final NumberParseException e) {
                return NullNode.getInstance();
            }
        }
    }
}
