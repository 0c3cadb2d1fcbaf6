package com.spotzee.nifi.mapping;

/**
 * A value that did not fit. It never holds the value itself, which may be personal.
 *
 * @param row    the mapping row's name: the Spotzee property
 * @param field  the Salesforce field the value came from
 * @param target the type it should have had, as users write it ({@code number})
 */
public record DroppedValue(String row, String field, String target) {
}
