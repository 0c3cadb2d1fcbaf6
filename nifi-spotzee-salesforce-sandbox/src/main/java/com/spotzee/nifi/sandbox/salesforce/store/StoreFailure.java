package com.spotzee.nifi.sandbox.salesforce.store;

/** The database of the emulated org failed; always a fault of the sandbox or the machine (a full disk), never of a client. */
public final class StoreFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    StoreFailure(final String doing, final Throwable cause) {
        super("The emulated org could not " + doing + ": look at the cause, and at the space left on the disk.", cause);
    }
}
