package com.spotzee.nifi.browser;

/** The browser could not do what a test asked for, or what the test waited for did not come. Says what the page showed instead. */
public final class BrowserFailure extends RuntimeException {

    private static final long serialVersionUID = 1L;

    BrowserFailure(final String message) {
        super(message);
    }

    BrowserFailure(final String message, final Throwable cause) {
        super(message, cause);
    }
}
