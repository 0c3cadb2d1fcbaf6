package com.spotzee.nifi.processors.reading;

import com.spotzee.nifi.salesforce.QueryLocator;
import com.spotzee.nifi.sync.Checkpoint;

import java.util.Optional;

/**
 * Where reading a window stands after one step.
 *
 * @param checkpoint as it is stored now
 * @param locator    of the page that comes next by REST, if Salesforce named one
 * @param goesOn     whether the next step may follow at once; false if Salesforce has to be waited for
 */
record ReadingStep(Checkpoint checkpoint, Optional<QueryLocator> locator, boolean goesOn) {

    static ReadingStep goingOn(final Checkpoint checkpoint) {
        return new ReadingStep(checkpoint, Optional.empty(), true);
    }

    static ReadingStep waiting(final Checkpoint checkpoint) {
        return new ReadingStep(checkpoint, Optional.empty(), false);
    }
}
