package com.spotzee.nifi.processors;

import com.spotzee.nifi.http.Cancellation;
import com.spotzee.nifi.processors.pages.FlowAttributes;
import com.spotzee.nifi.processors.pages.OwnSession;
import com.spotzee.nifi.processors.sending.Held;
import com.spotzee.nifi.processors.sending.HeldSending;
import com.spotzee.nifi.processors.sending.LeftRefusals;
import com.spotzee.nifi.processors.sending.PutTarget;
import com.spotzee.nifi.processors.sending.SendingMode;
import com.spotzee.nifi.processors.sending.SendingRoutes;
import com.spotzee.nifi.processors.sending.SendingRun;
import com.spotzee.nifi.processors.sending.SendingSettings;
import com.spotzee.nifi.services.SalesforceIntegration;
import com.spotzee.nifi.services.SpotzeeProject;
import org.apache.nifi.annotation.behavior.InputRequirement;
import org.apache.nifi.annotation.behavior.ReadsAttribute;
import org.apache.nifi.annotation.behavior.ReadsAttributes;
import org.apache.nifi.annotation.behavior.TriggerSerially;
import org.apache.nifi.annotation.behavior.TriggerWhenAnyDestinationAvailable;
import org.apache.nifi.annotation.behavior.WritesAttribute;
import org.apache.nifi.annotation.behavior.WritesAttributes;
import org.apache.nifi.annotation.configuration.DefaultSettings;
import org.apache.nifi.annotation.documentation.CapabilityDescription;
import org.apache.nifi.annotation.documentation.SeeAlso;
import org.apache.nifi.annotation.documentation.Tags;
import org.apache.nifi.annotation.documentation.UseCase;
import org.apache.nifi.annotation.lifecycle.OnScheduled;
import org.apache.nifi.annotation.lifecycle.OnUnscheduled;
import org.apache.nifi.components.PropertyDescriptor;
import org.apache.nifi.expression.ExpressionLanguageScope;
import org.apache.nifi.processor.AbstractSessionFactoryProcessor;
import org.apache.nifi.processor.ProcessContext;
import org.apache.nifi.processor.ProcessSessionFactory;
import org.apache.nifi.processor.Relationship;
import org.apache.nifi.processor.exception.ProcessException;
import org.apache.nifi.processor.util.StandardValidators;
import org.apache.nifi.serialization.RecordReaderFactory;

import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;

/** Sends people to Spotzee in batches; who has opted out is unsubscribed, and that confirmed, before anything else of the person is sent. */
@Tags({"spotzee", "marketing", "crm", "users", "upsert", "subscriptions", "opt-out"})
@CapabilityDescription("""
        Creates and updates users at Spotzee in batches of 100. People who have opted out are unsubscribed, and that is confirmed, before anything \
        else of them is sent, so that they can't be written to for a moment. Users that Spotzee refuses go to failure with the reason; the others \
        are not held back by them. While Spotzee can't be reached or refuses the key, the data stays queued.""")
@SeeAlso(classNames = "com.spotzee.nifi.services.StandardSpotzeeProject")
// one thread, so that FlowFiles keep their order; it has many batches in flight
@TriggerSerially
// a full failure connection must not stop anything; a full success connection is respected in the trigger
@TriggerWhenAnyDestinationAvailable
@InputRequirement(InputRequirement.Requirement.INPUT_REQUIRED)
@DefaultSettings(yieldDuration = "10 sec")
@UseCase(description = "Send people from any NiFi source to Spotzee",
        configuration = """
                Set Record Reader to a reader of the source's format, and External ID Field to the field that tells who a record is. The fields email, phone, \
                timezone and locale are Spotzee's own; all others, and those of a record named data, become custom properties. Set Opt-Out Property to the \
                property that is true for people who have opted out. Leave Salesforce Integration empty.""")
