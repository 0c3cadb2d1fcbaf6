package com.spotzee.nifi.processors;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/** How a trial asks for records, and what becomes of the users of deleted ones. */
enum TrialWay {
    REST("REST API", "Mark"),
    BULK("Bulk API 2.0", "Unsubscribe");

    private final SyncTrial.Setup setup;

    TrialWay(final String api, final String deletedRecords) {
        final Map<String, String> integration = new HashMap<>(TrialStory.INTEGRATION);
        integration.put("Deleted Records", deletedRecords);
        setup = new SyncTrial.Setup(integration, Map.of("Query API", api), Duration.ZERO, Duration.ofSeconds(20));
    }

    SyncTrial.Setup setup() {
        return setup;
    }
}
