package com.spotzee.nifi.system.benchmark;

import com.spotzee.nifi.salesforce.BulkSelection;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;

/** Brings all leads of an org to Spotzee, in each of the ways. */
final class SendingBenchmark {

    /** So many records QuerySalesforceIncremental asks a Bulk job for at once. */
    private static final int OUR_PAGE = 10_000;

    private final OrgProcess org;
    private final int leads;
    private final PrintWriter out;

    /** @param out told what is being measured */
    SendingBenchmark(final OrgProcess org, final int leads, final PrintWriter out) {
        this.org = org;
        this.leads = leads;
        this.out = out;
    }

    Map<SendingWay, Sending> run() throws Exception {
        final Map<SendingWay, Sending> measured = new EnumMap<>(SendingWay.class);
        final NiFiSending nifi = new NiFiSending(org, leads);
        for (final SendingWay way : SendingWay.values()) {
            out.printf("  %s ...%n", way.label());
            out.flush();
            final Sending sending = way == SendingWay.PLAIN_LOOP ? plainly() : nifi.send(way);
            if (sending.arrived().users() != leads) {
                throw new BenchmarkFailure("%,d leads should have arrived, not %,d (%s)".formatted(leads, sending.arrived().users(), way.label()));
            }
            measured.put(way, sending);
        }
        return measured;
    }

    Sending plainly() throws Exception {
        final BulkSelection all = new Sample(org.address().endOfSample()).selection();
        try (ClientReading client = new ClientReading(org.address());
                ProjectProcess project = ProjectProcess.start(false, SendingWay.PLAIN_LOOP.answerTime());
                PlainLoop loop = new PlainLoop(project.address())) {
            final Duration orgBefore = org.worked();
            final Measurement cost = Measurement.of(() -> {
                final long read = client.result(client.job(all), all, OUR_PAGE, loop, loop::endPage);
                loop.finish();
                return read;
            });
            final Sending.Worked worked = new Sending.Worked(Duration.ofNanos(cost.cpuNanos()), org.worked().minus(orgBefore), project.worked());
            return new Sending(project.finish(), worked, Map.of(), new ThreadWork(Map.of()));
        }
    }
}