@ReadsAttributes({
        @ReadsAttribute(attribute = FlowAttributes.SYNC_ID, description = "The sync that the FlowFile belongs to, settled in the integration's account"),
        @ReadsAttribute(attribute = FlowAttributes.SYNC_PAGE, description = "Number of the page within the sync"),
        @ReadsAttribute(attribute = FlowAttributes.SYNC_LANE, description = "opt-out: people are only unsubscribed, whatever else the records "
                + "hold; deleted: only users whom Spotzee knows are updated"),
        @ReadsAttribute(attribute = FlowAttributes.OPT_OUT_PROPERTY, description = "Name of the opt-out property, as the mapper writes it"),
        @ReadsAttribute(attribute = FlowAttributes.OPTED_OUT, description = "Who is known to have opted out, whatever the opt-out property says"),
        @ReadsAttribute(attribute = FlowAttributes.COUNT_PREFIX + "*", description = "Numbers collected on the way, settled with the own ones"),
        @ReadsAttribute(attribute = FlowAttributes.MET_PREFIX + "*", description = "Digests of the rules and mappings that the page met, settled as well")
})
@WritesAttributes({
        @WritesAttribute(attribute = FlowAttributes.RECORD_COUNT, description = "Records in the FlowFile"),
        @WritesAttribute(attribute = FlowAttributes.COUNT_PREFIX + "imported", description = "Users that were new at Spotzee"),
        @WritesAttribute(attribute = FlowAttributes.COUNT_PREFIX + "updated", description = "Users that Spotzee knew"),
        @WritesAttribute(attribute = FlowAttributes.COUNT_PREFIX + "sent",
                description = "Users that were sent asynchronously: what became of them is not known"),
        @WritesAttribute(attribute = FlowAttributes.COUNT_PREFIX + "refused", description = "Users that Spotzee refused"),
        @WritesAttribute(attribute = FlowAttributes.DROPPED_PREFIX + "phone",
                description = "Added up: telephone numbers that Spotzee could not understand; the users were taken without them"),
        @WritesAttribute(attribute = FlowAttributes.COUNT_PREFIX + "dropped_values", description = "Added up: the same, with what the mapper left out"),
        @WritesAttribute(attribute = FlowAttributes.COUNT_PREFIX + "opted_out_known", description = "People who were unsubscribed"),
        @WritesAttribute(attribute = FlowAttributes.COUNT_PREFIX + "opted_out_unknown",
                description = "In the opt-out lane: people whom Spotzee does not know"),
        @WritesAttribute(attribute = FlowAttributes.COUNT_PREFIX + "marked_known", description = "In the lane deleted: users that were marked"),
        @WritesAttribute(attribute = FlowAttributes.COUNT_PREFIX + "marked_unknown", description = "In the lane deleted: people whom Spotzee does not know"),
        @WritesAttribute(attribute = FlowAttributes.FAILURE_REASON, description = "On failure, where the content could not be read: why"),
        @WritesAttribute(attribute = "mime.type", description = "application/x-ndjson where the content was written anew")
})
public class PutSpotzeeUsers extends AbstractSessionFactoryProcessor {

    public static final PropertyDescriptor SPOTZEE_PROJECT = new PropertyDescriptor.Builder()
            .name("Spotzee Project")
            .description("The project that people are sent to")
            .required(true)
            .identifiesControllerService(SpotzeeProject.class)
            .build();
    public static final PropertyDescriptor SALESFORCE_INTEGRATION = new PropertyDescriptor.Builder()
            .name("Salesforce Integration")
            .description("""
                    The integration whose pages are sent. What was delivered is entered in its account, which the query waits for. Leave it empty for people \
                    from other sources""")
            .required(false)
            .identifiesControllerService(SalesforceIntegration.class)
            .build();
    public static final PropertyDescriptor OPT_OUT_PROPERTY = new PropertyDescriptor.Builder()
            .name("Opt-Out Property")
            .description("The property under data that is true for people who have opted out; dots lead into nested records")
            .required(true)
            .defaultValue("${%s:replaceEmpty('unsubscribed')}".formatted(FlowAttributes.OPT_OUT_PROPERTY))
            .expressionLanguageSupported(ExpressionLanguageScope.FLOWFILE_ATTRIBUTES)
            .addValidator(StandardValidators.NON_EMPTY_EL_VALIDATOR)
            .build();
    public static final PropertyDescriptor RECORD_READER = new PropertyDescriptor.Builder()
            .name("Record Reader")
            .description("Reads people from other sources. Leave it empty for JSON lines or a JSON array of Spotzee users, as the other processors write them")
            .required(false)
            .identifiesControllerService(RecordReaderFactory.class)
            .build();
    public static final PropertyDescriptor EXTERNAL_ID_FIELD = new PropertyDescriptor.Builder()
            .name("External ID Field")
            .description("""
                    The field of a record that is the user's external id; dots lead into nested records. Leave it empty if records have a field external_id""")
            .required(false)
            .dependsOn(RECORD_READER)
            .addValidator(StandardValidators.NON_BLANK_VALIDATOR)
            .build();
    public static final PropertyDescriptor SENDING_MODE = new PropertyDescriptor.Builder()
            .name("Sending Mode")
            .description("Whether Spotzee's answer is waited for")
            .required(true)
            .allowableValues(SendingMode.class)
            .defaultValue(SendingMode.SYNCHRONOUS)
            .build();
    public static final PropertyDescriptor BATCHES_IN_FLIGHT = new PropertyDescriptor.Builder()
            .name("Batches In Flight")
            .description("""
                    Most batches of up to 100 people that are sent at once. The slower Spotzee answers, the more it takes to keep its pace: a hundred \
                    requests a second that take half a second each are 50 at once. In memory are these batches and at most three times as many \
                    whose answers wait for an older one's""")
            .required(true)
            .defaultValue("64")
            .addValidator(StandardValidators.createLongValidator(1, 1_000, true))
            .build();

