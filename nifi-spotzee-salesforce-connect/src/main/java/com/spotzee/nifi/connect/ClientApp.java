package com.spotzee.nifi.connect;

import com.spotzee.nifi.http.Secret;

import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/**
 * The app that people give their consent to.
 *
 * @param clientId the consumer key
 * @param secret   the consumer secret, or an empty one where the app asks for none
 * @param callback where Salesforce sends the browser back to: one of the app's callback URLs to the letter
 */
record ClientApp(String clientId, Secret secret, URI callback) {

    ClientApp {
        Objects.requireNonNull(clientId, "clientId");
        Objects.requireNonNull(secret, "secret");
        Objects.requireNonNull(callback, "callback");
    }

    boolean hasSecret() {
        return !secret.reveal().isEmpty();
    }

    /** The fields with which the app names itself to the token endpoint. */
    Map<String, String> form(final String grantType) {
        final Map<String, String> form = new LinkedHashMap<>();
        form.put("grant_type", grantType);
        form.put("client_id", clientId);
        if (hasSecret()) {
            form.put("client_secret", secret.reveal());
        }
        return form;
    }
}
