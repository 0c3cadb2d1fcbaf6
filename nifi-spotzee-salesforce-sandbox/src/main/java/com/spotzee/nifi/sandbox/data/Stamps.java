package com.spotzee.nifi.sandbox.data;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Map;

/**
 * When a record was made and changed, in whole seconds. All of it lies before a fixed day: the same seed gives the same org in any year.
 *
 * @param created  CreatedDate
 * @param modified LastModifiedDate, not before it
 * @param system   SystemModstamp, not before that
 */
record Stamps(Instant created, Instant modified, Instant system) {
    static final Instant FIRST = Instant.parse("2019-01-07T08:00:00Z");
    static final Instant LAST = Instant.parse("2026-06-01T00:00:00Z");
    private static final double NEVER_CHANGED = 0.2;
    private static final double TOUCHED_BY_SYSTEM = 0.1;
    private static final long LONGEST_SYSTEM_LAG = Duration.ofDays(60).toSeconds();

    static Stamps draw(final Dice dice) {
        return since(dice, FIRST.plusSeconds(dice.between(0L, Duration.between(FIRST, LAST).toSeconds())));
    }

    /** Of a record that was created at a known time. */
    static Stamps since(final Dice dice, final Instant created) {
        final Instant modified = dice.chance(NEVER_CHANGED) ? created : created.plusSeconds(dice.between(0L, Duration.between(created, LAST).toSeconds()));
        final Instant system = dice.chance(TOUCHED_BY_SYSTEM) ? earlier(modified.plusSeconds(dice.between(1L, LONGEST_SYSTEM_LAG)), LAST) : modified;
        return new Stamps(created, modified, system);
    }

    void addTo(final Map<String, String> row) {
        row.put("CreatedDate", text(created));
        row.put("LastModifiedDate", text(modified));
        row.put("SystemModstamp", text(system));
    }

    LocalDate modifiedDay() {
        return modified.atOffset(ZoneOffset.UTC).toLocalDate();
    }

    /** As Salesforce's data export writes an instant. */
    static String text(final Instant instant) {
        return instant.toString().replace("Z", ".000Z");
    }

    private static Instant earlier(final Instant one, final Instant other) {
        return one.isBefore(other) ? one : other;
    }
}
