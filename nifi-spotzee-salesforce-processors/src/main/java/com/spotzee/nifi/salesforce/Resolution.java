package com.spotzee.nifi.salesforce;

/** Where a field path led. */
public sealed interface Resolution {

    /** The path names a field. */
    record Found(ResolvedField field) implements Resolution {
    }

    /** The path names nothing that the user may read; the reason is a sentence that says what to do. */
    record Missing(String reason) implements Resolution {
    }
}
