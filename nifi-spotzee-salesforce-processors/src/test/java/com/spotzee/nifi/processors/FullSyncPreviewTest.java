package com.spotzee.nifi.processors;

import com.spotzee.nifi.sandbox.salesforce.store.RecordInserter;
import com.spotzee.nifi.services.EmulatedOrgRunner;
import org.apache.nifi.reporting.InitializationException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** What <i>Verify</i> says of a full sync before it, held against one. */
class FullSyncPreviewTest {

    private static final Map<String, String> PROPERTIES = Map.of("email", "Email", "unsubscribed", "HasOptedOutOfEmail", "Sync Rules", "Rating equals Hot");
    private static final int HOT = 4500;
    private static final int COLD = 500;

    /** A job is complete here when it is looked at for the second time. */
    @ParameterizedTest
    @CsvSource({"REST API, about (\\d+) API calls by REST, 0", "Bulk API 2.0, about (\\d+) by Bulk, 1"})
    void comesTrueInRecordsAndCalls(final String api, final String calls, final int furtherLooks) throws InitializationException {
        try (ChainedSync sync = new ChainedSync(PROPERTIES)) {
            insert(sync);
            final String preview = EmulatedOrgRunner.verified(sync.org(), PROPERTIES);
            assertTrue(preview.contains("4500 of 5000 Lead records match; 9 of them have opted out"), preview);
            final Matcher told = Pattern.compile(calls).matcher(preview);
            assertTrue(told.find(), preview);

            sync.query().setProperty("Query API", api);
            sync.org().bulk().use(sync.org().bulk().settings().withPollsUntilComplete(1));
            final long before = sync.org().apiUsage().used();
            for (int trigger = 0; trigger < 4; trigger++) {
                sync.trigger();
            }
            assertEquals(Long.parseLong(told.group(1)) + furtherLooks, sync.org().apiUsage().used() - before, () -> sync.calls().toString());
            assertEquals(HOT, sync.query().getFlowFilesForRelationship(QuerySalesforceIncremental.REL_SUCCESS).stream()
                    .mapToLong(page -> page.getContent().lines().count()).sum());
        }
    }

    private static void insert(final ChainedSync sync) {
        try (RecordInserter leads = sync.org().store().insert("Lead")) {
            for (int index = 0; index < HOT + COLD; index++) {
                leads.add(Map.of("LastName", "Person" + index, "Company", "Acme", "Rating", index < HOT ? "Hot" : "Cold",
                        "HasOptedOutOfEmail", index % 500 == 0));
            }
        }
    }
}
