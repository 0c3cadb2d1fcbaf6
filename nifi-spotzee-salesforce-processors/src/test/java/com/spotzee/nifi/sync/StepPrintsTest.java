package com.spotzee.nifi.sync;

import org.junit.jupiter.api.Test;

import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import static org.junit.jupiter.api.Assertions.assertEquals;

class StepPrintsTest {

    private static StepPrints rules(final int count) {
        return new StepPrints(IntStream.range(0, count).mapToObj("rule%04d"::formatted).collect(Collectors.toSet()), Set.of(), Set.of());
    }

    @Test
    void tellsWhatTheOtherDoesNotKnow() {
        final StepPrints met = new StepPrints(Set.of("a", "b"), Set.of("m"), Set.of("x"));
        assertEquals(new StepPrints(Set.of("b"), Set.of(), Set.of("x")),
                met.unknownTo(new StepPrints(Set.of("a"), Set.of("m", "n"), Set.of())));
        assertEquals(StepPrints.NONE, met.unknownTo(met));
    }

    @Test
    void staysSmallAndNeverTakesWhatIsLeftOutForKnown() {
        final StepPrints many = StepPrints.NONE.plus(rules(5000));
        assertEquals(StepPrints.MOST + 1, many.rules().size());
        assertEquals(many, many.plus(rules(5000)));
        assertEquals(Set.of("*"), many.unknownTo(many).rules());
        assertEquals(many, StepPrintsText.parse(StepPrintsText.node(many)));
    }
}
