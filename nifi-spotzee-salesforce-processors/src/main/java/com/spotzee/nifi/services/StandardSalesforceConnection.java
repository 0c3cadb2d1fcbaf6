package com.spotzee.nifi.services;

import com.spotzee.nifi.http.JdkHttpExchange;
import com.spotzee.nifi.http.Sleeper;
import com.spotzee.nifi.salesforce.HttpSalesforceClient;
import com.spotzee.nifi.salesforce.SalesforceClient;
import com.spotzee.nifi.salesforce.login.SalesforceHost;
import com.spotzee.nifi.salesforce.login.SharedLogin;
import org.apache.nifi.annotation.documentation.CapabilityDescription;
import org.apache.nifi.annotation.documentation.Tags;
import org.apache.nifi.annotation.lifecycle.OnDisabled;
import org.apache.nifi.annotation.lifecycle.OnEnabled;
import org.apache.nifi.components.ConfigVerificationResult;
import org.apache.nifi.components.PropertyDescriptor;
import org.apache.nifi.components.ValidationContext;
import org.apache.nifi.components.ValidationResult;
import org.apache.nifi.context.PropertyContext;
import org.apache.nifi.controller.AbstractControllerService;
import org.apache.nifi.controller.ConfigurationContext;
import org.apache.nifi.controller.VerifiableControllerService;
import org.apache.nifi.logging.ComponentLog;

import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/** The connection to one org as users configure it. */
@Tags({"salesforce", "oauth", "oauth2", "jwt", "connection", "spotzee"})
@CapabilityDescription("""
        Logs in to one Salesforce org and talks to its REST API, for all processors that need it. The login is made when it is first needed, \
        shared, kept until Salesforce refuses it, and then renewed once for everybody. Nothing is ever changed in Salesforce. Verify tries the \
        host, the login, the API version, the description of Lead and Contact, and the API usage.""")
public class StandardSalesforceConnection extends AbstractControllerService implements SalesforceConnection, VerifiableControllerService {

    private final InstantSource clock;
    private final Sleeper sleeper;
    private volatile Opened opened;

    public StandardSalesforceConnection() {
        this(InstantSource.system(), Sleeper.REAL);
    }

    /**
     * A connection with a time of its own.
     *
     * @param clock   by which logins are spaced out and descriptions kept
     * @param sleeper waits between attempts
     */
    StandardSalesforceConnection(final InstantSource clock, final Sleeper sleeper) {
        this.clock = clock;
        this.sleeper = sleeper;
    }

    private record Opened(JdkHttpExchange http, SharedLogin login, HttpSalesforceClient client) {
    }

    @Override
    protected List<PropertyDescriptor> getSupportedPropertyDescriptors() {
        return SalesforceConnectionProperties.ALL;
    }

    @Override
    protected Collection<ValidationResult> customValidate(final ValidationContext context) {
        return SalesforceConnectionProperties.validate(context);
    }

    @OnEnabled
    public void open(final ConfigurationContext context) {
        opened = opened(context);
    }

    /** Ends what is under way: whoever still uses the client gets a failure. */
    @OnDisabled
    public void close() {
        final Opened closing = opened;
        opened = null;
        if (closing != null) {
            closing.http().close();
        }
    }

    @Override
    public SalesforceClient client() {
        final Opened current = opened;
        if (current == null) {
            throw new IllegalStateException("The Salesforce Connection is disabled");
        }
        return current.client();
    }

    @Override
    public List<ConfigVerificationResult> verify(final ConfigurationContext context, final ComponentLog verificationLogger,
                                                 final Map<String, String> variables) {
        final Opened trial;
        try {
            trial = opened(context);
        } catch (final IllegalArgumentException refused) {
            return List.of(new ConfigVerificationResult.Builder().verificationStepName("Read Settings")
                    .outcome(ConfigVerificationResult.Outcome.FAILED).explanation(refused.getMessage()).build());
        }
        try {
            return new ConnectionVerification(trial.http(), SalesforceConnectionProperties.host(context), trial.login(), trial.client()).run();
        } finally {
            trial.http().close();
        }
    }

    private Opened opened(final PropertyContext context) {
        final SalesforceHost host = SalesforceConnectionProperties.host(context);
        final JdkHttpExchange http = JdkHttpExchange.open(NetworkProperties.settings(context));
        final SharedLogin login = new SharedLogin(host, SalesforceConnectionProperties.grant(context), http, clock);
        return new Opened(http, login, new HttpSalesforceClient(http, login,
                context.getProperty(SalesforceConnectionProperties.API_VERSION).getValue(), clock, sleeper));
    }
}
