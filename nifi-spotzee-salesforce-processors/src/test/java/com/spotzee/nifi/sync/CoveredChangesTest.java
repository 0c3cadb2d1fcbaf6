package com.spotzee.nifi.sync;

import com.spotzee.nifi.salesforce.Glance;
import com.spotzee.nifi.salesforce.SalesforceClient;
import com.spotzee.nifi.salesforce.SalesforceFailure;
import org.junit.jupiter.api.Test;

import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

class CoveredChangesTest {

    private static final Instant NOW = Instant.parse("2026-11-23T10:07:42Z");
    private static final Instant LATER = NOW.plus(Duration.ofMinutes(5));

    private final List<String> asked = new ArrayList<>();
    private final CoveredChanges covered = new CoveredChanges();
    private Optional<Instant> answer = Optional.of(Instant.parse("2026-11-23T10:01:00Z"));

    /** Answers how far changes are complete, and nothing else. */
    private final SalesforceClient client = (SalesforceClient) Proxy.newProxyInstance(getClass().getClassLoader(), new Class<?>[] {SalesforceClient.class},
            (proxy, method, arguments) -> {
                assertEquals("latestDateCovered", method.getName());
                asked.add("%s %s %s".formatted(arguments));
                return answer;
            });

    @Test
    void areAskedForInWholeMinutes() throws SalesforceFailure {
        assertEquals(answer, upTo(NOW));
        assertEquals(List.of("Lead 2026-11-23T10:02:00Z 2026-11-23T10:07:00Z"), asked);
    }

    @Test
    void areAskedForAtMostEveryFiveMinutesAndRememberedMeanwhile() throws SalesforceFailure {
        final Optional<Instant> first = answer;
        upTo(NOW);
        answer = Optional.of(Instant.parse("2026-11-23T10:06:00Z"));
        assertEquals(first, upTo(LATER.minusSeconds(1)));
        assertNull(question(LATER.minusSeconds(1)).coveredSince());
        assertEquals(1, asked.size());
        assertEquals(answer, upTo(LATER));
        assertEquals(2, asked.size());
    }

    @Test
    void areHeardBesideOtherQuestionsAsWell() throws SalesforceFailure {
        final Glance.Question question = question(NOW);
        assertEquals(Instant.parse("2026-11-23T10:02:00Z"), question.coveredSince());
        covered.heard(question, new Glance(answer.get(), List.of()), NOW);
        assertEquals(answer, upTo(NOW.plusSeconds(1)));
        covered.heard(question(NOW.plusSeconds(2)), new Glance(null, List.of()), NOW.plusSeconds(2));
        assertEquals(answer, upTo(NOW.plusSeconds(3)));
        assertEquals(List.of(), asked);
    }

    @Test
    void thatSalesforceDoesNotTellAreAskedForAgainAfterTheSamePause() throws SalesforceFailure {
        answer = Optional.empty();
        assertEquals(answer, upTo(NOW));
        assertEquals(answer, upTo(NOW.plusSeconds(60)));
        assertEquals(1, asked.size());
        answer = Optional.of(NOW);
        assertEquals(answer, upTo(LATER));
    }

    private Optional<Instant> upTo(final Instant serverTime) throws SalesforceFailure {
        return covered.upTo(client, "Lead", serverTime);
    }

    private Glance.Question question(final Instant serverTime) {
        return covered.with(List.of(), "Lead", serverTime);
    }
}
