package com.spotzee.nifi.processors;

import com.spotzee.nifi.events.EventCheck;
import com.spotzee.nifi.ledger.DroppedByRow;
import com.spotzee.nifi.ledger.SyncCount;
import com.spotzee.nifi.ledger.WindowDelivery;
import com.spotzee.nifi.processors.pages.FlowPage;
import com.spotzee.nifi.sandbox.spotzee.EmulatedProject;
import com.spotzee.nifi.sandbox.spotzee.ProjectSettings;
import com.spotzee.nifi.services.StandardSpotzeeProject;
import org.apache.nifi.reporting.InitializationException;
import org.apache.nifi.util.MockFlowFile;
import org.apache.nifi.util.TestRunner;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;

import static org.junit.jupiter.api.Assertions.assertEquals;

/** What becomes of the account when people split, merge or drop pages on their way: page 0 held ten records, of which two were filtered. */
class SplitPagesTest {

    private static final Map<String, String> PAGE = Map.of("sync.id", "s1", "sync.page", "0", "sync.emission", "0a1b2c3d", "sync.count.queried", "10");

    private final EmulatedProject project = EmulatedProject.start(ProjectSettings.defaults());
    private final TestRunner runner = EventCheck.runner(PutSpotzeeUsers.class);
    private final FakeIntegration integration = new FakeIntegration();

    @BeforeEach
    void configure() throws InitializationException, IOException {
        final StandardSpotzeeProject service = new StandardSpotzeeProject();
        runner.addControllerService("project", service, Map.of("Spotzee URL", project.url().toString(), "API Key", project.secretKey()));
        runner.enableControllerService(service);
        runner.setProperty("Spotzee Project", "project");
        runner.addControllerService("integration", integration);
        runner.enableControllerService(integration);
        runner.setProperty("Salesforce Integration", "integration");
        integration.ledger().open("s1");
    }

    @AfterEach
    void close() {
        project.close();
    }

    @Test
    void aPageIsInWhenItsLastPartIs() throws IOException {
        send(0, 3, fragment(filteredPage(2), "f", 0));
        assertDelivered(0, Map.of("queried", 10L, "filtered", 2L, "imported", 3L, "updated", 0L, "refused", 0L));
        send(3, 8, fragment(filteredPage(2), "f", 1));
        assertDelivered(1, Map.of("queried", 10L, "filtered", 2L, "imported", 8L, "updated", 0L, "refused", 0L));
    }

    @Test
    void aPartThatIsSentAgainCountsOnce() throws IOException {
        send(0, 4, fragment(filteredPage(2), "f", 0));
        send(0, 4, fragment(filteredPage(2), "f", 0));
        assertDelivered(0, Map.of("queried", 10L, "filtered", 2L, "imported", 4L, "updated", 0L, "refused", 0L));
    }

    @Test
    void partsOfTwoEmissionsDoNotAddUp() throws IOException {
        send(0, 4, fragment(filteredPage(2), "f", 0));
        final Map<String, String> again = new HashMap<>(filteredPage(2));
        again.put("sync.emission", "ffffffff");
        send(0, 4, fragment(again, "g", 0));
        assertEquals(0, delivered().pages());
        assertEquals(6, delivered().records());
        send(4, 8, fragment(again, "g", 1));
        assertEquals(1, delivered().pages());
        assertEquals(10, delivered().records());
    }

    @Test
    void aWholePageEndsTheWaitForParts() throws IOException {
        send(0, 4, fragment(filteredPage(2), "f", 0));
        send(0, 8, filteredPage(2));
        assertEquals(1, delivered().pages());
        assertEquals(10, delivered().records());
    }

    @Test
    void partsThatWereMergedAgainAreThePage() throws IOException {
        // what the parts collected is the same on both, and so survives the merge
        final Map<String, String> merged = new HashMap<>(filteredPage(2));
        merged.put("sync.part.records", "8");
        merged.put("sync.part.unmappable", "0");
        send(0, 8, merged);
        assertEquals(1, delivered().pages());
        assertEquals(10, delivered().records());
    }

    @Test
    void stepsAfterTheSplitCountForTheirPartAlone() throws IOException {
        final Map<String, String> one = afterRules(PAGE, 4, 1);
        final Map<String, String> other = afterRules(PAGE, 6, 1);
        send(0, 3, fragment(one, "f", 0));
        assertEquals(4, delivered().records());
        send(3, 8, fragment(other, "f", 1));
        assertDelivered(1, Map.of("queried", 10L, "filtered", 2L, "imported", 8L, "updated", 0L, "refused", 0L));
    }

    @Test
    void anEmptyPartIsAPart() throws IOException {
        send(0, 8, fragment(afterRules(PAGE, 8, 0), "f", 0));
        assertEquals(0, delivered().pages());
        send(0, 0, fragment(afterRules(PAGE, 2, 2), "f", 1));
        assertEquals(1, delivered().pages());
        assertEquals(10, delivered().records());
    }

