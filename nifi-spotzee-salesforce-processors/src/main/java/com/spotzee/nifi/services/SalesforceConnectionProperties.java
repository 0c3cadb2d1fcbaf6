package com.spotzee.nifi.services;

import com.spotzee.nifi.http.Secret;
import com.spotzee.nifi.salesforce.login.Grant;
import com.spotzee.nifi.salesforce.login.PrivateKeyPem;
import com.spotzee.nifi.salesforce.login.SalesforceEnvironment;
import com.spotzee.nifi.salesforce.login.SalesforceHost;
import org.apache.nifi.components.PropertyDescriptor;
import org.apache.nifi.components.ValidationContext;
import org.apache.nifi.components.ValidationResult;
import org.apache.nifi.components.Validator;
import org.apache.nifi.context.PropertyContext;
import org.apache.nifi.oauth2.OAuth2AccessTokenProvider;
import org.apache.nifi.processor.util.StandardValidators;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/** The properties of {@link StandardSalesforceConnection}, and what they mean once they are read. */
final class SalesforceConnectionProperties {

    static final PropertyDescriptor ENVIRONMENT = new PropertyDescriptor.Builder()
            .name("Environment")
            .description("Where the org's login is")
            .required(true)
            .allowableValues(SalesforceEnvironment.class)
            .defaultValue(SalesforceEnvironment.CUSTOM_DOMAIN)
            .build();

    static final PropertyDescriptor CUSTOM_DOMAIN = new PropertyDescriptor.Builder()
            .name("Custom Domain")
            .description("The org's full host, such as acme.my.salesforce.com or acme--uat.sandbox.my.salesforce.com. Setup, My Domain shows it")
            .required(true)
            .dependsOn(ENVIRONMENT, SalesforceEnvironment.CUSTOM_DOMAIN)
            .addValidator(sentence(SalesforceHost::custom))
            .build();

    static final PropertyDescriptor AUTHENTICATION_STRATEGY = new PropertyDescriptor.Builder()
            .name("Authentication Strategy")
            .description("How to log in. Each needs a Connected App or, since Spring '26, an External Client App in the org")
            .required(true)
            .allowableValues(AuthenticationStrategy.class)
            .defaultValue(AuthenticationStrategy.CLIENT_CREDENTIALS)
            .build();

    static final PropertyDescriptor CLIENT_ID = new PropertyDescriptor.Builder()
            .name("Client ID")
            .description("The app's consumer key")
            .required(true)
            .dependsOn(AUTHENTICATION_STRATEGY, AuthenticationStrategy.CLIENT_CREDENTIALS, AuthenticationStrategy.REFRESH_TOKEN,
                    AuthenticationStrategy.JWT_BEARER)
            .addValidator(StandardValidators.NON_BLANK_VALIDATOR)
            .build();

    static final PropertyDescriptor CLIENT_SECRET = new PropertyDescriptor.Builder()
            .name("Client Secret")
            .description("The app's consumer secret. With Refresh Token it may be empty if the app does not require it")
            .sensitive(true)
            .dependsOn(AUTHENTICATION_STRATEGY, AuthenticationStrategy.CLIENT_CREDENTIALS, AuthenticationStrategy.REFRESH_TOKEN)
            .addValidator(StandardValidators.NON_BLANK_VALIDATOR)
            .build();

    static final PropertyDescriptor REFRESH_TOKEN = new PropertyDescriptor.Builder()
            .name("Refresh Token")
            .description("The refresh token that a user's consent to the app brought")
            .required(true)
            .sensitive(true)
            .dependsOn(AUTHENTICATION_STRATEGY, AuthenticationStrategy.REFRESH_TOKEN)
            .addValidator(StandardValidators.NON_BLANK_VALIDATOR)
            .build();

    static final PropertyDescriptor USERNAME = new PropertyDescriptor.Builder()
            .name("Username")
            .description("Login name of the Salesforce user to act as; the user must be pre-approved for the app")
            .required(true)
            .dependsOn(AUTHENTICATION_STRATEGY, AuthenticationStrategy.JWT_BEARER)
            .addValidator(StandardValidators.NON_BLANK_VALIDATOR)
            .build();

    static final PropertyDescriptor PRIVATE_KEY = new PropertyDescriptor.Builder()
            .name("Private Key")
            .description("The RSA private key of the certificate in the app, as PKCS#8 PEM: the text from -----BEGIN PRIVATE KEY----- on")
            .required(true)
            .sensitive(true)
            .dependsOn(AUTHENTICATION_STRATEGY, AuthenticationStrategy.JWT_BEARER)
            .addValidator(sentence(pem -> PrivateKeyPem.parse(new Secret(pem))))
            .build();

