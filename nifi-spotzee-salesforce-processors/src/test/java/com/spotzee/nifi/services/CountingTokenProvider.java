package com.spotzee.nifi.services;

import com.spotzee.nifi.http.HttpSettings;
import com.spotzee.nifi.http.JdkHttpExchange;
import com.spotzee.nifi.http.Secret;
import com.spotzee.nifi.salesforce.SalesforceFailure;
import com.spotzee.nifi.salesforce.login.Grant;
import com.spotzee.nifi.salesforce.login.SalesforceHost;
import com.spotzee.nifi.salesforce.login.SharedLogin;
import com.spotzee.nifi.sandbox.salesforce.EmulatedOrg;
import org.apache.nifi.controller.AbstractControllerService;
import org.apache.nifi.oauth2.AccessToken;
import org.apache.nifi.oauth2.OAuth2AccessTokenProvider;
import org.apache.nifi.processor.exception.ProcessException;

import java.time.InstantSource;

/** Logs in to the emulated org on every call, as NiFi 2.3's own provider does with Salesforce, and counts the calls. */
final class CountingTokenProvider extends AbstractControllerService implements OAuth2AccessTokenProvider {

    private final EmulatedOrg org;
    private int asked;

    CountingTokenProvider(final EmulatedOrg org) {
        this.org = org;
    }

    int asked() {
        return asked;
    }

    @Override
    public AccessToken getAccessDetails() {
        asked++;
        try (JdkHttpExchange http = JdkHttpExchange.open(HttpSettings.defaults())) {
            final AccessToken token = new AccessToken();
            token.setAccessToken(new SharedLogin(SalesforceHost.custom(org.url().toString()),
                    new Grant.ClientCredentials(org.clientId(), new Secret(org.clientSecret())), http, InstantSource.system())
                    .current().accessToken().reveal());
            return token;
        } catch (final SalesforceFailure failure) {
            throw new ProcessException(failure);
        }
    }
}
