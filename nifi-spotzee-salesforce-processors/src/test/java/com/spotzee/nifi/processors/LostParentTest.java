package com.spotzee.nifi.processors;

import com.spotzee.nifi.sandbox.salesforce.bulk.BulkJob;
import com.spotzee.nifi.sandbox.salesforce.faults.ActiveFault;
import com.spotzee.nifi.sandbox.salesforce.faults.Fault;
import com.spotzee.nifi.sandbox.salesforce.faults.RequestKind;
import com.spotzee.nifi.sandbox.salesforce.faults.When;
import org.apache.nifi.reporting.InitializationException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** A parent's path goes away while a window is between two of its statements, so that those that follow have other numbers. */
class LostParentTest {

    private WindowRun run;
    private List<String> ids;

    @BeforeEach
    void syncContactsOnce() throws InitializationException, IOException {
        run = new WindowRun(Map.of("Query API", "REST API"));
        run.changeIntegration("Objects", "Contact");
        run.changeIntegration("a_company", "Account.Name");
        run.changeIntegration("b_boss", "ReportsTo.Email");
        run.changeIntegration("c_winner", "MasterRecord.Email");
        ids = run.addContactsOfOneAccount(6);
        run.org().edits().edit("Contact", ids.get(1), Map.of("ReportsToId", ids.getFirst()));
        run.trigger(2);
        run.deliverAndSettle();
        run.runner().clearTransferState();
        run.pass(Duration.ofMinutes(70));
        run.org().edits().edit("Contact", ids.getFirst(), Map.of("Email", "boss@example.com"));
    }

    @AfterEach
    void stop() {
        run.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"ReportsTo", "MasterRecord"})
    void noOtherParentsChangesAreLostAndTheSyncKeepsItsId(final String parent) {
        final ActiveFault outage = run.org().faults().add(
                When.always().on(RequestKind.QUERY).path("\\(%s.LastModifiedDate >=".formatted(parent)), Fault.html(503));
        run.trigger();
        run.org().faults().end(outage);
        run.changeIntegration("a_company", "Email");
        run.trigger();
        assertEquals(Set.of(ids.getFirst(), ids.get(1)), run.emittedIds());
        assertEquals(1, run.attribute("sync.id").size());
        assertEquals(run.pages().size(), run.attribute("sync.page").size());
        assertFalse(run.lines().getLast().contains("\"Account\""));
    }

    @Test
    void theJobOfTheOldStatementIsDeleted() {
        run.runner().setProperty("Query API", "Bulk API 2.0");
        run.org().bulk().use(run.org().bulk().settings().withTimeUntilComplete(Duration.ofSeconds(20)));
        while (run.org().bulk().jobs().stream().noneMatch(job -> job.order().soql().contains("(ReportsTo.LastModifiedDate >="))) {
            run.trigger(1);
        }
        final String old = run.org().bulk().jobs().getFirst().id();
        run.changeIntegration("a_company", "Email");
        run.trigger();
        assertTrue(run.org().bulk().jobs().stream().map(BulkJob::id).noneMatch(old::equals));
        run.trigger(40);
        assertEquals(Set.of(ids.getFirst(), ids.get(1)), run.emittedIds());
        assertEquals(List.of(), run.org().bulk().jobs());
    }
}
