package com.spotzee.nifi.sandbox.spotzee;

import com.spotzee.nifi.sandbox.faults.SetFault;

/** A fault of the project that was set, and what it did so far. */
public final class ActiveProjectFault extends SetFault<ProjectWhen, ProjectFault> {

    ActiveProjectFault(final int number, final ProjectWhen when, final ProjectFault fault) {
        super(number, when, fault, when.turns());
    }

    boolean strikes(final ProjectRequest request) {
        return when().fits(request) && strikesNext();
    }
}