    @Test
    void whatOthersSplitIsToldApartByItsOwnId() throws IOException {
        send(0, 4, filteredPage(2));
        assertEquals(0, delivered().pages());
        send(4, 8, filteredPage(2));
        assertEquals(1, delivered().pages());
        assertEquals(10, delivered().records());
    }

    @Test
    void theNumbersOfAPartThatWasSplitAgainAreNeverCountedTwice() throws IOException {
        final Map<String, String> part = afterRules(PAGE, 6, 2);
        send(0, 4, fragment(afterRules(PAGE, 4, 0), "f", 0));
        send(4, 6, fragment(part, "g", 0));
        send(6, 8, fragment(part, "g", 1));
        // two that were filtered belong to one of both, and nobody knows to which: the page stays open, and they unaccounted
        assertEquals(0, delivered().pages());
        assertEquals(8, delivered().records());
    }

    @Test
    void whatIsMissingStaysOpen() throws IOException {
        send(0, 5, filteredPage(2));
        assertEquals(0, delivered().pages());
        assertEquals(7, delivered().records());
    }

    @Test
    void whatSomebodyAddedIsCountedApart() throws IOException {
        send(0, 11, filteredPage(2));
        assertDelivered(1, Map.of("queried", 10L, "added", 3L, "filtered", 2L, "imported", 11L, "updated", 0L, "refused", 0L));
    }

    @Test
    void aMergeOfPagesHasNoPageAndIsSentAllTheSame() throws IOException {
        final Map<String, String> common = new HashMap<>(filteredPage(2));
        common.remove("sync.page");
        send(0, 16, common);
        assertEquals(16, project.userCount());
        assertEquals(0, delivered().pages());
    }

    @Test
    void valuesThatWereLeftOutAreSummedByRowOverAllParts() throws IOException {
        final Map<String, String> page = new HashMap<>(filteredPage(2));
        page.put("sync.count.dropped.size", "5");
        send(0, 4, fragment(mapped(page, 4, "phone"), "f", 0));
        send(4, 8, fragment(mapped(page, 4, "score"), "f", 1));
        assertEquals(Map.of("size", 5L, "phone", 1L, "score", 1L), delivered().dropped().rows());
        assertEquals(2, delivered().count("dropped_values"));
    }

    private static Map<String, String> filteredPage(final int filtered) {
        final Map<String, String> page = new HashMap<>(PAGE);
        page.put("sync.count.filtered", Integer.toString(filtered));
        return page;
    }

    /** The attributes when ApplySyncRules has filtered some of the records of a FlowFile. */
    private static Map<String, String> afterRules(final Map<String, String> page, final int records, final int filtered) {
        return after(page, new FlowPage(flowFile(page)).attributes(records - filtered, Map.of(SyncCount.FILTERED, (long) filtered), DroppedByRow.NOTHING));
    }

    /** The attributes when MapFieldsToSpotzee has left out a value. */
    private static Map<String, String> mapped(final Map<String, String> page, final int records, final String row) {
        return after(page, new FlowPage(flowFile(page)).attributes(records, Map.of(SyncCount.UNMAPPABLE, 0L, SyncCount.DROPPED_VALUES, 1L),
                new DroppedByRow(Map.of(row, 1L))));
    }

    private static Map<String, String> after(final Map<String, String> before, final Map<String, String> more) {
        final Map<String, String> attributes = new HashMap<>(before);
        attributes.putAll(more);
        return attributes;
    }

    private static MockFlowFile flowFile(final Map<String, String> attributes) {
        final MockFlowFile flowFile = new MockFlowFile(1);
        flowFile.putAttributes(attributes);
        return flowFile;
    }

    /** The attributes when NiFi has split it. */
    private static Map<String, String> fragment(final Map<String, String> page, final String identifier, final int index) {
        return after(page, Map.of("fragment.identifier", identifier, "fragment.index", Integer.toString(index), "record.count", "1"));
    }

    private void send(final int from, final int to, final Map<String, String> attributes) {
        final StringBuilder users = new StringBuilder();
        for (int i = from; i < to; i++) {
            users.append("{\"external_id\":\"sf_a_Lead_%d\"}%n".formatted(i));
        }
        runner.enqueue(users.toString(), attributes);
        runner.run();
        runner.assertQueueEmpty();
    }

    private WindowDelivery delivered() throws IOException {
        return integration.ledger().delivered("s1").orElseThrow();
    }

    private void assertDelivered(final int pages, final Map<String, Long> counts) throws IOException {
        assertEquals(pages, delivered().pages());
        assertEquals(counts, delivered().counts());
    }
}
