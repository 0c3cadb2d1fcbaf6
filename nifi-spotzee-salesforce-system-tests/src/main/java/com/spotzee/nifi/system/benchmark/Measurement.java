package com.spotzee.nifi.system.benchmark;

import com.sun.management.OperatingSystemMXBean;
import com.sun.management.ThreadMXBean;

import java.lang.management.ManagementFactory;

/**
 * What reading some records has cost this process, all its threads together: an HTTP client works in threads of its own.
 *
 * @param records   how many were read
 * @param nanos     how long it took
 * @param cpuNanos  how long its processors were at it, those of the garbage collector too
 * @param allocated bytes that were allocated on the heap
 */
record Measurement(long records, long nanos, long cpuNanos, long allocated) {

    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private static final OperatingSystemMXBean SYSTEM = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    private static final double NANOS_PER_SECOND = 1e9;
    private static final double NANOS_PER_MICRO = 1e3;

    /** Something that reads records and says how many. */
    @FunctionalInterface
    interface Reading {
        long read() throws Exception;
    }

    /** Reads once; nothing else should happen in this process meanwhile. */
    static Measurement of(final Reading reading) throws Exception {
        final long allocated = THREADS.getTotalThreadAllocatedBytes();
        final long cpu = SYSTEM.getProcessCpuTime();
        final long begin = System.nanoTime();
        final long records = reading.read();
        return new Measurement(records, System.nanoTime() - begin, SYSTEM.getProcessCpuTime() - cpu, THREADS.getTotalThreadAllocatedBytes() - allocated);
    }

    double perSecond() {
        return records * NANOS_PER_SECOND / nanos;
    }

    double cpuMicrosPerRecord() {
        return cpuNanos / NANOS_PER_MICRO / records;
    }

    double bytesPerRecord() {
        return (double) allocated / records;
    }
}
