package com.spotzee.nifi.spotzee;

/** What became of one user of a batch. */
public sealed interface UpsertOutcome {

    /** The user was new. */
    record Imported() implements UpsertOutcome {
    }

    /** The user existed. */
    record Updated() implements UpsertOutcome {
    }

    /** The user was refused; the others of the batch are not touched by that. */
    record Refused(ItemRefusal refusal) implements UpsertOutcome {
    }
}
