package com.spotzee.nifi.salesforce;

/** What one of several counts brought: each is answered, or fails, by itself. */
public sealed interface Counted {

    /** So many records. */
    record Records(long number) implements Counted {
    }

    /** Salesforce refused this count, or took too long for it. */
    record Failed(SalesforceFailure failure) implements Counted {
    }
}