    static final PropertyDescriptor ACCESS_TOKEN_PROVIDER = new PropertyDescriptor.Builder()
            .name("OAuth2 Access Token Provider")
            .description("The NiFi service that gets the tokens. Its token is kept until Salesforce refuses it")
            .required(true)
            .identifiesControllerService(OAuth2AccessTokenProvider.class)
            .dependsOn(AUTHENTICATION_STRATEGY, AuthenticationStrategy.ACCESS_TOKEN_PROVIDER)
            .build();

    static final PropertyDescriptor API_VERSION = new PropertyDescriptor.Builder()
            .name("API Version")
            .description("Version of Salesforce's REST API. Where the org does not offer it yet, its newest is used")
            .required(true)
            .defaultValue("66.0")
            .addValidator(StandardValidators.createRegexMatchingValidator(Pattern.compile("\\d{2,3}\\.0"), false,
                    "An API version is a whole number and .0, such as 66.0"))
            .build();

    static final List<PropertyDescriptor> ALL = List.of(ENVIRONMENT, CUSTOM_DOMAIN, AUTHENTICATION_STRATEGY, CLIENT_ID, CLIENT_SECRET, REFRESH_TOKEN,
            USERNAME, PRIVATE_KEY, ACCESS_TOKEN_PROVIDER, API_VERSION, NetworkProperties.CONNECT_TIMEOUT, NetworkProperties.RESPONSE_TIMEOUT,
            NetworkProperties.SSL_CONTEXT_SERVICE, NetworkProperties.PROXY_CONFIGURATION_SERVICE);

    private SalesforceConnectionProperties() {
    }

    /** What no property shows by itself: which strategy fits which environment. */
    static List<ValidationResult> validate(final ValidationContext context) {
        final AuthenticationStrategy strategy = strategy(context);
        final SalesforceEnvironment environment = environment(context);
        final List<ValidationResult> results = new ArrayList<>();
        final boolean needsOwnHost = strategy == AuthenticationStrategy.CLIENT_CREDENTIALS || strategy == AuthenticationStrategy.ACCESS_TOKEN_PROVIDER;
        if (needsOwnHost && environment != SalesforceEnvironment.CUSTOM_DOMAIN) {
            results.add(refused(ENVIRONMENT, ("%s work%s on the org's own host only: set Environment to Custom Domain and type the full host, such as "
                    + "acme.my.salesforce.com").formatted(strategy.getValue(), strategy == AuthenticationStrategy.CLIENT_CREDENTIALS ? "" : "s")));
        }
        if (strategy == AuthenticationStrategy.CLIENT_CREDENTIALS && !context.getProperty(CLIENT_SECRET).isSet()) {
            results.add(refused(CLIENT_SECRET, "Client Credentials need the Client Secret: copy the app's consumer secret"));
        }
        return results;
    }

    static SalesforceHost host(final PropertyContext context) {
        return environment(context).host(context.getProperty(CUSTOM_DOMAIN).getValue());
    }

    static Grant grant(final PropertyContext context) {
        final String clientId = context.getProperty(CLIENT_ID).getValue();
        return switch (strategy(context)) {
            case CLIENT_CREDENTIALS -> new Grant.ClientCredentials(clientId, secret(context, CLIENT_SECRET));
            case REFRESH_TOKEN -> new Grant.RefreshToken(clientId, secret(context, CLIENT_SECRET), secret(context, REFRESH_TOKEN));
            case JWT_BEARER -> new Grant.JwtBearer(clientId, context.getProperty(USERNAME).getValue(),
                    PrivateKeyPem.parse(secret(context, PRIVATE_KEY)));
            case ACCESS_TOKEN_PROVIDER -> new Grant.ProvidedToken(new NiFiTokenProvider(
                    context.getProperty(ACCESS_TOKEN_PROVIDER).asControllerService(OAuth2AccessTokenProvider.class)));
        };
    }

    private static AuthenticationStrategy strategy(final PropertyContext context) {
        return context.getProperty(AUTHENTICATION_STRATEGY).asAllowableValue(AuthenticationStrategy.class);
    }

    private static SalesforceEnvironment environment(final PropertyContext context) {
        return context.getProperty(ENVIRONMENT).asAllowableValue(SalesforceEnvironment.class);
    }

    private static Secret secret(final PropertyContext context, final PropertyDescriptor descriptor) {
        final String value = context.getProperty(descriptor).getValue();
        return value == null ? null : new Secret(value.strip());
    }

    /** Valid if the parser takes it; otherwise the parser's sentence is shown. The input is left out of the result: it may be a secret. */
    private static Validator sentence(final Consumer<String> parser) {
        return (subject, input, context) -> {
            try {
                parser.accept(input);
                return new ValidationResult.Builder().subject(subject).valid(true).build();
            } catch (final IllegalArgumentException refused) {
                return new ValidationResult.Builder().subject(subject).valid(false).explanation(refused.getMessage()).build();
            }
        };
    }

    private static ValidationResult refused(final PropertyDescriptor descriptor, final String sentence) {
        return new ValidationResult.Builder().subject(descriptor.getName()).valid(false).explanation(sentence).build();
    }
}
