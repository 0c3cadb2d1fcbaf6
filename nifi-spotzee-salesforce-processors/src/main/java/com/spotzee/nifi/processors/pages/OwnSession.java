package com.spotzee.nifi.processors.pages;

import com.spotzee.nifi.events.LogEvent;
import org.apache.nifi.processor.ProcessSession;
import org.apache.nifi.processor.ProcessSessionFactory;
import org.apache.nifi.processor.Relationship;

/** A session for one piece of work. It is rolled back unless the work comes to its end, so that nothing half done stays behind. */
public final class OwnSession {

    private OwnSession() {
    }

    /** What is done with the session, its commit included. */
    @FunctionalInterface
    public interface Work<E extends Exception> {
        void with(ProcessSession session) throws E;
    }

    public static <E extends Exception> void use(final ProcessSessionFactory sessions, final Work<E> work) throws E {
        final ProcessSession session = sessions.createSession();
        boolean done = false;
        try {
            work.with(session);
            done = true;
        } finally {
            if (!done) {
                session.rollback();
            }
        }
    }

    /** Writes one event of the integration log and commits it. */
    public static void tell(final ProcessSessionFactory sessions, final LogEvent event, final Relationship events) {
        use(sessions, session -> {
            EventEmitter.emit(session, event, events);
            session.commitAsync();
        });
    }
}
