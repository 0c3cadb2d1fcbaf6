package com.spotzee.nifi.sandbox.salesforce.oauth;

/** Why Salesforce gives no token and no code for one, in its own words; where only the code of an error is known, the words are ours. */
public enum TokenRefusal {
    GRANT_TYPE_MISSING("invalid_request", "missing required parameter: grant_type"),
    CLIENT_ID_MISSING("invalid_request", "missing required parameter: client_id"),
    REFRESH_TOKEN_MISSING("invalid_request", "missing required parameter: refresh_token"),
    ASSERTION_MISSING("invalid_request", "missing required parameter: assertion"),
    CODE_MISSING("invalid_request", "missing required parameter: code"),
    GRANT_TYPE_UNSUPPORTED("unsupported_grant_type", "grant type not supported"),
    CLIENT_UNKNOWN("invalid_client_id", "client identifier invalid"),
    CLIENT_SECRET_WRONG("invalid_client", "invalid client credentials"),
    REFRESH_TOKEN_DEAD("invalid_grant", "expired access/refresh token"),
    USER_NOT_APPROVED("invalid_grant", "user hasn't approved this consumer"),
    AUDIENCE_INVALID("invalid_grant", "audience is invalid"),
    ASSERTION_INVALID("invalid_grant", "invalid assertion"),
    NO_RUN_AS_USER("invalid_grant", "no client credentials user enabled"),
    WRONG_DOMAIN("invalid_grant", "request not supported on this domain"),
    AUTHENTICATION_FAILURE("invalid_grant", "authentication failure"),
    LOGIN_RATE_EXCEEDED("invalid_grant", "login rate exceeded"),
    IP_RESTRICTED("invalid_grant", "ip restricted or invalid login hours"),
    USER_INACTIVE("invalid_grant", "inactive user"),
    APP_NOT_APPROVED("invalid_app_access", "user is not admin approved to access this app"),
    APP_NOT_INSTALLED("invalid_app_access", "External client app is not installed in this org"),
    CODE_EXPIRED("invalid_grant", "expired authorization code"),
    CODE_INVALID("invalid_grant", "invalid authorization code"),
    CODE_VERIFIER_MISSING("invalid_grant", "missing code verifier"),
    CODE_VERIFIER_INVALID("invalid_request", "invalid code verifier"),
    CODE_VERIFIER_UNEXPECTED("invalid_grant", "unexpected code verifier"),
    CODE_CHALLENGE_MISSING("invalid_request", "missing required code challenge"),
    CODE_CHALLENGE_INVALID("invalid_request", "invalid code challenge"),
    RESPONSE_TYPE_UNSUPPORTED("unsupported_response_type", "response type not supported"),
    ACCESS_DENIED("access_denied", "end-user denied authorization"),
    AUDIENCE_VALIDATION_FAILED("invalid_grant", "Audience validation failed"),
    PASSWORD_INVALID("invalid_grant", "authentication failure - Invalid Password"),
    ORG_INACTIVE("inactive_org", "organization is locked, closed or suspended"),
    USER_DEACTIVATED("inactive_user", "user is inactive"),
    TOO_MANY_LOGINS("rate_limit_exceeded", "number of logins exceeded"),
    SCOPE_INVALID("invalid_scope", "the requested scope is not allowed"),
    REDIRECT_URI_MISMATCH("redirect_uri_mismatch", "redirect_uri must match configuration"),
    REDIRECT_URI_MISSING("redirect_uri_missing", "redirect_uri not provided"),
    APP_BLOCKED("OAUTH_APP_BLOCKED", "this app is blocked by admin");

    private final String error;
    private final String description;

    TokenRefusal(final String error, final String description) {
        this.error = error;
        this.description = description;
    }

    /** The {@code error} of the answer. */
    public String error() {
        return error;
    }

    /** The {@code error_description} of the answer. */
    public String description() {
        return description;
    }

    /** This refusal, to be thrown. */
    Refused refused() {
        return new Refused(this);
    }

    /** Carries a refusal to where it is answered. */
    static final class Refused extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private final TokenRefusal refusal;

        private Refused(final TokenRefusal refusal) {
            super(refusal.description);
            this.refusal = refusal;
        }

        TokenRefusal refusal() {
            return refusal;
        }
    }
}
