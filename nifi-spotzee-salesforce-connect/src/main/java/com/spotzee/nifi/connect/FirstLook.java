package com.spotzee.nifi.connect;

import com.spotzee.nifi.http.HttpExchange;
import com.spotzee.nifi.http.Secret;
import com.spotzee.nifi.http.Sleeper;
import com.spotzee.nifi.salesforce.HttpSalesforceClient;
import com.spotzee.nifi.salesforce.SObjectDescription;
import com.spotzee.nifi.salesforce.SalesforceFailure;
import com.spotzee.nifi.salesforce.login.Grant;
import com.spotzee.nifi.salesforce.login.SalesforceHost;
import com.spotzee.nifi.salesforce.login.SharedLogin;

import java.time.InstantSource;

/** What a user may see of an org: one look at Lead, with NiFi's own login and client. */
final class FirstLook {

    private static final String API_VERSION = "66.0";

    private final SalesforceHost host;
    private final ClientApp app;
    private final HttpExchange http;

    FirstLook(final SalesforceHost host, final ClientApp app, final HttpExchange http) {
        this.host = host;
        this.app = app;
        this.http = http;
    }

    /** A sentence for the user: that all is well, or what is to be done in Salesforce yet. */
    String finding(final Secret refreshToken) {
        final Grant grant = new Grant.RefreshToken(app.clientId(), app.hasSecret() ? app.secret() : null, refreshToken);
        final SharedLogin login = new SharedLogin(host, grant, http, InstantSource.system());
        try {
            final SObjectDescription lead = new HttpSalesforceClient(http, login, API_VERSION, InstantSource.system(), Sleeper.REAL).describe("Lead");
            return lead.field("HasOptedOutOfEmail").isPresent()
                    ? "This user may read Lead, and HasOptedOutOfEmail among its fields."
                    : "To be done yet: this user can't see HasOptedOutOfEmail of Lead, so opt-outs can't be read. Make it visible by field-level security "
                            + "(Setup, Permission Sets), on Contact as well.";
        } catch (final SalesforceFailure failure) {
            return "To be done yet: " + failure.getMessage();
        }
    }
}
