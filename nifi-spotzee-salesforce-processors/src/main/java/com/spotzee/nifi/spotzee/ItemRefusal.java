package com.spotzee.nifi.spotzee;

import java.io.Serializable;

/**
 * Why Spotzee refused one item of a batch.
 *
 * @param code      the stable code, such as {@code validation_failed}
 * @param message   Spotzee's sentence with quoted literals replaced by '…'
 * @param param     the field it is about, or null
 * @param requestId Spotzee's id of the request, or null
 */
public record ItemRefusal(String code, String message, String param, String requestId) implements Serializable {
}
