package com.spotzee.nifi.rules;

/**
 * Something in the rules' text that can't be read.
 *
 * @param line    from 1
 * @param column  from 1
 * @param message a sentence that says what was expected
 */
public record RuleError(int line, int column, String message) {

    @Override
    public String toString() {
        return "line %d, column %d: %s".formatted(line, column, message);
    }
}
