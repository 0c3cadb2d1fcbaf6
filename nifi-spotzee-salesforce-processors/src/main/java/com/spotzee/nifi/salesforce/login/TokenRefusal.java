package com.spotzee.nifi.salesforce.login;

import com.spotzee.nifi.salesforce.SalesforceFailure;

import java.util.Arrays;
import java.util.Locale;

/**
 * The refusals of Salesforce's token endpoint, and those that a callback is told, each with its cause and its cure. Salesforce Help, "OAuth
 * Authorization Flow Errors". The first that fits counts, so the particular ones stand before the general ones.
 */
public enum TokenRefusal {
    RATE("", "login rate exceeded", true, "More than 3,600 logins in an hour for this user: something logs in again and again. Let all flows share "
            + "one Salesforce Connection; logins are accepted again within the hour."),
    RATE_CODE("rate_limit_exceeded", "", true, "Too many logins: they are accepted again within the hour."),
    EXPIRED_REFRESH_TOKEN("invalid_grant", "expired access/refresh token", false, "The refresh token was revoked, has expired (the app's refresh token "
            + "policy or 30 days without use), was replaced by rotation, or gave way to a sixth approval of the same user: sign in to Salesforce, connect "
            + "again (bin/connect) and put the new refresh token here. Refresh Token Rotation must be off in the app's OAuth settings."),
    EXPIRED_CODE("invalid_grant", "authorization code", false, "The authorization code was used already or is too old: connect again."),
    CODE_VERIFIER("", "code verifier", false, "The proof key (PKCE) does not belong to this authorization code: another login was begun meanwhile, or "
            + "something in between changed the request; connect again."),
    CODE_CHALLENGE("", "code challenge", false, "The app asks for a proof key (PKCE), and the request brought none that Salesforce knows: connect "
            + "with bin/connect, which sends one."),
    DENIED("access_denied", "", false, "Access was denied on Salesforce's page: connect again and choose Allow. If nobody was asked, the app is not approved "
            + "for this user: ask the admin (Setup, External Client Apps or Connected Apps)."),
    NOT_APPROVED("invalid_grant", "hasn't approved this consumer", false, "The user is not pre-approved for the app: in the app's policies set "
            + "Permitted Users to 'Admin approved users are pre-authorized' and add the user's profile or permission set."),
    AUDIENCE("invalid_grant", "audience", false, "The JWT names the wrong login host: choose the Environment that the org belongs to, "
            + "production or sandbox."),
    ASSERTION("invalid_grant", "assertion", false, "The JWT was not accepted: the Private Key must belong to the certificate in the app, Username "
            + "must be the user's login name, and this machine's clock must be right to the minute."),
    NO_RUN_AS_USER("invalid_grant", "no client credentials user enabled", false, "The app has no user to act as: in the app's policies enable the "
            + "Client Credentials Flow and name a user under Run As."),
    WRONG_DOMAIN("invalid_grant", "request not supported on this domain", false, "Client Credentials work on the org's own host only: set Environment "
            + "to Custom Domain and type the full host, such as acme.my.salesforce.com."),
    ADDRESS("invalid_grant", "ip restricted", false, "The user may not log in from this machine's address or at this hour: change the profile's login "
            + "IP ranges and hours, or relax them in the app's policies."),
    INACTIVE("invalid_grant", "inactive user", false, "The user is frozen or inactive: unfreeze or activate the user in Setup, Users."),
    AUTHENTICATION("invalid_grant", "authentication failure", false, "Salesforce does not accept this login: the user may be inactive, frozen or locked "
            + "out, or belong to another Environment (production, sandbox, custom domain); Setup, Login History of the user tells which."),
    OTHER_GRANT("invalid_grant", "", false, "Salesforce does not accept what was shown to it: compare Environment, Client ID and the credential of this "
            + "Authentication Strategy with the app, and look at Setup, Login History."),
    NOT_INSTALLED("invalid_app_access", "not installed", false, "The external client app is not installed in this org: install it, or create the app in "
            + "the org itself (Setup, External Client App Manager)."),
    NOT_ADMIN_APPROVED("invalid_app_access", "", false, "The app is not approved for this user: ask the admin to add the user's profile or permission "
            + "set in the app's policies (Setup, Connected Apps or External Client Apps)."),
    CLIENT_ID("invalid_client_id", "", false, "The Client ID is unknown here: compare it with the app's consumer key, check the Environment, and give a "
            + "new app ten minutes to become known."),
    CLIENT_SECRET("invalid_client", "", false, "The Client Secret is wrong: copy the app's consumer secret again."),
    GRANT_TYPE("unsupported_grant_type", "", false, "The app does not allow this way to log in: enable the flow in the app's OAuth settings."),
    REDIRECT_MISMATCH("redirect_uri_mismatch", "", false, "The callback URL with which the user connected is not one of the app's: correct it in the app's "
            + "OAuth settings, to the letter, and connect again."),
    REDIRECT_MISSING("redirect_uri_missing", "", false, "The app has no callback URL, or none was sent when the user connected: set one in the app's OAuth "
            + "settings and connect again."),
    RESPONSE_TYPE("unsupported_response_type", "", false, "The app does not allow logins with a browser: enable the Authorization Code Flow in its OAuth "
            + "settings."),
    INVALID_REQUEST("invalid_request", "", false, "The login request lacks something that the app asks for: compare Authentication Strategy with the "
            + "app's OAuth settings."),
    SCOPE("invalid_scope", "", false, "The app lacks a scope: add 'Manage user data via APIs (api)' to its OAuth settings."),
    INACTIVE_ORG("inactive_org", "", false, "The org is locked, closed or suspended: ask its admin or Salesforce."),
    INACTIVE_USER("inactive_user", "", false, "The user is inactive: activate the user in Setup, Users."),
    BLOCKED("OAUTH_APP_BLOCKED", "", false, "The app is blocked in this org: ask the admin to unblock it (Setup, Connected Apps OAuth Usage)."),
    OTHER("", "", false, "This refusal is not known here: compare the settings with the app's OAuth settings and policies, and look at Setup, Login "
            + "History.");

    private final String error;
    private final String fragment;
    private final boolean passing;
    private final String advice;

    TokenRefusal(final String error, final String fragment, final boolean passing, final String advice) {
        this.error = error;
        this.fragment = fragment;
        this.passing = passing;
        this.advice = advice;
    }

    /** The refusal that an {@code error} and its {@code error_description} stand for. */
    public static TokenRefusal of(final String error, final String description) {
        final String lower = description.toLowerCase(Locale.ROOT);
        return Arrays.stream(values()).filter(refusal -> refusal.error.isEmpty() || refusal.error.equalsIgnoreCase(error))
                .filter(refusal -> lower.contains(refusal.fragment)).findFirst().orElse(OTHER);
    }

    /** Cause and cure. */
    String advice() {
        return advice;
    }

    /** This refusal with its cause and cure, as it came from a host. */
    public SalesforceFailure failure(final SalesforceHost host, final String error, final String description) {
        final String message = "%s refused the login: %s%s. %s".formatted(host, error, description.isEmpty() ? "" : " (" + description + ")", advice);
        return passing ? new SalesforceFailure.Unavailable(message, null) : new SalesforceFailure.LoginRefused(message);
    }
}
