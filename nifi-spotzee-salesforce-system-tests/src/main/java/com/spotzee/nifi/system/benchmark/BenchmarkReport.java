package com.spotzee.nifi.system.benchmark;

import com.spotzee.nifi.system.benchmark.ReadingBenchmark.Way;

import java.io.PrintWriter;
import java.util.Locale;
import java.util.Map;

/** Prints what was measured as tables, and beneath each what its figures mean. */
final class BenchmarkReport {

    private static final double BYTES_PER_MEGABYTE = 1024 * 1024;

    private final PrintWriter out;

    BenchmarkReport(final PrintWriter out) {
        this.out = out;
    }

    void reading(final Map<Way, Measurement> measured) {
        line("%n%-28s %12s %12s %12s %12s %12s", "", "records/s", "to bare", "CPU us/rec", "bytes/rec", "to bare");
        measured.forEach((way, one) -> {
            final Measurement bare = measured.get(way.yardstick());
            line("%-28s %,12.0f %12.2f %12.1f %,12.0f %12.1f", way.label(), one.perSecond(), one.perSecond() / bare.perSecond(),
                    one.cpuMicrosPerRecord(), one.bytesPerRecord(), one.bytesPerRecord() / bare.bytesPerRecord());
        });
        final Measurement rest = measured.get(Way.REST);
        final Measurement bulk = measured.get(Way.BULK);
        line("Bulk : REST                  %12.2f %12s %12.2f %12.2f", bulk.perSecond() / rest.perSecond(), "",
                bulk.cpuMicrosPerRecord() / rest.cpuMicrosPerRecord(), bulk.bytesPerRecord() / rest.bytesPerRecord());
        line("%n  records/s   by the clock; the emulated org works on the same machine, and its work is in it");
        line("  CPU us/rec  microseconds that this process has worked for a record; the org is another process and not in it");
        line("  bytes/rec   bytes that all threads of this process have allocated for a record");
        line("  to bare     compared with a loop that fetches and unpacks the same answers and does not look at them");
        line("  A Bulk job's own time is not counted: its result was there before reading began.");
    }

    void heap(final long records, final Map<NiFiReading.Api, NiFiReading.Result> measured) {
        line("%n%-28s %12s %12s %12s %12s %12s %12s", "NiFi with -Xmx512m", "records/s", "bytes/rec", "idle MB", "peak MB", "kept MB", "after MB");
        measured.forEach((way, one) -> line("%-28s %,12.0f %,12.0f %,12d %,12d %,12d %,12d", way.label(), records / one.seconds(),
                one.allocated() * BYTES_PER_MEGABYTE / records, one.idle(), one.peak(), one.peakAfterCollection(), one.afterwards()));
        line("%n  records/s   from the start of QuerySalesforceIncremental to the last committed page");
        line("  bytes/rec   bytes that the whole NiFi has allocated meanwhile, for a record");
        line("  idle        living objects before the start, after a collection of the whole heap; after: the same at the end");
        line("  peak        most heap in use at any moment, garbage included: what the limit leaves room for");
        line("  kept        most heap in use right after a collection: what reading needs, and garbage that got old");
    }

    void sending(final Map<SendingWay, Sending> measured) {
        final Sending plain = measured.get(SendingWay.PLAIN_LOOP);
        line("%n%-34s %10s %10s %8s %14s %10s %14s", "", "users/s", "ceiling", "429s", "CPU s/100,000", "to plain", "Spotzee's CPU");
        measured.forEach((way, one) -> line("%-34s %,10.0f %9.1f%% %,8d %14.1f %10.2f %14.1f", way.label(), one.arrived().perSecond(), 100 * one.ofCeiling(),
                one.arrived().throttled(), one.senderSeconds(), one.senderSeconds() / plain.senderSeconds(), one.projectSeconds()));
        final Sending lifted = measured.get(SendingWay.LIFTED);
        line("whole flow : plain loop, users/s    %8.2f", lifted.arrived().perSecond() / plain.arrived().perSecond());
        line("%n  users/s        as the emulated project counts them, without the first tenth and the last twentieth");
        line("  ceiling        of the documented 10,000 users a second; where it is lifted, how much faster than allowed this machine could be");
        line("  429s           requests that the project has refused because they were too many");
        line("  CPU s/100,000  seconds that the sender's process (NiFi, or the plain loop) has worked for 100,000 users, reading included");
        line("  Spotzee's CPU  the same of the emulated project's process; the org is a third process and in neither");
        line("  queue waiting  sending begins when the connection before it is full");
        line("  A machine whose processors the three processes keep busy stays below the ceiling: add up their seconds, and divide by the processors.");
    }

    private void line(final String format, final Object... values) {
        out.println(String.format(Locale.ROOT, format, values));
        out.flush();
    }
}
