package com.spotzee.nifi.spotzee;

import com.fasterxml.jackson.databind.node.ObjectNode;

import java.util.List;

/** 1 to 100 users for one request: more are refused by Spotzee. Their JSON is written once, for it is both sent and part of the idempotency key. */
public final class UserBatch {

    public static final int MOST = 100;

    private final List<ObjectNode> users;
    private byte[] json;

    public UserBatch(final List<ObjectNode> users) {
        this.users = List.copyOf(users);
        if (users.isEmpty() || users.size() > MOST) {
            throw new IllegalArgumentException("a batch of %d users; Spotzee takes 1 to %d".formatted(users.size(), MOST));
        }
    }

    public List<ObjectNode> users() {
        return users;
    }

    byte[] json() {
        if (json == null) {
            json = Wire.bytes(users);
        }
        return json;
    }

    /** The JSON of some of the users. */
    byte[] json(final List<ObjectNode> some) {
        return some.equals(users) ? json() : Wire.bytes(some);
    }
}
