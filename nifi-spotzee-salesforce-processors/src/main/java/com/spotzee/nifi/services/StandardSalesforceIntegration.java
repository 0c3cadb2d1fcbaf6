package com.spotzee.nifi.services;

import com.spotzee.nifi.http.Cancellation;
import com.spotzee.nifi.integration.ConvertedLeads;
import com.spotzee.nifi.integration.CursorField;
import com.spotzee.nifi.integration.DeletedRecords;
import com.spotzee.nifi.integration.EmailKey;
import com.spotzee.nifi.integration.IntegrationDefinition;
import com.spotzee.nifi.integration.IntegrationSettings;
import com.spotzee.nifi.integration.ObjectPlan;
import com.spotzee.nifi.integration.UnreadableOptOut;
import com.spotzee.nifi.ledger.DeliveryLedger;
import com.spotzee.nifi.ledger.StateDeliveryLedger;
import com.spotzee.nifi.rules.RuleLogic;
import com.spotzee.nifi.salesforce.SalesforceClient;
import com.spotzee.nifi.salesforce.SalesforceFailure;
import com.spotzee.nifi.salesforce.SalesforceObject;
import com.spotzee.nifi.sync.EmailKeys;
import com.spotzee.nifi.sync.OptOutRegister;
import com.spotzee.nifi.sync.OrganizationPins;
import com.spotzee.nifi.sync.StateOptOutRegister;
import com.spotzee.nifi.sync.StateSyncHistory;
import com.spotzee.nifi.sync.SyncHistory;
import com.spotzee.nifi.sync.Turns;
import org.apache.nifi.annotation.behavior.DynamicProperty;
import org.apache.nifi.annotation.behavior.Stateful;
import org.apache.nifi.annotation.documentation.CapabilityDescription;
import org.apache.nifi.annotation.documentation.Tags;
import org.apache.nifi.annotation.lifecycle.OnDisabled;
import org.apache.nifi.annotation.lifecycle.OnEnabled;
import org.apache.nifi.components.ConfigVerificationResult;
import org.apache.nifi.components.PropertyDescriptor;
import org.apache.nifi.components.ValidationContext;
import org.apache.nifi.components.ValidationResult;
import org.apache.nifi.components.Validator;
import org.apache.nifi.components.state.Scope;
import org.apache.nifi.controller.AbstractControllerService;
import org.apache.nifi.controller.ConfigurationContext;
import org.apache.nifi.controller.VerifiableControllerService;
import org.apache.nifi.expression.ExpressionLanguageScope;
import org.apache.nifi.logging.ComponentLog;
import org.apache.nifi.processor.util.StandardValidators;

import java.io.IOException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;

/** The integration record: its rules and mappings are typed once, here, and are the same for everybody who asks. */
@Tags({"salesforce", "spotzee", "integration", "sync", "rules", "mapping", "opt-out"})
@CapabilityDescription("""
        Says which Salesforce people are synced to Spotzee and what is carried over: objects, sync rules, field mappings and the opt-out. \
        Each dynamic property is one field mapping. Verify shows how many people match before anything is synced.""")
@DynamicProperty(name = "A Spotzee property, such as email, company or address.city",
        value = "A Salesforce field, such as Email or [Contact] Account.Name; alternatives between commas; ': type' at the end; constants in quotes",
        description = "One field mapping. email, phone, timezone and locale are Spotzee's own fields, everything else is stored with the user's data. "
                + "A mapping without a value is switched off, but the opt-out only by removing it. "
                + "Without any mapping email, first_name, last_name and phone are carried over.",
        expressionLanguageScope = ExpressionLanguageScope.NONE)
@Stateful(scopes = Scope.CLUSTER, description = """
        What was delivered of the syncs that are open, how the last syncs ended, who has opted out while an older version of the record may be on its \
        way, the id of the organisation to which the first login led, and the random key under which reports of doubles hash e-mail addresses: counts, \
        times and record ids, no other personal data. Clearing it together with the state of QuerySalesforceIncremental lets the integration begin anew \
        with another organisation.""")
public class StandardSalesforceIntegration extends AbstractControllerService implements SalesforceIntegration, VerifiableControllerService {

    public static final PropertyDescriptor INTEGRATION_ID = new PropertyDescriptor.Builder()
            .name("Integration ID")
            .description("""
                    Names this integration in the external id of everybody it syncs: sf_<Integration ID>_<object>_<Salesforce id>. Letters, digits and \
                    hyphens. Changing it later makes everybody a new user in Spotzee.""")
            .required(true)
            .addValidator(IntegrationProperties.INTEGRATION_ID_FORM)
            .build();

    public static final PropertyDescriptor CONNECTION = new PropertyDescriptor.Builder()
            .name("Salesforce Connection")
            .description("The Salesforce org that people are read from")
            .identifiesControllerService(SalesforceConnection.class)
            .required(true)
            .build();

