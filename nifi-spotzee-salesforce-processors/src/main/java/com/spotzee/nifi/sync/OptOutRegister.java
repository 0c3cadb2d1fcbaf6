package com.spotzee.nifi.sync;

import com.spotzee.nifi.salesforce.SalesforceId;
import com.spotzee.nifi.salesforce.SalesforceObject;

import java.io.IOException;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * The people who are known to have opted out while an older version of them may still be on its way. The query enters them before their opt-outs leave
 * it; whoever sends anything of them sees them here, on every node. Who was unsubscribed leaves, because that is for good: nobody is subscribed again.
 */
public interface OptOutRegister {

    /**
     * Enters people, as soon as nothing of them is being sent on this node. Where there is no room for all of them, none of them stands in it,
     * {@link #isFull} says so, and {@link #among} answers no more for this object.
     */
    void enter(SalesforceObject object, Set<SalesforceId> people) throws IOException;

    /**
     * Those of the people who stand in it.
     *
     * @throws Full        if others have opted out for whom there was no room, so that nothing may be sent
     * @throws IOException if state can't be read
     */
    Set<SalesforceId> among(SalesforceObject object, Set<SalesforceId> people) throws IOException;

    /** These people were unsubscribed. */
    void leave(SalesforceObject object, Set<SalesforceId> people) throws IOException;

    /** Takes the turn of people of whom something is to be sent: what is entered of them meanwhile on this node waits for its end. */
    Turns.Turn turn(Set<SalesforceId> people);

    /** Whether there was no room for somebody. */
    boolean isFull(SalesforceObject object) throws IOException;

    /**
     * Notes that all whom the opt-out lane of an object has shown up to now are in the register, or pages that are made say so of them.
     *
     * @param asking the object whose lane it is
     * @param by     what it asks by
     * @param upTo   opt-outs with earlier stamps were all shown
     */
    void shown(SalesforceObject asking, String by, Instant upTo) throws IOException;

    /** Up to when the lane has shown everybody; empty if it never asked in this way. */
    Optional<Instant> shownUpTo(SalesforceObject asking, String by) throws IOException;

    /** Nothing of this object that is older than its opt-outs is on its way any more. */
    void clear(SalesforceObject object) throws IOException;

    /** Nobody can tell who has opted out. */
    final class Full extends IOException {
        private static final long serialVersionUID = 1L;

        Full(final SalesforceObject object) {
            super("More people of %s have opted out at once than can be remembered, so none of them is sent before the sync is read again".formatted(object));
        }
    }
}
