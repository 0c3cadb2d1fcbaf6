package com.spotzee.nifi.services;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.junit.jupiter.api.Assertions.assertEquals;

class FullSyncCostTest {

    /** One for how far changes are complete, one for each description, the pages; around a job its creation, a look at it, its deletion. */
    @ParameterizedTest
    @CsvSource({"0, 0, 1, 3, 6", "2000, 0, 1, 3, 6", "2001, 1, 1, 5, 7", "10001, 2001, 3, 12, 11", "5000000, 0, 2, 2503, 506"})
    void countsPagesAndWhatIsAroundThem(final long matching, final long optedOut, final int described, final long byRest, final long byBulk) {
        final FullSyncCost cost = new FullSyncCost(matching, optedOut, described);

        assertEquals(byRest, cost.byRest());
        assertEquals(byBulk, cost.byBulk());
    }
}
