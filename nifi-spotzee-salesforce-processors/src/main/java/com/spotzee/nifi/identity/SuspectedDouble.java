package com.spotzee.nifi.identity;

import com.spotzee.nifi.sync.ExternalId;

/**
 * Two users who may be one person.
 *
 * @param kind      why they are suspected
 * @param first     the one who was seen first, or the lead of a lead and its contact
 * @param second    the other
 * @param emailHash hash of their e-mail address, or null if none is known
 */
public record SuspectedDouble(DoubleKind kind, ExternalId first, ExternalId second, String emailHash) {
}
