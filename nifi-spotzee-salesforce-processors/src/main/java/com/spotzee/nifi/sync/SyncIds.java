package com.spotzee.nifi.sync;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.UUID;

/** Makes the ids of syncs: object, time, and a random part, readable in a list of files and unique. */
public final class SyncIds {

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);
    private static final int RANDOM_CHARACTERS = 8;

    private SyncIds() {
    }

    public static String create(final String object, final Instant time) {
        return "%s-%s-%s".formatted(object, TIME.format(time), UUID.randomUUID().toString().substring(0, RANDOM_CHARACTERS));
    }

    /** What the ids of all syncs of an object begin with. */
    public static String prefix(final String object) {
        return object + "-";
    }

    /** What the ids of all syncs of the same object begin with. */
    public static String prefixOf(final String syncId) {
        return syncId.substring(0, syncId.indexOf('-') + 1);
    }
}
