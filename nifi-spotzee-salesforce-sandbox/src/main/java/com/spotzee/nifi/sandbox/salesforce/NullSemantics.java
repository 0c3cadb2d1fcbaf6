package com.spotzee.nifi.sandbox.salesforce;

/** Whether a row whose field is empty matches a negated condition; Salesforce's documentation is silent, so clients must work under both. */
public enum NullSemantics {
    /** {@code !=}, NOT LIKE and NOT IN also return rows whose field is empty, as practitioners report. */
    NULL_MATCHES_NEGATION,
    /** As in SQL: a row whose field is empty matches neither a condition nor its negation, except {@code = null}. */
    NULL_NEVER_MATCHES
}
