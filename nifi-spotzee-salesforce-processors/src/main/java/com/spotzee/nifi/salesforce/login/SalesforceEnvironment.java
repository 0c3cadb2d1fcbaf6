package com.spotzee.nifi.salesforce.login;

import org.apache.nifi.components.DescribedValue;

/** Where an org's login is. */
public enum SalesforceEnvironment implements DescribedValue {
    PRODUCTION("Production", "login.salesforce.com"),
    SANDBOX("Sandbox", "test.salesforce.com"),
    CUSTOM_DOMAIN("Custom Domain", "The org's own host, such as acme.my.salesforce.com. Needed for Client Credentials");

    private final String value;
    private final String description;

    SalesforceEnvironment(final String value, final String description) {
        this.value = value;
        this.description = description;
    }

    /**
     * The host that a user means.
     *
     * @param customDomain what was typed as custom domain; read only where this is one
     * @throws IllegalArgumentException with a sentence for the user if that is no host of an org
     */
    public SalesforceHost host(final String customDomain) {
        return switch (this) {
            case PRODUCTION -> SalesforceHost.PRODUCTION;
            case SANDBOX -> SalesforceHost.SANDBOX;
            case CUSTOM_DOMAIN -> SalesforceHost.custom(customDomain == null ? "" : customDomain);
        };
    }

    @Override
    public String getValue() {
        return value;
    }

    @Override
    public String getDisplayName() {
        return value;
    }

    @Override
    public String getDescription() {
        return description;
    }
}
