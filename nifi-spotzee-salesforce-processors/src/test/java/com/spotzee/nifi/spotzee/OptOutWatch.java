package com.spotzee.nifi.spotzee;

import com.spotzee.nifi.sandbox.spotzee.EmulatedProject;

import java.util.Set;

/** Looks at the project after every request and fails if one of the people can be written to. */
public final class OptOutWatch extends DelegatingSpotzeeClient {

    private final EmulatedProject project;
    private final Set<String> optedOut;
    private final long subscription;

    public OptOutWatch(final SpotzeeClient client, final EmulatedProject project, final Set<String> optedOut, final long subscription) {
        super(client);
        this.project = project;
        this.optedOut = optedOut;
        this.subscription = subscription;
    }

    @Override
    public UpsertOutcomes upsert(final UserBatch users, final IdempotencyKey key) throws SpotzeeFailure {
        try {
            return super.upsert(users, key);
        } finally {
            look();
        }
    }

    @Override
    public UnsubscribeOutcomes unsubscribe(final UnsubscribeBatch people, final IdempotencyKey key) throws SpotzeeFailure {
        try {
            return super.unsubscribe(people, key);
        } finally {
            look();
        }
    }

    private void look() {
        for (final String id : optedOut) {
            final boolean reachable = project.user(id).filter(user -> user.path("email").isTextual() || user.path("phone").isTextual()).isPresent();
            // a user without a state counts as subscribed
            if (reachable && project.subscriptionState(id, subscription).orElse(1) != 0) {
                throw new AssertionError(id + " has opted out and could be written to");
            }
        }
    }
}