    public static final Relationship REL_SUCCESS = new Relationship.Builder()
            .name("success")
            .description("What Spotzee took: the content as it came, or JSON lines where users were refused or a Record Reader is set")
            .build();
    public static final Relationship REL_FAILURE = new Relationship.Builder()
            .name("failure")
            .description("Refused users, a JSON line each with code, message, param, request_id and the user as item; and content that can't be read")
            .build();
    public static final Relationship REL_SUPERSEDED = new Relationship.Builder()
            .name("superseded")
            .description("Pages of a sync that was given up, or whose number it has skipped: their records are read again, so they are not sent")
            .autoTerminateDefault(true)
            .build();

    public static final Relationship REL_EVENTS = new Relationship.Builder()
            .name("events")
            .description("The integration log, where a Salesforce Integration is set: sending_held when an outage begins, sending_resumed when it is over")
            .autoTerminateDefault(true)
            .build();

    private static final List<PropertyDescriptor> PROPERTY_DESCRIPTORS = List.of(SPOTZEE_PROJECT, SALESFORCE_INTEGRATION, OPT_OUT_PROPERTY, RECORD_READER,
            EXTERNAL_ID_FIELD, SENDING_MODE, BATCHES_IN_FLIGHT);
    private static final Set<Relationship> RELATIONSHIPS = Set.of(REL_SUCCESS, REL_FAILURE, REL_SUPERSEDED, REL_EVENTS);

    private final HeldSending held;
    private final LeftRefusals left = new LeftRefusals();
    private final LongSupplier nanos;
    private volatile Cancellation cancellation = new Cancellation();

    public PutSpotzeeUsers() {
        this(InstantSource.system(), System::nanoTime);
    }

    /**
     * For tests.
     *
     * @param clock the time that people are told
     * @param nanos elapsed time
     */
    PutSpotzeeUsers(final InstantSource clock, final LongSupplier nanos) {
        this.held = new HeldSending(clock);
        this.nanos = nanos;
    }

    @Override
    protected List<PropertyDescriptor> getSupportedPropertyDescriptors() {
        return PROPERTY_DESCRIPTORS;
    }

    @Override
    public Set<Relationship> getRelationships() {
        return RELATIONSHIPS;
    }

    @OnScheduled
    public void onScheduled() {
        cancellation = new Cancellation();
        held.forget();
    }

    @OnUnscheduled
    public void onUnscheduled() {
        cancellation.cancel();
    }

    @Override
    public void onTrigger(final ProcessContext context, final ProcessSessionFactory sessions) throws ProcessException {
        final PutTarget target = new PutTarget(settings(context), new SendingRoutes(REL_SUCCESS, REL_FAILURE, REL_SUPERSEDED,
                context::getAvailableRelationships), getNodeTypeProvider(), getLogger(), nanos);
        cancellation.during(() -> {
            try {
                new SendingRun(sessions, target, left, () -> held.over(audience(context, sessions))).run();
            } catch (final Held why) {
                hold(context, sessions, why);
            }
            return null;
        });
    }

    private static SendingSettings settings(final ProcessContext context) {
        return new SendingSettings(context.getProperty(SPOTZEE_PROJECT).asControllerService(SpotzeeProject.class), integration(context),
                context.getProperty(OPT_OUT_PROPERTY), context.getProperty(RECORD_READER).asControllerService(RecordReaderFactory.class),
                externalIdField(context), context.getProperty(SENDING_MODE).asAllowableValue(SendingMode.class),
                context.getProperty(BATCHES_IN_FLIGHT).asInteger());
    }

    /** Newer NiFis hold that a property is left alone where what it depends on is not set: nobody sees it there. */
    private static String externalIdField(final ProcessContext context) {
        return context.getProperty(RECORD_READER).isSet() ? context.getProperty(EXTERNAL_ID_FIELD).getValue() : null;
    }

    private static SalesforceIntegration integration(final ProcessContext context) {
        return context.getProperty(SALESFORCE_INTEGRATION).asControllerService(SalesforceIntegration.class);
    }

    /** The data is in its queue again, in order; people are told why. Stopping is no reason to wait: the next start would have to. */
    private void hold(final ProcessContext context, final ProcessSessionFactory sessions, final Held why) {
        if (!cancellation.isCancelled()) {
            context.yield();
            held.by(why, audience(context, sessions));
        }
    }

    /** Events have sessions of their own: those of the data are rolled back or committed by then. */
    private HeldSending.Audience audience(final ProcessContext context, final ProcessSessionFactory sessions) {
        return new HeldSending.Audience(getLogger(), Optional.ofNullable(integration(context)), event -> OwnSession.tell(sessions, event, REL_EVENTS));
    }
}
