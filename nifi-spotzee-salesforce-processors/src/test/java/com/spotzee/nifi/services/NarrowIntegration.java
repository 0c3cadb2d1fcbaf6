package com.spotzee.nifi.services;

import com.spotzee.nifi.sync.OptOutRegister;
import com.spotzee.nifi.sync.StateOptOutRegister;
import com.spotzee.nifi.sync.Turns;

/** A real integration in whose register of opt-outs there is room for thirty people or so. */
public class NarrowIntegration extends StandardSalesforceIntegration {

    /** Of each object the first id takes 15 characters, and each that follows closely one. */
    private static final int CHARACTERS = 45;

    private final Turns turns = new Turns();

    @Override
    public OptOutRegister optOutRegister() {
        return new StateOptOutRegister(getStateManager(), turns, CHARACTERS);
    }
}
