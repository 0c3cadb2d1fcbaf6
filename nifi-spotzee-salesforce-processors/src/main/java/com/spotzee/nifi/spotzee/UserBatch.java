package com.spotzee.nifi.spotzee;

import com.fasterxml.jackson.databind.node.ObjectNode;

import java.util.List;

/** 1 to 100 users for one request: more are refused by Spotzee. */
public record UserBatch(List<ObjectNode> users) {

    public static final int MOST = 100;

    public UserBatch {
        users = List.copyOf(users);
        if (users.isEmpty() || users.size() > MOST) {
            throw new IllegalArgumentException("a batch of %d users; Spotzee takes 1 to %d".formatted(users.size(), MOST));
        }
    }

    byte[] json() {
        return Wire.bytes(users);
    }
}
