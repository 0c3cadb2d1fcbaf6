package com.spotzee.nifi.sandbox.admin;

/** A request the admin API does not carry out; the message is one sentence that says what to do. */
final class AdminProblem extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int status;
    private final String code;

    private AdminProblem(final int status, final String code, final String detail) {
        super(detail);
        this.status = status;
        this.code = code;
    }

    static AdminProblem badRequest(final String detail) {
        return new AdminProblem(400, "BAD_REQUEST", detail);
    }

    static AdminProblem forbidden(final String detail) {
        return new AdminProblem(403, "FORBIDDEN", detail);
    }

    static AdminProblem notFound(final String detail) {
        return new AdminProblem(404, "NOT_FOUND", detail);
    }

    static AdminProblem methodNotAllowed(final String detail) {
        return new AdminProblem(405, "METHOD_NOT_ALLOWED", detail);
    }

    static AdminProblem tooLarge(final String detail) {
        return new AdminProblem(413, "TOO_LARGE", detail);
    }

    int status() {
        return status;
    }

    String code() {
        return code;
    }
}
