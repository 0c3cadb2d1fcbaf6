package com.spotzee.nifi.rules;

/** A rule whose operator or value makes no sense for the field's type; the message tells the user what would. */
public final class UnsuitableRuleException extends Exception {

    private static final long serialVersionUID = 1L;

    UnsuitableRuleException(final String message) {
        super(message);
    }
}
