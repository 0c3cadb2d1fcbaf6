package com.spotzee.nifi.sandbox.salesforce.bulk;

/** What Bulk API 2.0 does not do: a status, an error code and a text, as the data API answers them. */
public final class BulkRefusal extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final int status;
    private final String errorCode;

    BulkRefusal(final int status, final String errorCode, final String message) {
        super(message);
        this.status = status;
        this.errorCode = errorCode;
    }

    static BulkRefusal noSuchJob() {
        return new BulkRefusal(404, "NOT_FOUND", "The requested resource does not exist");
    }

    static BulkRefusal wrongState(final String message) {
        return new BulkRefusal(400, "INVALIDJOBSTATE", message);
    }

    static BulkRefusal notYours() {
        return new BulkRefusal(403, "INSUFFICIENT_ACCESS", "insufficient access rights on object id");
    }

    public int status() {
        return status;
    }

    public String errorCode() {
        return errorCode;
    }
}
