package com.spotzee.nifi.sandbox.comparison;

/** What can be unlike between the two sides of a person. */
public enum Difference {
    /** A compared value is another one, or the record was edited since Spotzee last heard of it. */
    BEHIND {
        @Override
        boolean holds(final MatchedPerson matched) {
            return matched.standing() == Standing.DIFFERS || matched.standing() == Standing.EDITED_SINCE;
        }
    },
    /** Nobody in Spotzee came from the record. */
    MISSING {
        @Override
        boolean holds(final MatchedPerson matched) {
            return matched.standing() == Standing.MISSING;
        }
    },
    /** Who has opted out can still be reached by e-mail. */
    MAILABLE_OPT_OUT {
        @Override
        boolean holds(final MatchedPerson matched) {
            return matched.mailableThoughOptedOut();
        }
    };

    abstract boolean holds(MatchedPerson matched);
}
