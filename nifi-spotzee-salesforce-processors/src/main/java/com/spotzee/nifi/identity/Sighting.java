package com.spotzee.nifi.identity;

import com.spotzee.nifi.sync.ExternalId;

/**
 * What a page tells of one person.
 *
 * @param person    who
 * @param emailHash hash of the e-mail address, or null if there is none
 * @param contact   the user of the contact that this lead was converted to, or null where there is none or it is not synced
 */
public record Sighting(ExternalId person, String emailHash, ExternalId contact) {
}
