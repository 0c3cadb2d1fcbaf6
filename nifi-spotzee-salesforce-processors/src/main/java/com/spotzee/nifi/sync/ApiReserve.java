package com.spotzee.nifi.sync;

import com.spotzee.nifi.salesforce.ApiUsage;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The part of the org's daily API calls that the sync leaves to others. Reading stops below it; opt-outs may use half of it. A usage that
 * nobody has told yet stops nothing: the next answer tells it.
 *
 * @param percent of the allowance, 0 to 90
 */
public record ApiReserve(int percent) {

    private static final int MOST = 90;
    private static final Pattern FORM = Pattern.compile("(\\d{1,2})\\s*%?");

    public ApiReserve {
        if (percent < 0 || percent > MOST) {
            throw new IllegalArgumentException("a reserve of %d percent".formatted(percent));
        }
    }

    /**
     * A reserve as users write it: {@code 10 %}.
     *
     * @throws IllegalArgumentException with a sentence that says what to write
     */
    public static ApiReserve parse(final String text) {
        final Matcher form = FORM.matcher(text.strip());
        if (!form.matches() || Integer.parseInt(form.group(1)) > MOST) {
            throw new IllegalArgumentException("The reserve is a whole number of percent from 0 to %d, such as 10 %%".formatted(MOST));
        }
        return new ApiReserve(Integer.parseInt(form.group(1)));
    }

    /** Whether a page of the main way may be asked for, or a step of a Bulk job. */
    public boolean allowsReading(final Optional<ApiUsage> usage) {
        return usage.isEmpty() || usage.get().percentLeft() >= percent;
    }

    /** Whether opt-outs may be asked for. */
    public boolean allowsOptOuts(final Optional<ApiUsage> usage) {
        return usage.isEmpty() || usage.get().percentLeft() >= percent / 2.0;
    }

    /** Whether there is room again after a stop: a little more than at the stop, so that not every single call that comes free makes a page. */
    boolean allowsReadingAgain(final ApiUsage usage) {
        return percent == 0 || usage.percentLeft() >= percent + 1.0;
    }
}
