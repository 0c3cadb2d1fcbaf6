package com.spotzee.nifi.processors;

import com.spotzee.nifi.spotzee.IdempotencyKey;
import com.spotzee.nifi.spotzee.SpotzeeClient;
import com.spotzee.nifi.spotzee.SpotzeeFailure;
import com.spotzee.nifi.spotzee.SpotzeeIdentity;
import com.spotzee.nifi.spotzee.Subscription;
import com.spotzee.nifi.spotzee.UnsubscribeBatch;
import com.spotzee.nifi.spotzee.UnsubscribeOutcomes;
import com.spotzee.nifi.spotzee.UpsertOutcomes;
import com.spotzee.nifi.spotzee.UserBatch;

import java.util.List;

/** Lets so many changes through and then fails as if the network were gone. */
public class FailingSpotzeeClient implements SpotzeeClient {

    private final SpotzeeClient client;
    private int left;

    public FailingSpotzeeClient(final SpotzeeClient client, final int changes) {
        this.client = client;
        this.left = changes;
    }

    /** Happens before each change. */
    protected void before() {
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
        spend();
        return client.upsert(users, key);
    }

    @Override
    public UnsubscribeOutcomes unsubscribe(final UnsubscribeBatch people, final IdempotencyKey key) throws SpotzeeFailure {
        spend();
        return client.unsubscribe(people, key);
    }

    private void spend() throws SpotzeeFailure {
        before();
        if (left == 0) {
            throw new SpotzeeFailure.Unavailable("Spotzee is not reachable", null, null);
        }
        left--;
    }
}
