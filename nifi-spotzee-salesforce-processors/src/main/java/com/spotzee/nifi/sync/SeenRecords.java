package com.spotzee.nifi.sync;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The records that were emitted with stamps in the stretch which the next window reads again, by id with a digest of what was emitted.
 * Bounded: with more than {@value #MOST} nothing is remembered, and those records come again, which does no harm.
 */
public final class SeenRecords {

    /** So many fit into a state value of 32 KB beside everything else. */
    public static final int MOST = 400;

    public static final SeenRecords NONE = new SeenRecords(Map.of(), false);

    private static final Pattern ENTRY = Pattern.compile("([A-Za-z0-9]{18})([A-Za-z0-9_-]{11})");
    private static final String TOO_MANY = "*";

    private final Map<String, String> digests;
    private final boolean overflown;

    private SeenRecords(final Map<String, String> digests, final boolean overflown) {
        this.digests = digests;
        this.overflown = overflown;
    }

    /** Reads what {@link #asText()} wrote; anything else is nothing remembered. */
    public static SeenRecords parse(final String text) {
        if (TOO_MANY.equals(text)) {
            return new SeenRecords(Map.of(), true);
        }
        final Map<String, String> digests = new LinkedHashMap<>();
        final Matcher entries = ENTRY.matcher(text);
        while (entries.find()) {
            digests.put(entries.group(1), entries.group(2));
        }
        return new SeenRecords(digests, false);
    }

    /** Whether some version of the record was emitted: if not, its digest need not be known. */
    public boolean mayContain(final String id) {
        return digests.containsKey(id);
    }

    /** Whether exactly this version of the record was emitted. */
    public boolean contains(final String id, final RecordDigest digest) {
        return digest.value().equals(digests.get(id));
    }

    /** These and the given ones; nothing, and nothing ever after, when they become too many. */
    public SeenRecords with(final Map<String, RecordDigest> more) {
        if (overflown || more.isEmpty()) {
            return this;
        }
        final Map<String, String> all = new LinkedHashMap<>(digests);
        more.forEach((id, digest) -> all.put(id, digest.value()));
        return all.size() > MOST ? new SeenRecords(Map.of(), true) : new SeenRecords(all, false);
    }

    public String asText() {
        return overflown ? TOO_MANY : digests.entrySet().stream().map(entry -> entry.getKey() + entry.getValue()).collect(Collectors.joining(","));
    }

    @Override
    public boolean equals(final Object other) {
        return other instanceof final SeenRecords seen && overflown == seen.overflown && digests.equals(seen.digests);
    }

    @Override
    public int hashCode() {
        return digests.hashCode();
    }

    @Override
    public String toString() {
        return overflown ? "too many records" : digests.size() + " records";
    }
}
