package com.spotzee.nifi.spotzee;

import java.io.UncheckedIOException;
import java.util.Set;

/**
 * People who are known to have opted out although what is sent of them may be older and say otherwise. They are named by their external ids; all
 * methods throw {@link UncheckedIOException} where that can't be found out, and nothing may be sent then.
 */
public interface LateOptOuts {

    /** For people of whom nobody keeps such a list. */
    LateOptOuts NONE = new LateOptOuts() {

        @Override
        public Turn turn(final Set<String> people) {
            return () -> { };
        }

        @Override
        public Set<String> among(final Set<String> people) {
            return Set.of();
        }

        @Override
        public void unsubscribed(final Set<String> people) {
        }
    };

    /** Takes the turn of these people: until it is ended, nobody else on this node sends anything of them, and no opt-out of theirs comes to the list. */
    Turn turn(Set<String> people);

    /** Those of them who have opted out. */
    Set<String> among(Set<String> people);

    /** These were unsubscribed, for good. */
    void unsubscribed(Set<String> people);

    /** A turn that was taken. */
    @FunctionalInterface
    interface Turn {
        void end();
    }
}
