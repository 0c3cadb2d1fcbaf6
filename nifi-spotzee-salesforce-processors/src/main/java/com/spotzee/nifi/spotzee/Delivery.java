package com.spotzee.nifi.spotzee;

/** What became of one person. */
public sealed interface Delivery {

    /** The user is new at Spotzee. */
    record Imported() implements Delivery {
    }

    /** The user was known and has the new values. */
    record Updated() implements Delivery {
    }

    /** Spotzee has the person and does not tell what became of it. */
    record Sent() implements Delivery {
    }

    /** Spotzee took the person, but not the telephone number: it can't be brought into an international form. */
    record WithoutPhone(Delivery taken) implements Delivery {
    }

    /** Spotzee did not take the person. */
    record Refused(ItemRefusal refusal) implements Delivery {
    }

    /** The person is unsubscribed; nothing else was asked for. */
    record Unsubscribed() implements Delivery {
    }

    /** The user was known and has the new values; had the user been unknown, nobody would have been created. */
    record Marked() implements Delivery {
    }

    /** The person was to be unsubscribed or marked only, and Spotzee does not know the user. */
    record Unknown() implements Delivery {
    }
}
