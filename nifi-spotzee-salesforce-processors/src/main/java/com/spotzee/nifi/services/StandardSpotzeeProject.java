package com.spotzee.nifi.services;

import com.spotzee.nifi.http.JdkHttpExchange;
import com.spotzee.nifi.spotzee.HttpSpotzeeClient;
import com.spotzee.nifi.spotzee.Pace;
import com.spotzee.nifi.spotzee.PaceLimits;
import com.spotzee.nifi.spotzee.SpotzeeClient;
import org.apache.nifi.annotation.documentation.CapabilityDescription;
import org.apache.nifi.annotation.documentation.SeeAlso;
import org.apache.nifi.annotation.documentation.Tags;
import org.apache.nifi.annotation.lifecycle.OnDisabled;
import org.apache.nifi.annotation.lifecycle.OnEnabled;
import org.apache.nifi.components.ConfigVerificationResult;
import org.apache.nifi.components.PropertyDescriptor;
import org.apache.nifi.components.ValidationResult;
import org.apache.nifi.components.Validator;
import org.apache.nifi.controller.AbstractControllerService;
import org.apache.nifi.controller.ConfigurationContext;
import org.apache.nifi.controller.VerifiableControllerService;
import org.apache.nifi.logging.ComponentLog;
import org.apache.nifi.processor.util.StandardValidators;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;

/** The Spotzee project over its client API. Everything that uses one service is paced together. */
@Tags({"spotzee", "marketing", "crm", "users", "subscriptions"})
@CapabilityDescription("""
        The Spotzee project that people are sent to: its address and key, the pace it allows, and the subscriptions that an opt-out ends. \
        All processors that use one service share its pace.""")
@SeeAlso(classNames = "com.spotzee.nifi.processors.PutSpotzeeUsers")
public class StandardSpotzeeProject extends AbstractControllerService implements SpotzeeProject, VerifiableControllerService {

    static final PropertyDescriptor SPOTZEE_URL = new PropertyDescriptor.Builder()
            .name("Spotzee URL")
            .description("Base address of Spotzee's client API. Must use https, except on this machine itself")
            .required(true)
            .defaultValue("https://apix.spotzee.com/api/client")
            .addValidator(validator(SpotzeeProjectSettings::url))
            .build();
    static final PropertyDescriptor API_KEY = new PropertyDescriptor.Builder()
            .name("API Key")
            .description("Secret key of the project; it starts with sk_. Spotzee shows it under Settings, API keys")
            .required(true)
            .sensitive(true)
            .addValidator(validator(StandardSpotzeeProject::requireSecretKey))
            .build();
    static final PropertyDescriptor OPT_OUT_SUBSCRIPTIONS = new PropertyDescriptor.Builder()
            .name("Opt-Out Subscriptions")
            .description("""
                    Ids of the e-mail subscriptions that an opt-out ends, between commas. Spotzee's API does not tell which subscription follows \
                    which user property, so it is said here. Without any, people who have opted out are not sent at all: their data waits""")
            .required(false)
            .addValidator(validator(SpotzeeProjectSettings::subscriptionIds))
            .build();
    static final PropertyDescriptor REQUESTS_PER_10_SECONDS = new PropertyDescriptor.Builder()
            .name("Requests Per 10 Seconds")
            .description("Most requests in ten seconds; a request carries up to 100 people. All processors that use this service share them")
            .required(true)
            .defaultValue(Integer.toString(PaceLimits.DOCUMENTED.per10Seconds()))
            .addValidator(StandardValidators.POSITIVE_INTEGER_VALIDATOR)
            .build();
    static final PropertyDescriptor REQUESTS_PER_MINUTE = new PropertyDescriptor.Builder()
            .name("Requests Per Minute")
            .description("Most requests in a minute. All processors that use this service share them")
            .required(true)
            .defaultValue(Integer.toString(PaceLimits.DOCUMENTED.perMinute()))
            .addValidator(StandardValidators.POSITIVE_INTEGER_VALIDATOR)
            .build();
    static final PropertyDescriptor LIMITS_APPLY_TO = new PropertyDescriptor.Builder()
            .name("Limits Apply To")
            .description("Whether the nodes of a cluster share the two limits. Spotzee counts requests by the address that they come from")
            .required(true)
            .allowableValues(LimitScope.class)
            .defaultValue(LimitScope.CLUSTER)
            .build();

