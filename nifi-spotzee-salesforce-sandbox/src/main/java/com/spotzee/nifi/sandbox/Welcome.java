package com.spotzee.nifi.sandbox;

import com.spotzee.nifi.sandbox.salesforce.EmulatedOrg;
import com.spotzee.nifi.sandbox.spotzee.EmulatedProject;

import java.io.PrintWriter;

/** What a user of the command line sees once the sandbox runs: addresses, credentials (of emulated services only), and commands to try. */
final class Welcome {
    private final Sandbox sandbox;

    Welcome(final Sandbox sandbox) {
        this.sandbox = sandbox;
    }

    void print(final PrintWriter out) {
        final EmulatedOrg org = sandbox.org();
        final EmulatedProject project = sandbox.project();
        out.printf("""
                The sandbox runs until Ctrl-C. Both sides next to each other, and buttons for everything that can happen:
                  %s

                Salesforce org   %s   %d leads, %d contacts, %d campaign members
                  client id      %s
                  client secret  %s
                  refresh token  %s
                  callback URL   %s   (bin/connect uses it)
                  username       %s   (for JWT bearer; the private key stands at %s/connection)
                Spotzee project  %s
                  secret key     %s
                Admin API        %s   (GET / lists what it can do)

                Try:
                  curl -s %s/summary
                  TOKEN=$(curl -s %s/services/oauth2/token -d grant_type=client_credentials -d client_id='%s' -d client_secret='%s' \\
                    | sed 's/.*"access_token" *: *"\\([^"]*\\)".*/\\1/')
                  curl -sG %s/services/data/v66.0/query -H "Authorization: Bearer $TOKEN" --data-urlencode 'q=SELECT Id, Name, Email FROM Lead LIMIT 3'
                  curl -s '%s/org/Lead?limit=3'
                  curl -s -X POST %s/org/Lead/ID/opt-out
                  curl -s -X PATCH %s/org/Lead/ID -d '{"LastName":"Ng"}'
                  curl -s %s/me -H 'Authorization: Bearer %s'
                """, sandbox.consoleUrl(), org.url(), org.store().count("Lead"), org.store().count("Contact"), org.store().count("CampaignMember"),
                org.clientId(), org.clientSecret(), org.refreshToken(), org.app().callbackUrls().getFirst(), org.username(), sandbox.adminUrl(),
                project.url(), project.secretKey(), sandbox.adminUrl(),
                sandbox.adminUrl(), org.url(), org.clientId(), org.clientSecret(), org.url(), sandbox.adminUrl(), sandbox.adminUrl(), sandbox.adminUrl(),
                project.url(), project.secretKey());
        out.flush();
    }
}
