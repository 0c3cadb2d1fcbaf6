package com.spotzee.nifi.salesforce;

import java.net.URI;

/** How long SOQL may be: Salesforce Developer Limits, "SOQL and SOSL Limits", and "REST API Limits" for addresses. */
final class QueryText {

    static final int MOST_CHARACTERS = 100_000;
    private static final int MOST_BYTES_OF_ADDRESS_AND_HEADERS = 16_384;
    /** Names of the headers, those that the JDK adds, and what a proxy on the way may add. */
    private static final int OTHER_HEADERS = 1_500;

    private QueryText() {
    }

    /** The statement, if Salesforce takes one of its length in any way. */
    static String checked(final String soql, final String object) throws SalesforceFailure {
        if (soql.length() > MOST_CHARACTERS) {
            throw new SalesforceFailure.Refused("STATEMENT_TOO_LONG", "The query of %s has %d characters, and Salesforce takes at most %d: "
                    .formatted(object, soql.length(), MOST_CHARACTERS) + "map fewer fields or shorten the rules.");
        }
        return soql;
    }

    /** Whether a request for this address can be sent as a GET. */
    static boolean fitsAddress(final URI address, final Session session) {
        return address.toString().length() + session.accessToken().reveal().length() + OTHER_HEADERS <= MOST_BYTES_OF_ADDRESS_AND_HEADERS;
    }
}
