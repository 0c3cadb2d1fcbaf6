package com.spotzee.nifi.spotzee;

/** The project that a key belongs to. */
public record SpotzeeIdentity(long projectId, String name) {
}
