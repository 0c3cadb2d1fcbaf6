package com.spotzee.nifi.processors.reading;

import com.spotzee.nifi.salesforce.FieldPath;
import com.spotzee.nifi.salesforce.SalesforceFailure;
import com.spotzee.nifi.salesforce.SalesforceObject;
import com.spotzee.nifi.sync.CoveredChanges;
import com.spotzee.nifi.sync.WindowEnds;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Between which moments a window of one object is to be read, as far as Salesforce tells that changes are complete. */
final class WindowBounds {

    private final SalesforceObject object;
    private final CoveredChanges covered;

    WindowBounds(final SalesforceObject object, final CoveredChanges covered) {
        this.object = object;
        this.covered = covered;
    }

    /**
     * The ends of a window that is opened now.
     *
     * @param parents relationships that are read through, each as path to the parent's {@code Id}
     */
    WindowEnds ends(final QueryRun run, final Instant serverTime, final List<FieldPath> parents) throws SalesforceFailure {
        final Optional<Instant> complete = covered.upTo(run.client(), object.apiName(), serverTime);
        if (complete.isEmpty()) {
            run.log().info("Salesforce does not tell how far changes of {} are complete: the next window begins {} min earlier, for what is committed late",
                    object, WindowEnds.MARGIN.toMinutes());
        }
        final WindowEnds ends = WindowEnds.at(serverTime, complete, run.settings().overlap());
        // what Salesforce says is said of this object: its parents' transactions may be running all the same
        return parents.isEmpty() ? ends : ends.heldBack(WindowEnds.at(serverTime, Optional.empty(), run.settings().overlap()));
    }
}
