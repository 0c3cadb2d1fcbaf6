package com.spotzee.nifi.processors.pages;

import com.spotzee.nifi.identity.Sighting;
import com.spotzee.nifi.integration.EmailKey;
import com.spotzee.nifi.integration.IntegrationSettings;
import com.spotzee.nifi.records.UnreadableRecordsException;
import com.spotzee.nifi.salesforce.SalesforceId;
import com.spotzee.nifi.salesforce.SalesforceObject;
import com.spotzee.nifi.sync.ExternalId;

/**
 * What all external ids of a page have in common.
 *
 * @param settings         the integration
 * @param object           the object that the page's records are of
 * @param deletionProperty what tells deleted records, or null where none are told
 * @param emailKey         hashes e-mail addresses, or null where no doubles are looked for
 */
public record PageNaming(IntegrationSettings settings, SalesforceObject object, String deletionProperty, EmailKey emailKey) {

    /** The external id of a record of the page. */
    ExternalId externalId(final RecordEnvelope envelope, final long position) throws UnreadableRecordsException {
        try {
            return new ExternalId(settings.id(), object, new SalesforceId(envelope.id()));
        } catch (final IllegalArgumentException e) {
            throw new UnreadableRecordsException("Record %d: %s".formatted(position, e.getMessage()));
        }
    }

    /** What a record tells about who its person may be besides. */
    Sighting sighting(final ExternalId person, final RecordEnvelope envelope, final String email) {
        final String hash = email == null || email.isBlank() || emailKey == null ? null : emailKey.hash(email);
        final ExternalId contact = object == SalesforceObject.LEAD && settings.objects().contains(SalesforceObject.CONTACT)
                ? envelope.convertedContact().filter(id -> id.startsWith(SalesforceObject.CONTACT.keyPrefix()))
                        .map(id -> new ExternalId(settings.id(), SalesforceObject.CONTACT, new SalesforceId(id))).orElse(null) : null;
        return new Sighting(person, hash, contact);
    }
}
