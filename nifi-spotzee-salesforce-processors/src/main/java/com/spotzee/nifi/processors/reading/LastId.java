package com.spotzee.nifi.processors.reading;

import com.spotzee.nifi.salesforce.RecordConsumer;

import java.util.Optional;

/** Remembers the id of the last record that was shown: behind it a query is asked on. */
final class LastId {

    private String id;

    /** Takes note of records on their way. */
    RecordConsumer before(final RecordConsumer next) {
        return each -> {
            id = each.path("Id").asText();
            next.accept(each);
        };
    }

    /** Empty if there was no record. */
    Optional<String> known() {
        return Optional.ofNullable(id);
    }
}
