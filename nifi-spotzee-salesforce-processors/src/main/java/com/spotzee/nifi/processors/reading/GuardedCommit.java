package com.spotzee.nifi.processors.reading;

import com.spotzee.nifi.sync.Checkpoint;
import com.spotzee.nifi.sync.Checkpoints;
import org.apache.nifi.logging.ComponentLog;
import org.apache.nifi.processor.ProcessSession;

import java.io.IOException;

/**
 * Commits a session and then, only then, moves the checkpoint that its FlowFiles stand for. NiFi merely logs what goes wrong after a commit,
 * so the result tells whether the checkpoint was stored; if it was not, the run must not go on from it.
 */
final class GuardedCommit {

    private final Checkpoints checkpoints;
    private final ComponentLog log;
    private boolean stored;

    private GuardedCommit(final Checkpoints checkpoints, final ComponentLog log) {
        this.checkpoints = checkpoints;
        this.log = log;
    }

    /**
     * Commits, then replaces {@code expected} by {@code next}.
     *
     * @throws NotStored if the checkpoint could not be stored; the log says why
     */
    static void commit(final ProcessSession session, final QueryRun run, final String object, final Checkpoint expected, final Checkpoint next)
            throws NotStored {
        final GuardedCommit commit = new GuardedCommit(run.checkpoints(), run.log());
        try {
            session.commitAsync(() -> commit.store(object, expected, next));
        } finally {
            if (!commit.stored) {
                run.checkpoints().doubtNextPage(object);
            }
        }
        if (!commit.stored) {
            throw new NotStored(object);
        }
    }

    private void store(final String object, final Checkpoint expected, final Checkpoint next) {
        try {
            stored = checkpoints.replace(object, expected, next);
            if (!stored) {
                log.warn("{}: the stored state was changed by another node, which goes on from there; this run ends", object);
            }
        } catch (final IOException e) {
            log.error("{}: the state could not be stored, so this run ends and is repeated; see whether NiFi's cluster state provider works", object, e);
        }
    }

    /** What was emitted stands, but the checkpoint for it does not: nothing may go on from it. */
    static final class NotStored extends Exception {
        private static final long serialVersionUID = 1L;

        NotStored(final String object) {
            super("the checkpoint of " + object + " could not be stored");
        }
    }
}
