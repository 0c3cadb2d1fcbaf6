package com.spotzee.nifi.spotzee;

/**
 * Why Spotzee refused one item of a batch.
 *
 * @param code    the stable code, such as {@code validation_failed}
 * @param message Spotzee's sentence with quoted literals replaced by '…'
 * @param param   the field it is about, or null
 */
public record ItemRefusal(String code, String message, String param) {
}
