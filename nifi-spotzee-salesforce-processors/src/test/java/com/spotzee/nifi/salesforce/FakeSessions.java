package com.spotzee.nifi.salesforce;

import com.spotzee.nifi.http.Secret;

import java.net.URI;

/** Grants sessions token-1, token-2 and so on, or refuses when told so. */
final class FakeSessions implements Sessions {

    private int granted = 1;
    private int accepted;
    private SalesforceFailure refusal;

    FakeSessions refusing(final SalesforceFailure failure) {
        refusal = failure;
        return this;
    }

    @Override
    public Session current() {
        return session();
    }

    @Override
    public Session insteadOf(final Session refused) throws SalesforceFailure {
        if (refusal != null) {
            throw refusal;
        }
        granted++;
        return session();
    }

    @Override
    public void accepted(final Session good) {
        accepted++;
    }

    int accepted() {
        return accepted;
    }

    private Session session() {
        return new Session(URI.create("https://acme.my.salesforce.com"), new Secret("token-" + granted), "00D1a000000H3O9EAK");
    }
}
