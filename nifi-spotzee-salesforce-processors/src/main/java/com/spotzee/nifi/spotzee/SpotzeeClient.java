package com.spotzee.nifi.spotzee;

import java.util.List;

/**
 * What the sync asks of Spotzee. Each call waits for its turn, repeats what a moment cures a few times with the same idempotency key, and is
 * ended by {@link Thread#interrupt()}.
 */
public interface SpotzeeClient {

    /** The project that the key belongs to ({@code GET /me}). */
    SpotzeeIdentity me() throws SpotzeeFailure;

    /** Creates or updates users, synchronously: one outcome an item, in order. */
    UpsertOutcomes upsert(UserBatch users, IdempotencyKey key) throws SpotzeeFailure;

    /**
     * Creates or updates users, asynchronously ({@code PATCH /users}): Spotzee takes them and tells of none what became of it.
     */
    void send(UserBatch users, IdempotencyKey key) throws SpotzeeFailure;

    /** Whether there is a user with this external id ({@code GET /users/…}). */
    boolean knows(String externalId) throws SpotzeeFailure;

    /** Sets subscription states to unsubscribed: one outcome an item, in order. No other state can be asked for. */
    UnsubscribeOutcomes unsubscribe(UnsubscribeBatch people, IdempotencyKey key) throws SpotzeeFailure;

    /** The project's subscription types, all pages. */
    List<Subscription> subscriptions() throws SpotzeeFailure;
}
