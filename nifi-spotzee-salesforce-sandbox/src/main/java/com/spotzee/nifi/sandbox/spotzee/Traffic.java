package com.spotzee.nifi.sandbox.spotzee;

/**
 * Requests that have reached a project.
 *
 * @param admitted  those that were looked at
 * @param throttled those that were refused because their address had sent too many
 */
public record Traffic(long admitted, long throttled) {
}
