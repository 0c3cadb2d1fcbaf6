package com.spotzee.nifi.health;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/** What earlier looks at an integration tell, by the clock of the machine that looks. */
public interface Watch {

    /** Since when the integration is watched: so long one without any sync is given the benefit of the doubt. */
    Instant since();

    /** Whether a pause has ended not longer ago than this: nobody looked meanwhile, for the flow stood still, so no sync was due. */
    boolean pauseEndedWithin(Duration time, Instant now);

    /**
     * Since when syncs have been where they are.
     *
     * @param places where each sync is, in a word without blanks, by a name of its own
     */
    Map<String, Instant> unmovedSince(Map<String, String> places) throws IOException;
}
