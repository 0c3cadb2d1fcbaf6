package com.spotzee.nifi.processors.reading;

import com.spotzee.nifi.integration.ObjectPlan;
import com.spotzee.nifi.salesforce.QueryLocator;
import com.spotzee.nifi.salesforce.QueryPage;
import com.spotzee.nifi.salesforce.RecordConsumer;
import com.spotzee.nifi.salesforce.SalesforceFailure;
import com.spotzee.nifi.sync.Checkpoint;
import com.spotzee.nifi.sync.OpenWindow;
import com.spotzee.nifi.sync.Position;

import java.io.IOException;
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
        if (page.endsEarly()) {
            run.log().info("Sync {}: Salesforce counted {} records of {} and ended {} before; the query is asked again after the last one", window.syncId(),
                    page.totalSize(), object, page.missing());
        }
        if (page.next().isPresent() || page.endsEarly()) {
            final Position after = records.lastId().map(position::after).orElse(position);
            if (position instanceof Position.InIdOrder && run.settings().bulk().suits(window, page.totalSize())) {
                run.log().info("Sync {}: {} records of {} are left, which the Bulk API reads", window.syncId(), page.totalSize() - page.records(), object);
                return Optional.of(after.byBulk());
            }
            return Optional.of(after);
        }
        final Optional<Position.ByRest> part = position.nextPart(window.to());
        return part.isPresent() ? Optional.of(part.get()) : pages.nextStatement(window);
    }

    private Checkpoint askForLess(final Checkpoint checkpoint, final Position.ByRest position, final SalesforceFailure.QueryTimedOut timedOut)
            throws SalesforceFailure, GuardedCommit.NotStored, IOException {
        final OpenWindow window = checkpoint.openWindow();
        if (position instanceof Position.InIdOrder && run.settings().bulk().allowed(window)) {
            run.log().warn("Sync {}: {} What is left is read by the Bulk API", window.syncId(), timedOut.getMessage());
            return pages.goOnAt(checkpoint, position.byBulk(), window.reading());
        }
        final Optional<Position.ByRest> smaller = new SmallerParts(run.client(), object, false, window.from(), window.to()).insteadOf(position, timedOut);
        if (smaller.isEmpty()) {
            return pages.endStatement(checkpoint);
        }
        if (smaller.get().way() == position.way()) {
            run.log().info("Sync {}: {} The part that is asked for is made smaller", window.syncId(), timedOut.getMessage());
        } else {
            run.log().warn("Sync {}: {} What is left is read in {}, which takes longer", window.syncId(), timedOut.getMessage(),
                    smaller.get().way().label());
        }
        return pages.goOnAt(checkpoint, smaller.get(), window.reading());
    }
}
