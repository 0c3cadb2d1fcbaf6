package com.spotzee.nifi.services;

import org.apache.nifi.components.DescribedValue;

/** The ways to log in that a user can choose from. */
enum AuthenticationStrategy implements DescribedValue {
    CLIENT_CREDENTIALS("Client Credentials", "The app logs in by itself and acts as its Run As user. Needs the Environment Custom Domain"),
    REFRESH_TOKEN("Refresh Token", "A user connected once; the refresh token of that consent is used. Refresh Token Rotation must be off in the app"),
    JWT_BEARER("JWT Bearer", "The app trusts a certificate and a user is pre-approved; no secret of the user is kept"),
    ACCESS_TOKEN_PROVIDER("Access Token Provider", "A NiFi service gets the tokens. Needs the Environment Custom Domain, because the service does not "
            + "tell where the org's API is");

    private final String value;
    private final String description;

    AuthenticationStrategy(final String value, final String description) {
        this.value = value;
        this.description = description;
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
