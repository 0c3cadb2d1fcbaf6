package com.spotzee.nifi.integration;

import com.spotzee.nifi.salesforce.SalesforceObject;

import java.time.Duration;
import java.util.List;

/**
 * What users chose on the integration, apart from rules and mappings.
 *
 * @param id                the integration's id
 * @param objects           the objects to sync, in the order they are asked for
 * @param syncFrequency     time from the opening of one window to the opening of the next
 * @param cursor            the stamp by which changes are found
 * @param optOutProperty    name of the mapping row that is the opt-out ({@code unsubscribed})
 * @param unreadableOptOut  what to do while an opt-out field can't be read
 * @param deletions         what becomes of users whose records were deleted
 */
public record IntegrationSettings(IntegrationId id, List<SalesforceObject> objects, Duration syncFrequency, CursorField cursor,
                                  String optOutProperty, UnreadableOptOut unreadableOptOut, DeletionSettings deletions) {

    public IntegrationSettings {
        objects = List.copyOf(objects);
    }
}