    public static final PropertyDescriptor SYNC_FREQUENCY = new PropertyDescriptor.Builder()
            .name("Sync Frequency")
            .description("How often Salesforce is asked for changes")
            .required(true)
            .defaultValue("60 min")
            .addValidator(StandardValidators.createTimePeriodValidator(1, TimeUnit.SECONDS, 365, TimeUnit.DAYS))
            .build();

    public static final PropertyDescriptor CURSOR_FIELD = new PropertyDescriptor.Builder()
            .name("Cursor Field")
            .description("The stamp by which changed records are found")
            .required(true)
            .allowableValues(CursorField.class)
            .defaultValue(CursorField.LAST_MODIFIED_DATE)
            .build();

    public static final PropertyDescriptor OBJECTS = new PropertyDescriptor.Builder()
            .name("Objects")
            .description("What is synced: any of Lead, Contact and CampaignMember, with commas between them")
            .required(true)
            .addValidator(IntegrationProperties.OBJECT_LIST)
            .build();

    public static final PropertyDescriptor RULE_LOGIC = new PropertyDescriptor.Builder()
            .name("Rule Logic")
            .description("How the sync rules are combined")
            .required(true)
            .allowableValues(RuleLogic.class)
            .defaultValue(RuleLogic.AND)
            .build();

    public static final PropertyDescriptor SYNC_RULES = new PropertyDescriptor.Builder()
            .name("Sync Rules")
            .description("""
                    One rule a line: field, operator, value, such as Status equals "Hot". Operators: equals, not_equals, contains, not_contains, starts_with, \
                    ends_with, greater_than, less_than, is_set, is_not_set. A rule for one object only begins with it: [Lead] Rating equals "Hot". \
                    Without rules everybody is synced.""")
            .required(false)
            .addValidator(Validator.VALID)
            .build();

    public static final PropertyDescriptor OPT_OUT_PROPERTY = new PropertyDescriptor.Builder()
            .name("Opt-Out Property")
            .description("""
                    Name of the field mapping that says who has opted out of e-mail, such as unsubscribed. It must be read from checkboxes; whoever has \
                    ticked one of them is unsubscribed in Spotzee.""")
            .required(true)
            .defaultValue("unsubscribed")
            .addValidator(StandardValidators.NON_BLANK_VALIDATOR)
            .build();

    public static final PropertyDescriptor WHEN_OPT_OUT_IS_UNREADABLE = new PropertyDescriptor.Builder()
            .name("When Opt-Out Is Unreadable")
            .description("What happens to an object while a field of the opt-out mapping can't be read: hidden by field-level security, renamed or deleted")
            .required(true)
            .allowableValues(UnreadableOptOut.class)
            .defaultValue(UnreadableOptOut.HOLD)
            .build();

    public static final PropertyDescriptor CONVERTED_LEADS = new PropertyDescriptor.Builder()
            .name("Converted Leads")
            .description("""
                    What happens to leads that were converted, and so are the same person as a contact. Skip has an effect while both \
                    Lead and Contact are among the objects.""")
            .required(true)
            .allowableValues(ConvertedLeads.class)
            .defaultValue(ConvertedLeads.SYNC)
            .build();

    public static final PropertyDescriptor DELETED_RECORDS = new PropertyDescriptor.Builder()
            .name("Deleted Records")
            .description("""
                    What becomes of a user in Spotzee when the record is deleted in Salesforce or merged into another. Only deletions after this was \
                    switched on are known. It costs up to two API calls an object with each sync.""")
            .required(true)
            .allowableValues(DeletedRecords.class)
            .defaultValue(DeletedRecords.IGNORE)
            .build();

    public static final PropertyDescriptor DELETION_PROPERTY = new PropertyDescriptor.Builder()
            .name("Deletion Property")
            .description("The Spotzee property, under the user's data, that is true for users whose record was deleted and false for the others")
            .required(true)
            .defaultValue("salesforce_deleted")
            .addValidator(IntegrationProperties.MARK_FORM)
            .dependsOn(DELETED_RECORDS, DeletedRecords.MARK)
            .build();

    static final List<PropertyDescriptor> SETTINGS = List.of(INTEGRATION_ID, CONNECTION, SYNC_FREQUENCY, CURSOR_FIELD, OBJECTS,
            RULE_LOGIC, SYNC_RULES, OPT_OUT_PROPERTY, WHEN_OPT_OUT_IS_UNREADABLE, CONVERTED_LEADS, DELETED_RECORDS, DELETION_PROPERTY);

    private static final long VERIFY_SECONDS = 60;

    private final Executor afterVerifySeconds;
    private final Turns turns = new Turns();
    private volatile IntegrationSettings settings;
    private volatile IntegrationDefinition definition;
    private volatile SalesforceConnection connection;
    private volatile EnabledIntegrations.Entry entry;
    private volatile OrganizationGuard guard;
    private volatile EmailKey emailKey;

