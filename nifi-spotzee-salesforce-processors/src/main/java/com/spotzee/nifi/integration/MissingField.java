package com.spotzee.nifi.integration;

/**
 * A field that rules or mappings name and the org does not show: renamed, deleted, or hidden by field-level security.
 *
 * @param usedBy who names it, for users: {@code mapping row 'email'} or {@code rule on line 2, column 1}
 * @param field  the path as the user wrote it
 * @param reason a sentence that says what is wrong and what to do
 */
public record MissingField(String usedBy, String field, String reason) {
}
