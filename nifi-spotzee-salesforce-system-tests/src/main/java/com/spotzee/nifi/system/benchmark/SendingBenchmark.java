package com.spotzee.nifi.system.benchmark;

import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;

/** Brings all leads of an org to Spotzee, in each of the ways. */
final class SendingBenchmark {

    private final OrgAddress org;
    private final int leads;

    SendingBenchmark(final OrgAddress org, final int leads) {
        this.org = org;
        this.leads = leads;
    }

    Map<SendingWay, Sending> run() throws Exception {
        final Map<SendingWay, Sending> measured = new EnumMap<>(SendingWay.class);
        final NiFiSending nifi = new NiFiSending(org, leads);
        for (final SendingWay way : SendingWay.values()) {
            final Sending sending = way == SendingWay.PLAIN_LOOP ? plainly() : nifi.send(way);
            if (sending.arrived().users() != leads) {
                throw new BenchmarkFailure("%,d leads should have arrived, not %,d (%s)".formatted(leads, sending.arrived().users(), way.label()));
            }
            measured.put(way, sending);
        }
        return measured;
    }

    private Sending plainly() throws Exception {
        final Sample all = new Sample(org.endOfSample());
        try (ClientReading client = new ClientReading(org);
                ProjectProcess project = ProjectProcess.start(false, SendingWay.PLAIN_LOOP.answerTime());
                PlainLoop loop = new PlainLoop(client.session(), project.address())) {
            final Measurement cost = Measurement.of(() -> loop.run(client.apiVersion(), all.statement()));
            final Duration worked = project.worked();
            return new Sending(project.finish(), Duration.ofNanos(cost.cpuNanos()), worked);
        }
    }
}
