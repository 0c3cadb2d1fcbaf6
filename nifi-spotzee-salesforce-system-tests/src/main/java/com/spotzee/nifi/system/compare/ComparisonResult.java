package com.spotzee.nifi.system.compare;

import java.util.List;

/**
 * What a comparison of the two sides has found.
 *
 * @param matched people who must be in Spotzee
 * @param users users that Spotzee has
 * @param missing people whom Spotzee does not have
 * @param different users with at least one other value
 * @param optedOutMissing people who have opted out in Salesforce and can still be written to by Spotzee
 * @param examples some of the findings: ids and names of fields, never values
 */
public record ComparisonResult(long matched, long users, long missing, long different, long optedOutMissing, List<String> examples) {

    public ComparisonResult {
        examples = List.copyOf(examples);
    }

    /** Whether both sides say the same; two empty sides prove nothing and count as no. */
    public boolean isGood() {
        return matched > 0 && missing == 0 && different == 0 && optedOutMissing == 0;
    }

    /** The one line that people and machines read. */
    public String line() {
        return "RESULT matched=%d users=%d missing=%d different=%d opted_out_missing=%d".formatted(matched, users, missing, different, optedOutMissing);
    }
}
