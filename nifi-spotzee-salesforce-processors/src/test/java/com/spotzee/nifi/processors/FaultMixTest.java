package com.spotzee.nifi.processors;

import com.spotzee.nifi.sandbox.salesforce.faults.Fault;
import com.spotzee.nifi.sandbox.salesforce.faults.RequestKind;
import com.spotzee.nifi.sandbox.salesforce.faults.When;
import org.apache.nifi.reporting.InitializationException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

/** Everything that the fault table knows at once and at random, while people edit and opt out at any moment. */
@Tag("fault-table")
class FaultMixTest {

    private static final List<RequestFault> FAULTS = Stream.concat(RequestFault.REFUSALS.stream(), RequestFault.BREAKS.stream()).toList();
    private static final int MOST_KILLS = 12;

    @Test
    void nothingIsLostUnderAMixOfFaultsAndKills() {
        TrialSeeds.tryForAWhile(FaultMixTest::mix);
    }

    private static void mix(final long seed) throws InitializationException, IOException {
        final Random random = new Random(seed);
        final TrialWay way = TrialWay.values()[random.nextInt(2)];
        try (SyncTrial trial = new SyncTrial(way.setup().withHostAhead(Duration.ofMinutes(random.nextInt(121) - 60)))) {
            final TrialStory story = new TrialStory(trial, TrialRun.LATER).checkedAtItsEnd().expectingMarks(way == TrialWay.REST);
            story.fill();
            trial.deliverToSpotzee(1 + random.nextInt(5));
            trial.org().faults().add(When.always(), Fault.smallPages(1 + random.nextInt(8), seed));
            for (int i = 0; i < 4; i++) {
                trial.org().faults().add(RequestFault.DATA.nth(1 + random.nextInt(60)).every(15 + random.nextInt(60)),
                        FAULTS.get(random.nextInt(FAULTS.size())).fault());
            }
            trial.org().faults().add(When.always().on(RequestKind.NEXT_PAGE).every(1 + random.nextInt(5)), Fault.lostLocators(404));
            trial.org().faults().add(When.always().on(RequestKind.QUERY, RequestKind.NEXT_PAGE).every(2 + random.nextInt(9)), Fault.earlyEnd());
            trial.org().faults().add(RequestFault.DATA.nth(1 + random.nextInt(20)).every(10 + random.nextInt(20)).times(6), Fault.meanwhile(() ->
                    story.editMeanwhile(random.nextInt(12), "meanwhile" + random.nextInt(1000) + ".")));
            trial.org().faults().add(RequestFault.DATA.nth(1 + random.nextInt(20)).every(10 + random.nextInt(20)).times(3), Fault.meanwhile(() ->
                    story.optOutMeanwhile(random.nextInt(12))));
            final int apart = 20 + random.nextInt(100);
            trial.crashes().at(moment -> moment % apart == 0 && moment <= MOST_KILLS * apart);
            story.tell();
            story.lastSync();
        }
    }
}
