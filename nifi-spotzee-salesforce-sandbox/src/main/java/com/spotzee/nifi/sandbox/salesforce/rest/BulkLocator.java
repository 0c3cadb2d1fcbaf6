package com.spotzee.nifi.sandbox.salesforce.rest;

import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** Where a list or a result goes on: a position in the form of {@code MTAwMDA}, which clients must not read. */
final class BulkLocator {

    private BulkLocator() {
    }

    static String write(final long position) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(Long.toString(position).getBytes(StandardCharsets.US_ASCII));
    }

    /** The position, which lies within what there is. */
    static long read(final String locator, final long rows) {
        try {
            final long position = Long.parseLong(new String(Base64.getUrlDecoder().decode(locator), StandardCharsets.US_ASCII));
            if (position >= 0 && position <= rows) {
                return position;
            }
        } catch (final IllegalArgumentException e) {
            throw invalid();
        }
        throw invalid();
    }

    private static ApiError invalid() {
        return new ApiError(400, "INVALID_QUERY_LOCATOR", "invalid query locator");
    }
}
