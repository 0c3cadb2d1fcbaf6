package com.spotzee.nifi.connect;

import com.spotzee.nifi.http.Secret;

/** What Salesforce's page sends the browser back with. */
sealed interface Callback {

    /** The person has allowed it. */
    record Code(Secret code) implements Callback {
    }

    /** There is no code, and why. */
    record Refused(String error, String description) implements Callback {
    }
}
