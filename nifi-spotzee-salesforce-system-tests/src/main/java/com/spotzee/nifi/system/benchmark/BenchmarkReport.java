package com.spotzee.nifi.system.benchmark;

import com.spotzee.nifi.system.benchmark.ReadingBenchmark.Way;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;

/** Prints what was measured as tables, and beneath each what its figures mean. */
final class BenchmarkReport {

    private static final double BYTES_PER_MEGABYTE = 1024 * 1024;
    private static final double LEAST_SHOWN = 0.01;

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
        final double plain = senderSeconds(measured.get(SendingWay.PLAIN_LOOP));
        line("%n%-32s %9s %8s %6s %10s %12s %8s %6s %6s %11s", "", "users/s", "ceiling", "429s", "users/req", "CPU s/100k", "to plain", "org", "proj.",
                "processors");
        measured.forEach((way, one) -> line("%-32s %,9.0f %7.1f%% %,6d %10.1f %12.1f %8.2f %6.1f %6.1f %11.2f", way.label(), one.arrived().perSecond(),
                100 * one.ofCeiling(), one.arrived().throttled(), one.usersPerRequest(), senderSeconds(one), senderSeconds(one) / plain,
                one.perUnit(one.worked().org()), one.perUnit(one.worked().project()), one.processorsForCeiling()));
        final Sending lifted = measured.get(SendingWay.LIFTED);
        line("whole flow : plain loop, users/s  %8.2f", lifted.arrived().perSecond() / measured.get(SendingWay.PLAIN_LOOP).arrived().perSecond());
        line("%n  users/s     as the emulated project counts them, without the first tenth and the last twentieth");
        line("  ceiling     requests a second of the 100 that Spotzee documents; where it is lifted, how much faster than allowed this machine could be");
        line("  429s        requests that the project has refused because they were too many");
        line("  users/req   users in a request on average: who has opted out takes four requests, and pages end with batches that are not full");
        line("  CPU s/100k  seconds that the sender's process (NiFi, or the plain loop) has worked for 100,000 users, reading included; to plain: compared");
        line("  org, proj.  the same of the processes in which the emulated org and the emulated project live");
        line("  processors  what all three together keep busy at 10,000 users a second: with fewer of them the ceiling is out of reach");
        line("  queue waits sending begins when all users wait in the connection before it");
        steps(lifted);
    }

    private void steps(final Sending sending) {
        line("%nWhole flow, ceiling lifted: CPU s/100k of NiFi's process, %.1f in all", senderSeconds(sending));
        line("  by processors");
        shares(sending, sending.steps());
        line("  by threads");
        shares(sending, sending.threads().byPurpose());
        line("%n  by processors  with their own threads, and what NiFi does in these (sessions, repositories)");
        line("  by threads     batches in flight: sent and answered in threads of their own. compiler: Java's, which works most in the first minutes");
    }

    private void shares(final Sending sending, final Map<String, Duration> shares) {
        shares.entrySet().stream().filter(share -> sending.perUnit(share.getValue()) >= LEAST_SHOWN)
                .sorted(Map.Entry.<String, Duration>comparingByValue().reversed())
                .forEach(share -> line("    %-28s %8.2f", share.getKey(), sending.perUnit(share.getValue())));
    }

    private static double senderSeconds(final Sending one) {
        return one.perUnit(one.worked().sender());
    }

    private void line(final String format, final Object... values) {
        out.println(String.format(Locale.ROOT, format, values));
        out.flush();
    }
}
