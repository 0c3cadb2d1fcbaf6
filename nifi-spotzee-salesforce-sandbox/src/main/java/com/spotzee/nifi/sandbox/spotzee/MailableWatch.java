package com.spotzee.nifi.sandbox.spotzee;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Watches that nobody who has opted out can be written to, change by change. It is told who has opted out at the moment at which whoever writes to the
 * project has read that. From then on
 * <ul>
 * <li>who could not be written to at that moment never can;</li>
 * <li>who could is unsubscribed by the very next change of that user.</li>
 * </ul>
 * And whoever was unsubscribed once can't be written to again, for nobody but the person may undo that.
 */
public final class MailableWatch {

    private final long subscription;
    private final Set<String> mailable = new HashSet<>();
    private final Set<String> neverMailable = new HashSet<>();
    private final Set<String> nextUnsubscribed = new HashSet<>();
    private final List<String> breaches = new ArrayList<>();

    private MailableWatch(final long subscription) {
        this.subscription = subscription;
    }

    /** Watches a project that has no users yet. */
    public static MailableWatch on(final EmulatedProject project, final long subscription) {
        final MailableWatch watch = new MailableWatch(subscription);
        project.observe(watch::changed);
        return watch;
    }

    /** It was read that this person has opted out. */
    public synchronized void optedOut(final String externalId) {
        if (mailable.contains(externalId)) {
            nextUnsubscribed.add(externalId);
        } else {
            neverMailable.add(externalId);
        }
    }

    /** What should not have happened, in order. */
    public synchronized List<String> breaches() {
        return List.copyOf(breaches);
    }

    /** Who has opted out and can still be written to: nobody, when all is delivered. */
    public synchronized Set<String> waiting() {
        return Set.copyOf(nextUnsubscribed);
    }

    private synchronized void changed(final UserChange change) {
        final String id = change.externalId();
        if (!change.isMailable(subscription)) {
            mailable.remove(id);
            if (nextUnsubscribed.remove(id) || change.kind() == UserChange.Kind.SUBSCRIPTION) {
                neverMailable.add(id);
            }
            return;
        }
        mailable.add(id);
        if (neverMailable.contains(id)) {
            breaches.add(id + " has opted out and can be written to");
        } else if (nextUnsubscribed.contains(id)) {
            breaches.add(id + " has opted out and was changed before being unsubscribed");
        }
    }
}
