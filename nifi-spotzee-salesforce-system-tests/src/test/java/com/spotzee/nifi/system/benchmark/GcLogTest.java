package com.spotzee.nifi.system.benchmark;

import org.junit.jupiter.api.Test;

import java.util.List;

import static org.junit.jupiter.api.Assertions.assertEquals;

class GcLogTest {

    private static final GcLog LOG = GcLog.of(List.of(
            "[0.012s] Using Serial",
            "[1.201s] GC(0) Pause Young (Allocation Failure) 139M->20M(495M) 5.123ms",
            "[2.511s] GC(1) Pause Full (Diagnostic Command) 90M->15M(495M) 40.007ms",
            "[3.750s] GC(2) Pause Young (Allocation Failure) 151M->17M(495M) 4.020ms"));

    @Test
    void findsTheMostThatWasInUseAndTheMostThatWasKept() {
        assertEquals(3, LOG.collections().size());
        assertEquals(151, LOG.peak());
        assertEquals(20, LOG.peakAfterCollection());
    }

    @Test
    void countsWhatWasAllocatedBetweenCollections() {
        assertEquals((90 - 20) + (151 - 15), LOG.allocated());
    }

    @Test
    void leavesOutWhatCameBefore() {
        assertEquals(17, LOG.without(2).peakAfterCollection());
    }
}
