package com.spotzee.nifi.services;

import com.spotzee.nifi.integration.ConvertedLeads;
import com.spotzee.nifi.integration.CursorField;
import com.spotzee.nifi.integration.DeletedRecords;
import com.spotzee.nifi.integration.DeletionSettings;
import com.spotzee.nifi.integration.IntegrationDefinition;
import com.spotzee.nifi.integration.IntegrationId;
import com.spotzee.nifi.integration.IntegrationSettings;
import com.spotzee.nifi.integration.UnreadableOptOut;
import com.spotzee.nifi.mapping.MappingRows;
import com.spotzee.nifi.rules.RuleLogic;
import com.spotzee.nifi.rules.RuleSet;
import com.spotzee.nifi.salesforce.SalesforceObject;
import org.apache.nifi.components.PropertyDescriptor;
import org.apache.nifi.components.ValidationContext;
import org.apache.nifi.components.ValidationResult;
import org.apache.nifi.components.Validator;
import org.apache.nifi.context.PropertyContext;
import org.apache.nifi.controller.ConfigurationContext;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/** Reads the integration's properties, once for validation and once for use. */
final class IntegrationProperties {

    private static final Pattern PROPERTY_NAME = Pattern.compile("[^.\\s](?:[^.]*[^.\\s])?");

    static final Validator INTEGRATION_ID_FORM = (subject, input, context) -> {
        try {
            new IntegrationId(input);
            return valid(subject, input);
        } catch (final IllegalArgumentException e) {
            return invalid(subject, input, e.getMessage());
        }
    };

    static final Validator OBJECT_LIST = (subject, input, context) -> {
        final Optional<String> unknown = names(input).stream().filter(name -> SalesforceObject.named(name).isEmpty()).findFirst();
        if (unknown.isPresent()) {
            return invalid(subject, input, "'%s' can't be synced: name any of Lead, Contact and CampaignMember".formatted(unknown.get()));
        }
        return names(input).isEmpty() ? invalid(subject, input, "no object is named: name any of Lead, Contact and CampaignMember") : valid(subject, input);
    };

    /** No dots: what is nested would be replaced as a whole. */
    static final Validator MARK_FORM = (subject, input, context) -> PROPERTY_NAME.matcher(input).matches() ? valid(subject, input)
            : invalid(subject, input, "name one property of the user, without dots, such as salesforce_deleted");

    private IntegrationProperties() {
    }

    /** Everything that is wrong with rules and mapping rows, row by row. */
    static List<ValidationResult> validate(final ValidationContext context) {
        final List<ValidationResult> results = new ArrayList<>();
        rules(context).errors().forEach(error -> results.add(invalid(StandardSalesforceIntegration.SYNC_RULES.getName(), null, error.toString())));
        mapping(context, context.getProperties()).errors().forEach((row, error) -> results.add(invalid(row, null, error)));
        final String mark = context.getProperty(StandardSalesforceIntegration.DELETION_PROPERTY).getValue();
        final boolean marks = DeletedRecords.MARK.getValue().equals(context.getProperty(StandardSalesforceIntegration.DELETED_RECORDS).getValue());
        for (final PropertyDescriptor row : context.getProperties().keySet().stream().filter(PropertyDescriptor::isDynamic).toList()) {
            settingNamed(row.getName()).ifPresent(setting -> results.add(invalid(row.getName(), null,
                    "it looks like the setting '%s' of this service, which it is not: choose another name for the row, or remove it".formatted(setting))));
            if (marks && row.getName().split("\\.", 2)[0].equalsIgnoreCase(mark)) {
                results.add(invalid(StandardSalesforceIntegration.DELETION_PROPERTY.getName(), mark,
                        "the field mapping '%s' writes there already: name another property".formatted(row.getName())));
            }
        }
        return results;
    }

    /** A setting that users may have meant when they named a row: the same but for case. */
    private static Optional<String> settingNamed(final String row) {
        return StandardSalesforceIntegration.SETTINGS.stream().map(PropertyDescriptor::getName)
                .filter(row::equalsIgnoreCase).findFirst();
    }

    static IntegrationDefinition definition(final ConfigurationContext context) {
        return new IntegrationDefinition(context.getProperty(StandardSalesforceIntegration.RULE_LOGIC).asAllowableValue(RuleLogic.class),
                rules(context), mapping(context, context.getProperties()), withoutConvertedLeads(context));
    }

    private static boolean withoutConvertedLeads(final PropertyContext context) {
        return context.getProperty(StandardSalesforceIntegration.CONVERTED_LEADS).asAllowableValue(ConvertedLeads.class) == ConvertedLeads.SKIP
                && objects(context.getProperty(StandardSalesforceIntegration.OBJECTS).getValue()).contains(SalesforceObject.CONTACT);
    }

    static IntegrationSettings settings(final ConfigurationContext context) {
        return new IntegrationSettings(
                new IntegrationId(context.getProperty(StandardSalesforceIntegration.INTEGRATION_ID).getValue()),
                objects(context.getProperty(StandardSalesforceIntegration.OBJECTS).getValue()),
                Duration.ofMillis(context.getProperty(StandardSalesforceIntegration.SYNC_FREQUENCY).asTimePeriod(TimeUnit.MILLISECONDS)),
                context.getProperty(StandardSalesforceIntegration.CURSOR_FIELD).asAllowableValue(CursorField.class),
                context.getProperty(StandardSalesforceIntegration.OPT_OUT_PROPERTY).getValue(),
                context.getProperty(StandardSalesforceIntegration.WHEN_OPT_OUT_IS_UNREADABLE).asAllowableValue(UnreadableOptOut.class),
                new DeletionSettings(context.getProperty(StandardSalesforceIntegration.DELETED_RECORDS).asAllowableValue(DeletedRecords.class),
                        context.getProperty(StandardSalesforceIntegration.DELETION_PROPERTY).getValue()));
    }

    private static RuleSet rules(final PropertyContext context) {
        final String text = context.getProperty(StandardSalesforceIntegration.SYNC_RULES).getValue();
        return RuleSet.parse(text == null ? "" : text);
    }

    private static MappingRows mapping(final PropertyContext context, final Map<PropertyDescriptor, String> properties) {
        final String optOut = context.getProperty(StandardSalesforceIntegration.OPT_OUT_PROPERTY).getValue();
        final Map<String, String> rows = new TreeMap<>();
        properties.keySet().stream().filter(PropertyDescriptor::isDynamic).forEach(row -> {
            final String text = context.getProperty(row).getValue();
            // A row that reads a parameter is switched off by clearing the parameter; the opt-out never by an oversight.
            if (text != null && !text.isBlank() || row.getName().equals(optOut)) {
                rows.put(row.getName(), text == null ? "" : text);
            }
        });
        return MappingRows.parse(rows, optOut);
    }

    private static List<SalesforceObject> objects(final String text) {
        return names(text).stream().map(SalesforceObject::named).flatMap(Optional::stream).distinct().toList();
    }

    private static List<String> names(final String text) {
        return Arrays.stream(text.split("[,\\s]+")).filter(name -> !name.isEmpty()).toList();
    }

    private static ValidationResult valid(final String subject, final String input) {
        return new ValidationResult.Builder().subject(subject).input(input).valid(true).build();
    }

    private static ValidationResult invalid(final String subject, final String input, final String explanation) {
        return new ValidationResult.Builder().subject(subject).input(input).valid(false).explanation(explanation).build();
    }
}