    private static final List<PropertyDescriptor> PROPERTY_DESCRIPTORS = List.of(SPOTZEE_URL, API_KEY, OPT_OUT_SUBSCRIPTIONS, REQUESTS_PER_10_SECONDS,
            REQUESTS_PER_MINUTE, LIMITS_APPLY_TO, NetworkProperties.CONNECT_TIMEOUT, NetworkProperties.RESPONSE_TIMEOUT,
            NetworkProperties.PROXY_CONFIGURATION_SERVICE, NetworkProperties.SSL_CONTEXT_SERVICE);

    private final Function<PaceLimits, Pace> paces;
    private volatile Enabled enabled;

    public StandardSpotzeeProject() {
        this(Pace::new);
    }

    /** For tests. */
    StandardSpotzeeProject(final Function<PaceLimits, Pace> paces) {
        this.paces = paces;
    }

    /** What lives from enabling to disabling. */
    private record Enabled(SpotzeeProjectSettings settings, JdkHttpExchange exchange, Pace pace, SpotzeeClient client) {
    }

    @Override
    protected List<PropertyDescriptor> getSupportedPropertyDescriptors() {
        return PROPERTY_DESCRIPTORS;
    }

    @OnEnabled
    public void onEnabled(final ConfigurationContext context) {
        final SpotzeeProjectSettings settings = SpotzeeProjectSettings.from(context);
        final JdkHttpExchange exchange = JdkHttpExchange.open(settings.http());
        final Pace pace = paces.apply(settings.limits());
        enabled = new Enabled(settings, exchange, pace, new HttpSpotzeeClient(settings.access(), exchange, pace));
    }

    @OnDisabled
    public void onDisabled() {
        if (enabled != null) {
            enabled.exchange().close();
            enabled = null;
        }
    }

    @Override
    public SpotzeeClient client() {
        final Enabled now = required();
        now.pace().shareAmong(now.settings().limitScope().sharing(getNodeTypeProvider()));
        return now.client();
    }

    @Override
    public String url() {
        return required().settings().access().url().toString();
    }

    @Override
    public Set<Long> optOutSubscriptions() {
        return required().settings().optOutSubscriptions();
    }

    @Override
    public List<ConfigVerificationResult> verify(final ConfigurationContext context, final ComponentLog log, final Map<String, String> variables) {
        final SpotzeeProjectSettings settings = SpotzeeProjectSettings.from(context);
        try (JdkHttpExchange exchange = JdkHttpExchange.open(settings.http().withTimeouts(SpotzeeVerification.CONNECT, SpotzeeVerification.ANSWER))) {
            return new SpotzeeVerification(HttpSpotzeeClient.forVerification(settings.access(), exchange)).verify(settings.optOutSubscriptions());
        }
    }

    private Enabled required() {
        final Enabled now = enabled;
        if (now == null) {
            throw new IllegalStateException("the Spotzee Project was disabled meanwhile: enable it again");
        }
        return now;
    }

    private static void requireSecretKey(final String key) {
        if (key.startsWith("pk_")) {
            throw new IllegalArgumentException("is a publishable key (pk_…), which may not write users: use the secret key, which starts with sk_");
        }
        if (key.startsWith("ok_")) {
            throw new IllegalArgumentException("is an organisation key (ok_…), which Spotzee refuses here: use a secret key, which starts with sk_");
        }
        if (!key.matches("sk_[\\x21-\\x7e]+")) {
            throw new IllegalArgumentException("is no secret key: copy the whole key from Spotzee's settings, without spaces; it starts with sk_");
        }
    }

    /** A validator that never repeats what was typed: it may be a key. */
    private static Validator validator(final Consumer<String> check) {
        return (subject, input, context) -> {
            final ValidationResult.Builder result = new ValidationResult.Builder().subject(subject);
            try {
                check.accept(input);
                return result.valid(true).build();
            } catch (final IllegalArgumentException e) {
                return result.valid(false).explanation(e.getMessage()).build();
            }
        };
    }
}
