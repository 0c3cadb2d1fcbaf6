package com.spotzee.nifi.services;

import com.spotzee.nifi.http.HttpSettings;
import com.spotzee.nifi.http.Secret;
import com.spotzee.nifi.spotzee.PaceLimits;
import com.spotzee.nifi.spotzee.SpotzeeAccess;
import org.apache.nifi.context.PropertyContext;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.LinkedHashSet;
import java.util.Set;

/** What users chose on a {@link StandardSpotzeeProject}, parsed once. */
record SpotzeeProjectSettings(SpotzeeAccess access, Set<Long> optOutSubscriptions, PaceLimits limits, LimitScope limitScope, HttpSettings http) {

    static SpotzeeProjectSettings from(final PropertyContext context) {
        return new SpotzeeProjectSettings(
                new SpotzeeAccess(url(context.getProperty(StandardSpotzeeProject.SPOTZEE_URL).getValue()),
                        new Secret(context.getProperty(StandardSpotzeeProject.API_KEY).getValue())),
                subscriptionIds(context.getProperty(StandardSpotzeeProject.OPT_OUT_SUBSCRIPTIONS).getValue()),
                new PaceLimits(context.getProperty(StandardSpotzeeProject.REQUESTS_PER_10_SECONDS).asInteger(),
                        context.getProperty(StandardSpotzeeProject.REQUESTS_PER_MINUTE).asInteger()),
                context.getProperty(StandardSpotzeeProject.LIMITS_APPLY_TO).asAllowableValue(LimitScope.class), NetworkProperties.settings(context));
    }

    /**
     * Reads the project's address.
     *
     * @throws IllegalArgumentException with a sentence that says what to type
     */
    static URI url(final String text) {
        try {
            final URI uri = new URI(text.strip().replaceAll("/+$", ""));
            if (uri.getHost() == null || uri.getRawUserInfo() != null || uri.getRawQuery() != null || uri.getRawFragment() != null) {
                throw new IllegalArgumentException("must be an address such as https://apix.spotzee.com/api/client, without login, query or fragment");
            }
            if (!"https".equalsIgnoreCase(uri.getScheme()) && !("http".equalsIgnoreCase(uri.getScheme()) && loopback(uri.getHost()))) {
                throw new IllegalArgumentException("must start with https:// because the key travels with every request (http:// only on this machine itself)");
            }
            return uri;
        } catch (final URISyntaxException e) {
            throw new IllegalArgumentException("must be an address such as https://apix.spotzee.com/api/client", e);
        }
    }

    /**
     * Reads the ids of subscriptions.
     *
     * @param text ids between commas, or null for none
     * @throws IllegalArgumentException with a sentence that says what to type
     */
    static Set<Long> subscriptionIds(final String text) {
        final Set<Long> ids = new LinkedHashSet<>();
        if (text != null && !text.isBlank()) {
            for (final String part : text.split(",", -1)) {
                if (!part.strip().matches("[1-9]\\d{0,17}")) {
                    throw new IllegalArgumentException("must be ids between commas, such as 1, 2; Spotzee shows them under Settings, Subscriptions");
                }
                ids.add(Long.valueOf(part.strip()));
            }
        }
        return ids;
    }

    private static boolean loopback(final String host) {
        return "localhost".equalsIgnoreCase(host) || host.matches("127(\\.\\d{1,3}){3}") || "[::1]".equals(host);
    }
}
