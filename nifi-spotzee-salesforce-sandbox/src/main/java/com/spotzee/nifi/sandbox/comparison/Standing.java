package com.spotzee.nifi.sandbox.comparison;

/** How a person in Salesforce and the person's users in Spotzee stand to each other; of several users the worst counts, which is the last here. */
public enum Standing {
    /** All compared values are equal, and the record was not edited since. */
    SAME,
    /** All compared values are equal, but the record was edited after Spotzee last heard of it. */
    EDITED_SINCE,
    /** A compared value is another one. */
    DIFFERS,
    /** There is no such user. */
    MISSING
}
