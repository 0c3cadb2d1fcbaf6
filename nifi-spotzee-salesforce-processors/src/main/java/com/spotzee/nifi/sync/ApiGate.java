package com.spotzee.nifi.sync;

import com.spotzee.nifi.salesforce.ApiUsage;

import java.time.Duration;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * Lets an integration read while enough of the org's API calls are left, on one node since its start. Every answer tells how many are, so
 * looking costs nothing; only while reading stands still somebody has to ask, with one call each time and at growing distances.
 */
public final class ApiGate {

    private static final Duration FIRST_CHECK = Duration.ofMinutes(1);
    private static final Duration LONGEST_PAUSE = Duration.ofHours(1);
    private static final int DOUBLINGS = 6;

    private final ApiReserve reserve;
    private final LongSupplier elapsedMillis;
    private ApiUsage told;
    private boolean shut;
    private boolean usedUp;
    private int checks;
    private long checkAt;

    /** @param elapsedMillis milliseconds since some fixed moment, never going back */
    public ApiGate(final ApiReserve reserve, final LongSupplier elapsedMillis) {
        this.reserve = reserve;
        this.elapsedMillis = elapsedMillis;
    }

    /**
     * Whether the next page may be asked for.
     *
     * @param usage what the last answer told
     */
    public boolean letsRead(final Optional<ApiUsage> usage) {
        told = usage.orElse(told);
        if (shut && !usedUp && usage.isPresent() && reserve.allowsReadingAgain(usage.get())) {
            shut = false;
        } else if (!shut && !reserve.allowsReading(usage)) {
            shut();
        }
        return !shut;
    }

    /** Whether opt-outs may be asked for, which may go on longer. */
    public boolean letsAskForOptOuts(final Optional<ApiUsage> usage) {
        return !usedUp && reserve.allowsOptOuts(usage);
    }

    /** Salesforce refuses calls, because all of the last 24 hours are used up: nothing is asked until a check says otherwise. */
    public void usedUp() {
        usedUp = true;
        if (!shut) {
            shut();
        }
    }

    /** Whether somebody should ask Salesforce now how many calls are left; counts as asked. */
    public boolean checkDue() {
        if (!shut || elapsedMillis.getAsLong() < checkAt) {
            return false;
        }
        checks++;
        checkAt = elapsedMillis.getAsLong() + pause().toMillis();
        return true;
    }

    /** What the check told; a check that was answered at all shows that calls are answered again. */
    public void checked(final Optional<ApiUsage> usage) {
        usedUp = false;
        if (usage.isEmpty()) {
            shut = false;
        } else {
            letsRead(usage);
        }
    }

    /** Why nothing is read, as a sentence for users. */
    public String reason() {
        final String again = "reading goes on by itself when there is room again. Look at Setup, System Overview, for what uses the calls up";
        if (usedUp) {
            return "the org's API calls of the last 24 hours are used up: " + again;
        }
        final String left = told == null ? "too few of the org's API calls a day are"
                : "%d of the org's %d API calls a day are".formatted(Math.max(0, told.allowed() - told.used()), told.allowed());
        return "%s left, and API Reserve leaves %d %% to others: ".formatted(left, reserve.percent()) + again;
    }

    private void shut() {
        shut = true;
        checks = 0;
        checkAt = elapsedMillis.getAsLong() + pause().toMillis();
    }

    private Duration pause() {
        final Duration pause = FIRST_CHECK.multipliedBy(1L << Math.min(checks, DOUBLINGS));
        return pause.compareTo(LONGEST_PAUSE) < 0 ? pause : LONGEST_PAUSE;
    }
}
