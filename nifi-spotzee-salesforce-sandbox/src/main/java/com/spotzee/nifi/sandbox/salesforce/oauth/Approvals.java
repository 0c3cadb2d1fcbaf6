package com.spotzee.nifi.sandbox.salesforce.oauth;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** The refresh tokens of one user and app, oldest first. There are five at most: a sixth approval revokes the oldest. */
final class Approvals {

    private static final int MOST = 5;

    private final Consumer<String> whenRevoked;
    private final List<String> tokens = new ArrayList<>();

    /** No approval yet; who is told learns of each token that is revoked. */
    Approvals(final Consumer<String> whenRevoked) {
        this.whenRevoked = whenRevoked;
    }

    /** The token of the newest approval; if there is none, of one that is made for it. */
    String newest() {
        return tokens.isEmpty() ? add() : tokens.getLast();
    }

    String add() {
        if (tokens.size() == MOST) {
            revoke(tokens.getFirst());
        }
        final String token = OrgIdentity.newRefreshToken();
        tokens.add(token);
        return token;
    }

    boolean includes(final String token) {
        return tokens.contains(token);
    }

    /** The token that stands for the same approval from now on. */
    String rotate(final String token) {
        final String next = OrgIdentity.newRefreshToken();
        tokens.set(tokens.indexOf(token), next);
        return next;
    }

    /** False if there is no such approval. */
    boolean revoke(final String token) {
        final boolean found = tokens.remove(token);
        if (found) {
            whenRevoked.accept(token);
        }
        return found;
    }
}
