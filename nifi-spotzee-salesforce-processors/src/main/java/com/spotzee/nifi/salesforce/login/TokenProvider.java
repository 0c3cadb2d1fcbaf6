package com.spotzee.nifi.salesforce.login;

import com.spotzee.nifi.http.Secret;
import com.spotzee.nifi.salesforce.SalesforceFailure;

/** Gets access tokens in its own way. */
public interface TokenProvider {

    /** The provider's token. */
    Secret token() throws SalesforceFailure;

    /** A token instead of one that Salesforce refused; the same one if the provider can't be made to get another. */
    Secret tokenInsteadOf(Secret refused) throws SalesforceFailure;
}
