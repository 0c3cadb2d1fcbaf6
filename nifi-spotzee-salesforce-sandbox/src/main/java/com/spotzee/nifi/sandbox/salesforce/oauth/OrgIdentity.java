package com.spotzee.nifi.sandbox.salesforce.oauth;

import com.spotzee.nifi.sandbox.salesforce.schema.SalesforceId;

import java.security.SecureRandom;

/**
 * Who the org is, the one user everybody logs in as, and the one app they log in with.
 *
 * @param organizationId 18 characters
 * @param userId         18 characters
 */
public record OrgIdentity(String organizationId, String userId, String username, String clientId, String clientSecret) {

    private static final String LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
    private static final SecureRandom RANDOM = new SecureRandom();

    /** An org with a new app. */
    public static OrgIdentity of(final String userId, final String username) {
        return of(1, userId, username);
    }

    /** The same with another number, which makes the organisation's id. */
    public static OrgIdentity of(final int organization, final String userId, final String username) {
        return new OrgIdentity(SalesforceId.of("00D", organization), userId, username, "3MVG9" + random(80), random(64));
    }

    @Override
    public String toString() {
        return "OrgIdentity[" + organizationId + "]";
    }

    String newAccessToken() {
        return organizationId.substring(0, 15) + "!AQ" + random(94);
    }

    static String newRefreshToken() {
        return "5Aep861" + random(70);
    }

    /** Ends in what must be encoded in an address, as Salesforce's codes do. */
    static String newAuthorizationCode() {
        return "aPrx" + random(78) + "==";
    }

    private static String random(final int length) {
        final StringBuilder text = new StringBuilder(length);
        for (int i = 0; i < length; i++) {
            text.append(LETTERS.charAt(RANDOM.nextInt(LETTERS.length())));
        }
        return text.toString();
    }
}
