package com.spotzee.nifi.connect;

import com.spotzee.nifi.salesforce.login.SalesforceEnvironment;

/**
 * What to do with a refresh token: the parameters of the flow definition, by name and value.
 *
 * @param environment where the org logs in
 * @param domain      the host that was typed; shown where the environment is a custom domain
 * @param app         the app that was consented to
 */
record ParameterAdvice(SalesforceEnvironment environment, String domain, ClientApp app) {

    String text(final Outcome.Connected connected) {
        final String organization = connected.session().organizationId().map(id -> "organisation " + id + " at ").orElse("");
        final String host = environment == SalesforceEnvironment.CUSTOM_DOMAIN ? "\n  Salesforce Custom Domain    " + domain : "";
        return """

                Connected to %s%s. %s

                The refresh token, shown this once and kept nowhere:

                %s

                Set these parameters of the context 'Spotzee Salesforce Sync' in NiFi:
                  Salesforce Environment      %s%s
                  Salesforce Authentication   Refresh Token
                  Salesforce Client ID        %s
                  Salesforce Client Secret    %s
                  Salesforce Refresh Token    the token above
                Then Verify the Salesforce Connection. Whoever has the token and the secret can read the org as you can:
                if it was seen by others, revoke it (Setup, Connected Apps OAuth Usage) and connect again.""".formatted(organization,
                connected.session().instance(), connected.finding(), connected.refreshToken().reveal(), environment.getValue(), host, app.clientId(),
                app.hasSecret() ? "the app's consumer secret" : "leave it empty");
    }
}
