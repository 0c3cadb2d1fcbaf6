package com.spotzee.nifi.salesforce;

/** The org's objects as the running user sees them. */
@FunctionalInterface
public interface Schema {

    /**
     * Describes an object; answers may be cached for a few minutes.
     *
     * @throws SalesforceFailure.NotFound if the org has no such object or hides it from the user
     */
    SObjectDescription describe(String object) throws SalesforceFailure;
}
