package com.spotzee.nifi.spotzee;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.spotzee.nifi.http.HttpFailure;
import com.spotzee.nifi.http.RetryPolicy;
import com.spotzee.nifi.http.Secret;
import com.spotzee.nifi.salesforce.ScriptedExchange;
import org.junit.jupiter.api.Test;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

/** Who counts as imported, by the stamps of the user and the clock of the answers. */
class NewUsersTest {

    private static final IdempotencyKey KEY = new IdempotencyKey("flowfile:0:upsert:abc");
    private static final String TEN = "Mon, 23 Nov 2026 10:00:00 GMT";
    private static final String A_MINUTE_LATER = "Mon, 23 Nov 2026 10:01:00 GMT";
    private static final UpsertOutcome IMPORTED = new UpsertOutcome.Imported();
    private static final UpsertOutcome UPDATED = new UpsertOutcome.Updated();

    private final ScriptedExchange script = new ScriptedExchange();
    private final AtomicLong elapsed = new AtomicLong(Duration.ofDays(3).toNanos());
    private final SpotzeeClient client = new HttpSpotzeeClient(new SpotzeeAccess(URI.create("http://127.0.0.1:1/api/client"), new Secret("sk_x")),
            script, new Pace(PaceLimits.DOCUMENTED), new Patience(new RetryPolicy(1, Duration.ofSeconds(1), Duration.ofSeconds(61)), pause -> { },
            InstantSource.fixed(Instant.EPOCH), new Random(7)), new SpotzeeClock(elapsed::get));

    @Test
    void areThoseWhoWereCreatedSinceTheRequestWasSent() throws SpotzeeFailure {
        answer(TEN, user("2026-11-23T10:00:00.250Z", "2026-11-23T10:00:00.250Z"));
        assertEquals(IMPORTED, upsert(KEY));
    }

    @Test
    void areNotThoseWhomSomebodyElseHadCreatedAndNobodyChanged() throws SpotzeeFailure {
        answer(TEN, user("2026-11-23T09:59:58.000Z", "2026-11-23T09:59:58.000Z"));
        assertEquals(UPDATED, upsert(KEY));
    }

    @Test
    void areNotThoseWhoWereChangedSince() throws SpotzeeFailure {
        answer(TEN, user("2026-11-23T10:00:00.250Z", "2026-11-23T10:00:00.251Z"));
        assertEquals(UPDATED, upsert(KEY));
    }

    @Test
    void areKnownByTheFirstAttemptWhenItsAnswerWasLostAndIsGivenFromMemory() throws SpotzeeFailure {
        script.failure(new HttpFailure.Broken("the connection broke", null));
        assertThrows(SpotzeeFailure.Unavailable.class, () -> upsert(KEY));
        elapsed.addAndGet(Duration.ofMinutes(1).toNanos());
        answer(A_MINUTE_LATER, user("2026-11-23T10:00:00.250Z", "2026-11-23T10:00:00.250Z"));
        assertEquals(IMPORTED, upsert(KEY));
    }

    @Test
    void areUpdatedWhereNobodyRemembersTheFirstAttempt() throws SpotzeeFailure {
        elapsed.addAndGet(Duration.ofMinutes(1).toNanos());
        answer(A_MINUTE_LATER, user("2026-11-23T10:00:00.250Z", "2026-11-23T10:00:00.250Z"));
        assertEquals(UPDATED, upsert(KEY));
    }

    @Test
    void areTakenForSuchByTheirStampsAloneWhereAnswersHaveNoDate() throws SpotzeeFailure {
        answer("no date", user("2026-11-23T09:00:00.000Z", "2026-11-23T09:00:00.000Z"));
        assertEquals(IMPORTED, upsert(KEY));
    }

    @Test
    void doNotDependOnAClockThatIsSetBack() throws SpotzeeFailure {
        answer(A_MINUTE_LATER, user("2026-11-23T10:01:00.000Z", "2026-11-23T10:01:00.000Z"));
        assertEquals(IMPORTED, upsert(KEY));
        answer(TEN, user("2026-11-23T10:00:00.100Z", "2026-11-23T10:00:00.100Z"));
        assertEquals(IMPORTED, upsert(new IdempotencyKey("other")));
    }

    private void answer(final String date, final String body) {
        script.answer(200, Map.of("Date", date), body);
    }

    private UpsertOutcome upsert(final IdempotencyKey key) throws SpotzeeFailure {
        return client.upsert(new UserBatch(List.of(JsonNodeFactory.instance.objectNode().put("external_id", "a"))), key).items().getFirst();
    }

    private static String user(final String created, final String updated) {
        return "{\"results\":[{\"index\":0,\"external_id\":\"a\",\"user\":{\"created_at\":\"%s\",\"updated_at\":\"%s\"}}],\"succeeded\":1,\"failed\":0}"
                .formatted(created, updated);
    }
}
