package com.spotzee.nifi.processors.sending;

import com.spotzee.nifi.spotzee.SpotzeeFailure;
import com.spotzee.nifi.sync.OptOutRegister;

import java.io.IOException;
import java.util.Optional;

/** Why data must stay in its queue for now: nothing is wrong with it, so it goes on by itself when the cause is gone. */
public final class Held extends Exception {

    private static final long serialVersionUID = 1L;
    private final String reason;
    private final String requestId;

    private Held(final String reason, final String message, final String requestId, final Throwable cause) {
        super(message, cause);
        this.reason = reason;
        this.requestId = requestId;
    }

    /** Spotzee can't be reached, or refuses the key, or gives answers that nobody understands. */
    public static Held by(final SpotzeeFailure failure) {
        return new Held(failure.trouble(), failure.getMessage(), failure.requestId(), failure);
    }

    /** What was sent could not be settled. */
    public static Held byAccount(final IOException failure) {
        final String reason = failure instanceof OptOutRegister.Full ? failure.getMessage()
                : "The account of the integration can't be read or written: look at NiFi's state provider. " + failure.getMessage();
        return new Held(reason, reason, null, failure);
    }

    /** On a node that has lost its cluster, cluster state silently becomes local. */
    public static Held byLostCluster() {
        final String reason = "This node is not connected to its cluster, so what is sent could not be settled";
        return new Held(reason, reason, null, null);
    }

    /** Spotzee's id of the request that failed, if one did. */
    public Optional<String> requestId() {
        return Optional.ofNullable(requestId);
    }

    /** The same for the same trouble, try after try. */
    public String reason() {
        return reason;
    }
}
