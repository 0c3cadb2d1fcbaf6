package com.spotzee.nifi.salesforce;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Comparator;
import java.util.List;
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

    /**
     * A description that is to be renewed.
     *
     * @param object   the object's API name
     * @param modified the time for {@code If-Modified-Since}; empty where the whole answer is due
     */
    record Due(String object, Optional<String> modified) {
    }

    SObjectDescription get(final String object, final Source source) throws SalesforceFailure {
        final Entry known = entries.get(key(object));
        if (known != null && isFresh(known, clock.instant())) {
            return known.description();
        }
        final Fetched fetched = source.fetch(known == null ? Optional.empty() : modified(known, clock.instant()));
        renewed(object, fetched);
        if (fetched.description() != null) {
            return fetched.description();
        }
        if (known == null) {
            throw new SalesforceFailure.NotUnderstood("Describing %s failed: Salesforce answered 304 although nothing was said of a time."
                    .formatted(object), null);
        }
        return known.description();
    }

    /** What is known of an object, however old it is. */
    Optional<SObjectDescription> remembered(final String object) {
        return Optional.ofNullable(entries.get(key(object))).map(Entry::description);
    }

    /** What whoever needs it next would have to ask for. */
    List<Due> due() {
        final Instant now = clock.instant();
        return entries.values().stream().filter(entry -> !isFresh(entry, now)).map(entry -> new Due(entry.description().name(), modified(entry, now)))
                .sorted(Comparator.comparing(Due::object)).toList();
    }

    /** Takes over what Salesforce answered. */
    void renewed(final String object, final Fetched fetched) {
        final Instant now = clock.instant();
        if (fetched.description() != null) {
            entries.put(key(object), new Entry(fetched.description(), fetched.serverTime(), now, now));
            return;
        }
        entries.computeIfPresent(key(object), (key, known) -> new Entry(known.description(), known.modified(), known.fetched(), now));
    }

    void forget(final String object) {
        entries.remove(key(object));
    }

    private static boolean isFresh(final Entry entry, final Instant now) {
        return Duration.between(entry.checked(), now).abs().compareTo(FRESH) < 0;
    }

    private static Optional<String> modified(final Entry known, final Instant now) {
        final boolean trusted = known.modified() != null && Duration.between(known.fetched(), now).abs().compareTo(TRUSTED) < 0;
        return trusted ? Optional.of(HTTP_DATE.format(known.modified())) : Optional.empty();
    }

    private static String key(final String object) {
        return object.toLowerCase(Locale.ROOT);
    }

    /** Forgets everything: a query was refused for a field that the descriptions promised, or they are of another org. */
    void clear() {
        entries.clear();
    }
}
