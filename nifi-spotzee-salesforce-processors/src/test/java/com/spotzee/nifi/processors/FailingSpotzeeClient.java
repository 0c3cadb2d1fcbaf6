package com.spotzee.nifi.processors;

import com.spotzee.nifi.spotzee.DelegatingSpotzeeClient;
import com.spotzee.nifi.spotzee.IdempotencyKey;
import com.spotzee.nifi.spotzee.SpotzeeClient;
import com.spotzee.nifi.spotzee.SpotzeeFailure;
import com.spotzee.nifi.spotzee.UnsubscribeBatch;
import com.spotzee.nifi.spotzee.UnsubscribeOutcomes;
import com.spotzee.nifi.spotzee.UpsertOutcomes;
import com.spotzee.nifi.spotzee.UserBatch;

/** Lets so many changes through and then fails as if the network were gone. */
public class FailingSpotzeeClient extends DelegatingSpotzeeClient {

    private int left;

    public FailingSpotzeeClient(final SpotzeeClient client, final int changes) {
        super(client);
        this.left = changes;
    }

    /** Happens before each change. */
    protected void before() {
    }

    @Override
    public UpsertOutcomes upsert(final UserBatch users, final IdempotencyKey key) throws SpotzeeFailure {
        spend();
        return super.upsert(users, key);
    }

    @Override
    public UnsubscribeOutcomes unsubscribe(final UnsubscribeBatch people, final IdempotencyKey key) throws SpotzeeFailure {
        spend();
        return super.unsubscribe(people, key);
    }

    private synchronized void spend() throws SpotzeeFailure {
        before();
        if (left == 0) {
            throw new SpotzeeFailure.Unavailable("Spotzee is not reachable", null, null);
        }
        left--;
    }
}
