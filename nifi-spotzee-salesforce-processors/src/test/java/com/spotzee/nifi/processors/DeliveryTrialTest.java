package com.spotzee.nifi.processors;

import com.fasterxml.jackson.databind.JsonNode;
import com.spotzee.nifi.ledger.SyncCount;
import com.spotzee.nifi.sandbox.salesforce.faults.Fault;
import com.spotzee.nifi.sandbox.salesforce.faults.When;
import org.apache.nifi.reporting.InitializationException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;

import static org.junit.jupiter.api.Assertions.assertEquals;

/** The whole flow between a Salesforce that people edit and a Spotzee that refuses, throttles, fails and answers late, all at random. */
@Tag("fault-table")
class DeliveryTrialTest {

    private static final Duration FREQUENCY = Duration.ofMinutes(61);
    private static final Set<String> OBJECTS = Set.of("Lead", "Contact");
    private static final int ROUNDS = 6;
    private static final int MOST_TICKS = 400;

    @Test
    void spotzeeHoldsWhatSalesforceHoldsWhateverWentWrong() {
        TrialSeeds.tryForAWhile(DeliveryTrialTest::run);
    }

    private static void run(final long seed) throws InitializationException {
        final Random random = new Random(seed);
        try (DeliveryTrial trial = new DeliveryTrial(random.nextBoolean() ? 1 : 1 + random.nextInt(8))) {
            final PeopleStory story = new PeopleStory(trial.org());
            final int page = 3 + random.nextInt(30);
            trial.org().faults().add(When.always(), Fault.smallPages(page, seed));
            repeat(40 + random.nextInt(60), () -> story.happens(random));
            final int apart = 5 + random.nextInt(30);
            final boolean kills = random.nextBoolean();
            trial.killSenderAt(moment -> kills && moment % apart == 0);
            final SpotzeeTroubles troubles = new SpotzeeTroubles(seed, 0.1 + random.nextDouble() * 0.4, story::happens);
            trial.project().faults().follow(troubles);
            for (int round = 0; round < ROUNDS; round++) {
                trial.pass(FREQUENCY);
                repeat(random.nextInt(15), () -> story.happens(random));
                for (int tick = random.nextInt(12); tick >= 0; tick--) {
                    tick(trial);
                }
            }
            trial.project().faults().clear();
            trial.killSenderAt(moment -> false);
            settle(trial);
            assertEquals(List.of(), story.differences(trial.project(), trial.refused()), "but for those who were refused, who stand in failure");
            System.out.println("  deaths " + trial.deaths() + ", refused " + troubles.refused().size() + ", struck by " + troubles.struck());
            trial.askForEverything();
            settle(trial);
            assertEquals(List.of(), story.differences(trial.project(), Set.of()), "after all was read again");
            assertEquals(List.of(), trial.breaches());
            trial.events().forEach(DeliveryTrialTest::assertAddsUp);
        }
    }

    private static void tick(final DeliveryTrial trial) throws InitializationException {
        trial.read();
        trial.send();
        trial.pass(Duration.ofSeconds(20));
    }

    /** Until each object had a sync that began after now, and nothing is under way. */
    private static void settle(final DeliveryTrial trial) throws InitializationException {
        trial.pass(FREQUENCY);
        final int before = trial.events().size();
        for (int tick = 0; tick < MOST_TICKS; tick++) {
            tick(trial);
            if (completed(trial.events().subList(before, trial.events().size())).equals(OBJECTS) && trial.isIdle()) {
                // the lane asks once more when nothing older is under way
                tick(trial);
                return;
            }
        }
        throw new AssertionError("not settled: " + trial.events().subList(before, trial.events().size()));
    }

    private static Set<String> completed(final List<JsonNode> events) {
        final Set<String> started = new HashSet<>();
        final Set<String> objects = new HashSet<>();
        for (final JsonNode event : events) {
            if (event.path("event").asText().equals("sync_started")) {
                started.add(event.path("sync_id").asText());
            } else if (event.path("event").asText().equals("sync_completed") && started.contains(event.path("sync_id").asText())) {
                objects.add(event.path("object").asText());
            }
        }
        return objects;
    }

    private static void assertAddsUp(final JsonNode event) {
        if (event.path("event").asText().equals("sync_completed")) {
            final JsonNode counts = event.path("counts");
            final long ended = SyncCount.ENDS.stream().mapToLong(end -> counts.path(end.label()).asLong()).sum();
            assertEquals(counts.path("queried").asLong(), ended, event::toString);
            assertEquals(0, counts.path("unaccounted").asLong(), event::toString);
        }
    }

    private static void repeat(final int times, final Runnable action) {
        for (int i = 0; i < times; i++) {
            action.run();
        }
    }
}
