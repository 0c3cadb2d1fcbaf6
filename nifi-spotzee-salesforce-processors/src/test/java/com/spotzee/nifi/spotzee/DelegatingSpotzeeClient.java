package com.spotzee.nifi.spotzee;

import java.util.List;

/** Hands everything on to a real client; what is done besides is a subclass's. */
public class DelegatingSpotzeeClient implements SpotzeeClient {

    private final SpotzeeClient client;

    protected DelegatingSpotzeeClient(final SpotzeeClient client) {
        this.client = client;
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
        return client.upsert(users, key);
    }

    @Override
    public void send(final UserBatch users, final IdempotencyKey key) throws SpotzeeFailure {
        client.send(users, key);
    }

    @Override
    public UnsubscribeOutcomes unsubscribe(final UnsubscribeBatch people, final IdempotencyKey key) throws SpotzeeFailure {
        return client.unsubscribe(people, key);
    }
}
