package com.spotzee.nifi.processors;

import com.spotzee.nifi.integration.ObjectPlan;
import com.spotzee.nifi.salesforce.QueryLocator;
import com.spotzee.nifi.salesforce.QueryPage;
import com.spotzee.nifi.salesforce.RecordConsumer;
import com.spotzee.nifi.salesforce.SalesforceFailure;
import com.spotzee.nifi.soql.SoqlQuery;
import com.spotzee.nifi.sync.Checkpoint;
import com.spotzee.nifi.sync.OpenWindow;
import com.spotzee.nifi.sync.Position;
import com.spotzee.nifi.sync.ReadingWay;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reads a window by queries in the order of ids. What takes Salesforce too long is left to a Bulk job; where there can be none, it is asked for
 * in smaller parts: in ranges of ids, then in slices of the window's time down to a minute. Each such step is stored, so that a restart does not
 * begin with the same time-outs again.
 */
final class RestReading {

    private final QueryRun run;
    private final WindowPages pages;
    private final String object;

    RestReading(final QueryRun run, final ObjectPlan plan, final WindowPages pages) {
        this.run = run;
        this.pages = pages;
        this.object = plan.object().apiName();
    }

    /** Reads one page, or finds a smaller part to ask for. */
    ReadingStep step(final Checkpoint checkpoint, final Position.ByRest position, final Optional<QueryLocator> locator)
            throws SalesforceFailure, GuardedCommit.NotStored, IOException {
        try {
            final OpenWindow window = checkpoint.openWindow();
            final WindowPages.Emitted<QueryPage> page = pages.emit(checkpoint, records -> ask(window, locator, records),
                    (answer, records) -> next(window, position, answer, records));
            final boolean byRest = page.checkpoint().openWindow().position() instanceof Position.ByRest;
            return new ReadingStep(page.checkpoint(), page.answer().next().filter(next -> byRest), true);
        } catch (final SalesforceFailure.QueryTimedOut timedOut) {
            return ReadingStep.goingOn(askForLess(checkpoint, position, timedOut));
        }
    }

    private QueryPage ask(final OpenWindow window, final Optional<QueryLocator> locator, final RecordConsumer records) throws SalesforceFailure, IOException {
        if (locator.isPresent()) {
            try {
                return run.client().nextPage(locator.get(), records);
            } catch (final SalesforceFailure.LocatorLost e) {
                run.log().info("{}: Salesforce forgot the page that comes next; the query is asked again from the last committed record: {}", object,
                        e.getMessage());
            }
        }
        return run.client().query(pages.statements(window).after(window.position()).text(), records);
    }

    private Optional<Position> next(final OpenWindow window, final Position.ByRest position, final QueryPage page, final PageRecords records)
            throws SalesforceFailure {
        if (page.next().isPresent()) {
            final Position after = records.lastId().map(position::after).orElse(position);
            if (position instanceof Position.InIdOrder && run.settings().bulk().suits(window, page.totalSize())) {
                run.log().info("Sync {}: {} records of {} are left, which the Bulk API reads", window.syncId(), page.totalSize() - page.records(), object);
                return Optional.of(after.byBulk());
            }
            return Optional.of(after);
        }
        final Optional<Position> part = position.nextPart(window);
        return part.isPresent() ? part : pages.nextStatement(window);
    }

    private Checkpoint askForLess(final Checkpoint checkpoint, final Position.ByRest position, final SalesforceFailure.QueryTimedOut timedOut)
            throws SalesforceFailure, GuardedCommit.NotStored, IOException {
        final OpenWindow window = checkpoint.openWindow();
        final Optional<Position> smaller = position.smallerPart(window);
        if (smaller.isPresent()) {
            run.log().info("Sync {}: {} The part that is asked for is made smaller", window.syncId(), timedOut.getMessage());
            return goOnAt(checkpoint, smaller.get());
        }
        return switch (position.way()) {
            case REST -> run.settings().bulk().allowed(window) ? byBulk(checkpoint, timedOut) : inIdRanges(checkpoint, timedOut);
            case ID_RANGES -> inTimeSlices(checkpoint, timedOut);
            case TIME_SLICES, BULK -> throw new SalesforceFailure.QueryTimedOut(("Salesforce can't tell in time even what changed within one minute: %s "
                    + "Rules on indexed fields help, and fewer fields of parents; Salesforce's support can add an index.").formatted(timedOut.getMessage()));
        };
    }

    private Checkpoint byBulk(final Checkpoint checkpoint, final SalesforceFailure.QueryTimedOut timedOut) throws GuardedCommit.NotStored {
        final OpenWindow window = checkpoint.openWindow();
        run.log().warn("Sync {}: {} What is left is read by the Bulk API", window.syncId(), timedOut.getMessage());
        return goOnAt(checkpoint, window.position().byBulk());
    }

    private Checkpoint inIdRanges(final Checkpoint checkpoint, final SalesforceFailure.QueryTimedOut timedOut)
            throws SalesforceFailure, GuardedCommit.NotStored, IOException {
        final Optional<String> smallest;
        final Optional<String> largest;
        try {
            smallest = onlyId(SoqlQuery.smallestId(object));
            largest = onlyId(SoqlQuery.largestId(object));
        } catch (final SalesforceFailure.QueryTimedOut again) {
            return inTimeSlices(checkpoint, again);
        }
        if (smallest.isEmpty() || largest.isEmpty()) {
            return pages.endStatement(checkpoint);
        }
        final OpenWindow window = checkpoint.openWindow();
        final Optional<Position> ranges = window.position().inIdRanges(smallest.get(), largest.get());
        tell(window, timedOut, ReadingWay.ID_RANGES);
        return ranges.isPresent() ? goOnAt(checkpoint, ranges.get()) : pages.endStatement(checkpoint);
    }

    private Checkpoint inTimeSlices(final Checkpoint checkpoint, final SalesforceFailure.QueryTimedOut timedOut) throws GuardedCommit.NotStored {
        final OpenWindow window = checkpoint.openWindow();
        tell(window, timedOut, ReadingWay.TIME_SLICES);
        return goOnAt(checkpoint, window.position().inTimeSlices(window));
    }

    private Checkpoint goOnAt(final Checkpoint checkpoint, final Position position) throws GuardedCommit.NotStored {
        return pages.goOnAt(checkpoint, position, checkpoint.openWindow().reading());
    }

    private void tell(final OpenWindow window, final SalesforceFailure.QueryTimedOut timedOut, final ReadingWay way) {
        run.log().warn("Sync {}: {} What is left is read in {}, which takes longer", window.syncId(), timedOut.getMessage(), way.label());
    }

    private Optional<String> onlyId(final String soql) throws SalesforceFailure, IOException {
        final List<String> ids = new ArrayList<>();
        run.client().query(soql, salesforceRecord -> ids.add(salesforceRecord.path("Id").asText()));
        return ids.stream().findFirst();
    }
}
