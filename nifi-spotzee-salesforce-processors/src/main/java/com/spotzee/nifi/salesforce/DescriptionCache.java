package com.spotzee.nifi.salesforce;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Descriptions of objects, each used for a few minutes, then asked for again with {@code If-Modified-Since}. Once an hour the whole answer is
 * fetched: whether a changed permission counts as a modification is not documented, and a field that came back must be seen some day.
 */
final class DescriptionCache {

    private static final Duration FRESH = Duration.ofMinutes(5);
    private static final Duration TRUSTED = Duration.ofHours(1);
    private static final DateTimeFormatter HTTP_DATE = DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    private final InstantSource clock;
    private final Map<String, Entry> entries = new ConcurrentHashMap<>();

    DescriptionCache(final InstantSource clock) {
        this.clock = clock;
    }

    /**
     * A description and its times.
     *
     * @param description what Salesforce said
     * @param modified    Salesforce's time of that answer, or null
     * @param fetched     when it was fetched, by this machine's clock
     * @param checked     when it was last known to be right, by this machine's clock
     */
    private record Entry(SObjectDescription description, Instant modified, Instant fetched, Instant checked) {
    }

    /** Asks Salesforce; an empty answer says that nothing has changed since the given time. */
    @FunctionalInterface
    interface Source {
        Fetched fetch(Optional<String> ifModifiedSince) throws SalesforceFailure;
    }

    /**
     * What Salesforce answered.
     *
     * @param description the description, or null where nothing has changed
     * @param serverTime  Salesforce's time of the answer, or null
     */
    record Fetched(SObjectDescription description, Instant serverTime) {
    }

    SObjectDescription get(final String object, final Source source) throws SalesforceFailure {
        final String key = object.toLowerCase(Locale.ROOT);
        final Entry known = entries.get(key);
        final Instant now = clock.instant();
        if (known != null && Duration.between(known.checked(), now).compareTo(FRESH) < 0) {
            return known.description();
        }
        final boolean trusted = known != null && known.modified() != null && Duration.between(known.fetched(), now).compareTo(TRUSTED) < 0;
        final Fetched fetched = source.fetch(trusted ? Optional.of(HTTP_DATE.format(known.modified())) : Optional.empty());
        if (fetched.description() == null) {
            if (!trusted) {
                throw new SalesforceFailure.NotUnderstood("Describing %s failed: Salesforce answered 304 although nothing was said of a time."
                        .formatted(object), null);
            }
            entries.put(key, new Entry(known.description(), known.modified(), known.fetched(), now));
            return known.description();
        }
        entries.put(key, new Entry(fetched.description(), fetched.serverTime(), now, now));
        return fetched.description();
    }

    /** Forgets everything: a query was refused for a field that the descriptions promised. */
    void clear() {
        entries.clear();
    }
}