    public StandardSalesforceIntegration() {
        this(CompletableFuture.delayedExecutor(VERIFY_SECONDS, TimeUnit.SECONDS));
    }

    StandardSalesforceIntegration(final Executor afterVerifySeconds) {
        this.afterVerifySeconds = afterVerifySeconds;
    }

    @Override
    protected List<PropertyDescriptor> getSupportedPropertyDescriptors() {
        return SETTINGS;
    }

    @Override
    protected PropertyDescriptor getSupportedDynamicPropertyDescriptor(final String propertyDescriptorName) {
        return new PropertyDescriptor.Builder()
                .name(propertyDescriptorName)
                .description("Field mapping: which Salesforce field the Spotzee property %s is read from".formatted(propertyDescriptorName))
                .dynamic(true)
                .required(false)
                .addValidator(Validator.VALID)
                .build();
    }

    /** Only what was typed is judged, never the org: a service that is invalid could not start again after a restart, and opt-outs would stop with it. */
    @Override
    protected Collection<ValidationResult> customValidate(final ValidationContext validationContext) {
        return IntegrationProperties.validate(validationContext);
    }

    @OnEnabled
    public void onEnabled(final ConfigurationContext context) {
        definition = IntegrationProperties.definition(context);
        settings = IntegrationProperties.settings(context);
        connection = context.getProperty(CONNECTION).asControllerService(SalesforceConnection.class);
        entry = EnabledIntegrations.OF_THIS_NODE.enter(getIdentifier(), context.getName(), settings.id(), pins());
        guard = new OrganizationGuard(EnabledIntegrations.OF_THIS_NODE, entry);
        try {
            entry.pin();
        } catch (final IOException e) {
            // it is read again before the first page: an integration that could not be enabled would keep opt-outs back
            getLogger().warn("Cluster state could not be read: which organisation this integration belongs to is looked up at the next sync", e);
        }
    }

    @OnDisabled
    public void onDisabled() {
        if (entry != null) {
            EnabledIntegrations.OF_THIS_NODE.leave(entry);
        }
        entry = null;
        guard = null;
        emailKey = null;
        settings = null;
        definition = null;
        connection = null;
    }

    @Override
    public List<ConfigVerificationResult> verify(final ConfigurationContext context, final ComponentLog verificationLogger,
                                                 final Map<String, String> variables) {
        final SalesforceClient client = context.getProperty(CONNECTION).asControllerService(SalesforceConnection.class).client();
        final IntegrationSettings asked = IntegrationProperties.settings(context);
        final OrganizationGuard trial = new OrganizationGuard(EnabledIntegrations.OF_THIS_NODE,
                EnabledIntegrations.OF_THIS_NODE.unlisted(getIdentifier(), context.getName(), asked.id(), pins()));
        final Cancellation limit = new Cancellation();
        final VerificationSteps steps = new VerificationSteps(limit, VERIFY_SECONDS);
        final IntegrationVerification verification = new IntegrationVerification(asked, IntegrationProperties.definition(context), client, trial, steps);
        if (getNodeTypeProvider().isClustered() && !getNodeTypeProvider().isPrimary()) {
            verification.runHereOnly();
        } else {
            afterVerifySeconds.execute(limit::cancel);
            limit.during(() -> {
                verification.run();
                return null;
            });
        }
        return steps.results();
    }

    @Override
    public IntegrationSettings settings() {
        return settings;
    }

    @Override
    public SalesforceClient client() {
        return new GuardedClient(connection.client(), guard);
    }

    @Override
    public void claimOrganization() throws SalesforceFailure {
        guard.claim(connection.client());
    }

    private OrganizationPins pins() {
        return new OrganizationPins(getStateManager());
    }

    @Override
    public ObjectPlan plan(final SalesforceObject object) throws SalesforceFailure {
        return definition.plan(object, connection.client());
    }

    @Override
    public ObjectPlan rememberedPlan(final SalesforceObject object) throws SalesforceFailure {
        return definition.plan(object, connection.client().remembered());
    }

    @Override
    public DeliveryLedger ledger() {
        return new StateDeliveryLedger(getStateManager());
    }

    @Override
    public OptOutRegister optOutRegister() {
        return new StateOptOutRegister(getStateManager(), turns);
    }

    /** Read once while the service is enabled: each page of each node asks for it. */
    @Override
    public EmailKey emailKey() throws IOException {
        EmailKey key = emailKey;
        if (key == null) {
            key = new EmailKeys(getStateManager()).of(settings.id());
            emailKey = key;
        }
        return key;
    }

    @Override
    public SyncHistory history() {
        return new StateSyncHistory(getStateManager());
    }
}
