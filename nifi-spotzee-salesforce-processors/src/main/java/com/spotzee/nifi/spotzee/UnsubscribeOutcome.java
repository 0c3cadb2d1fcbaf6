package com.spotzee.nifi.spotzee;

/** What became of one person to unsubscribe. */
public enum UnsubscribeOutcome {
    UNSUBSCRIBED,
    /** Spotzee does not know the user ({@code resource_missing}): there is nobody to write to. */
    UNKNOWN_USER
}
