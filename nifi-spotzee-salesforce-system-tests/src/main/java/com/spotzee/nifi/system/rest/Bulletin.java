package com.spotzee.nifi.system.rest;

/**
 * What a component has told its operator.
 *
 * @param id grows with time
 * @param level WARNING, ERROR and so on
 * @param source the name of the component
 * @param message its words
 */
public record Bulletin(long id, String level, String source, String message) {
}
