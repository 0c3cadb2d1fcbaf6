package com.spotzee.nifi.processors.sending;

import com.spotzee.nifi.services.SalesforceIntegration;
import com.spotzee.nifi.services.SpotzeeProject;
import org.apache.nifi.components.PropertyValue;
import org.apache.nifi.serialization.RecordReaderFactory;

/**
 * What users set on the processor that sends.
 *
 * @param project         where people go
 * @param integration     whose pages are sent, or null for people from other sources
 * @param optOutProperty  the property that tells who has opted out, said by the attributes of each FlowFile
 * @param readers         reads people from other sources, or null for JSON
 * @param externalIdField the field of a record that is the user's external id, or null for {@code external_id}
 * @param mode            whether Spotzee's answer is waited for
 * @param batchesInFlight most batches that are sent at once
 */
public record SendingSettings(SpotzeeProject project, SalesforceIntegration integration, PropertyValue optOutProperty, RecordReaderFactory readers,
                       String externalIdField, SendingMode mode, int batchesInFlight) {
}
