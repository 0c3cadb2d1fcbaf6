package com.spotzee.nifi.spotzee;

/** What a request is for; two requests with the same body may be two different operations. */
public enum Operation {
    UPSERT("upsert"),
    /** Without an answer for each user. */
    SEND("send"),
    /** Once more, without a telephone number that was refused. */
    UPSERT_WITHOUT_PHONE("upsert-without-phone"),
    UNSUBSCRIBE("unsubscribe"),
    /** Only users that exist are updated. */
    MARK("mark"),
    /** Users who have opted out are created without address first, so that they can be unsubscribed before they become mailable. */
    CREATE_UNMAILABLE("create-unmailable"),
    UNSUBSCRIBE_CREATED("unsubscribe-created"),
    /** Users whose opt-out became known while they were being sent. */
    UNSUBSCRIBE_LATE("unsubscribe-late");

    private final String label;

    Operation(final String label) {
        this.label = label;
    }

    String label() {
        return label;
    }
}
