package com.spotzee.nifi.spotzee;

/** What became of one person to unsubscribe. */
public sealed interface UnsubscribeOutcome {

    /** Spotzee confirmed the state. */
    record Unsubscribed() implements UnsubscribeOutcome {
    }

    /** Spotzee does not know the user ({@code resource_missing}): there is nobody to write to. */
    record UnknownUser() implements UnsubscribeOutcome {
    }

    /** The state was refused, so the person may still be written to. */
    record Refused(ItemRefusal refusal) implements UnsubscribeOutcome {
    }
}
