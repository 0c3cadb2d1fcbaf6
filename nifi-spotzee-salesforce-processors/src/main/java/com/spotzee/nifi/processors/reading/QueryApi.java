package com.spotzee.nifi.processors.reading;

import org.apache.nifi.components.DescribedValue;

/** The ways to ask Salesforce for records that a user can choose from. */
public enum QueryApi implements DescribedValue {
    AUTOMATIC("Automatic", "REST API; Bulk API 2.0 for what remains of a query that finds more records than Bulk Threshold, or that takes Salesforce too long"),
    REST("REST API", "REST API only; a query that takes Salesforce too long is asked in parts"),
    BULK("Bulk API 2.0", "Bulk API 2.0 for every query; REST API where Salesforce refuses it, and for opt-outs");

    private final String value;
    private final String description;

    QueryApi(final String value, final String description) {
        this.value = value;
        this.description = description;
    }

    @Override
    public String getValue() {
        return value;
    }

    @Override
    public String getDisplayName() {
        return value;
    }

    @Override
    public String getDescription() {
        return description;
    }
}
