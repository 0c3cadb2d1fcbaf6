package com.spotzee.nifi.sandbox.salesforce.faults;

import com.spotzee.nifi.sandbox.faults.SetFault;

/** A fault of the org that was set, and what it did so far. */
public final class ActiveFault extends SetFault<When, Fault> {

    ActiveFault(final int number, final When when, final Fault fault) {
        super(number, when, fault, when.turns());
    }

    boolean strikes(final When.Seen request) {
        return when().fits(request) && strikesNext();
    }
}
