package com.spotzee.nifi.spotzee;

import com.spotzee.nifi.sandbox.spotzee.EmulatedProject;

import java.util.List;
import java.util.Set;

/** Looks at the project after every request and fails if one of the people can be written to. */
public final class OptOutWatch implements SpotzeeClient {

    private final SpotzeeClient client;
    private final EmulatedProject project;
    private final Set<String> optedOut;
    private final long subscription;

    public OptOutWatch(final SpotzeeClient client, final EmulatedProject project, final Set<String> optedOut, final long subscription) {
        this.client = client;
        this.project = project;
        this.optedOut = optedOut;
        this.subscription = subscription;
    }

    @Override
    public SpotzeeIdentity me() throws SpotzeeFailure {
        return client.me();
    }

    @Override
    public List<Subscription> subscriptions() throws SpotzeeFailure {
        return client.subscriptions();
    }

    @Override
    public boolean knows(final String externalId) throws SpotzeeFailure {
        return client.knows(externalId);
    }

    @Override
    public UpsertOutcomes upsert(final UserBatch users, final IdempotencyKey key) throws SpotzeeFailure {
        try {
            return client.upsert(users, key);
        } finally {
            look();
        }
    }

    @Override
    public UnsubscribeOutcomes unsubscribe(final UnsubscribeBatch people, final IdempotencyKey key) throws SpotzeeFailure {
        try {
            return client.unsubscribe(people, key);
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
