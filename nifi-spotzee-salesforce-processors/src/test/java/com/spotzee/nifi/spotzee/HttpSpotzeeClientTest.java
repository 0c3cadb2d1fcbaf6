package com.spotzee.nifi.spotzee;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.spotzee.nifi.http.HttpCall;
import com.spotzee.nifi.http.HttpExchange;
import com.spotzee.nifi.http.HttpFailure;
import com.spotzee.nifi.http.HttpSettings;
import com.spotzee.nifi.http.JdkHttpExchange;
import com.spotzee.nifi.http.RetryPolicy;
import com.spotzee.nifi.http.Secret;
import com.spotzee.nifi.salesforce.ScriptedExchange;
import com.spotzee.nifi.sandbox.spotzee.EmulatedProject;
import com.spotzee.nifi.sandbox.spotzee.ProblemCode;
import com.spotzee.nifi.sandbox.spotzee.ProjectSettings;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

class HttpSpotzeeClientTest {

    private static final IdempotencyKey KEY = new IdempotencyKey("flowfile:0:upsert:abc");
    private static final String SECRET = "sk_verysecret";

    private final ManualTime time = new ManualTime();
    private final Patience patience = new Patience(new RetryPolicy(3, Duration.ofSeconds(1), Duration.ofMinutes(1)), time, time, new Random(7));

    @Nested
    class AgainstTheProject {

        private final EmulatedProject project = EmulatedProject.start(ProjectSettings.defaults().withVersionRequired(true));
        private final JdkHttpExchange exchange = JdkHttpExchange.open(HttpSettings.defaults());
        private final SpotzeeClient client = client(project.secretKey());

        @AfterEach
        void close() {
            exchange.close();
            project.close();
        }

        @Test
        void asksWhoItIs() throws SpotzeeFailure {
            assertEquals(new SpotzeeIdentity(7, "Spotzee Sandbox"), client.me());
        }

        @Test
        void sendsVersionAndKey() throws SpotzeeFailure {
            client.upsert(new UserBatch(List.of(user("a"))), KEY);

            assertEquals("2026-04-28", project.requests().getLast().header("Spotzee-Version").orElseThrow());
            assertEquals(KEY.value(), project.requests().getLast().header("Idempotency-Key").orElseThrow());
        }

        @Test
        void tellsOutcomesApart() throws SpotzeeFailure {
            client.upsert(new UserBatch(List.of(user("a"))), KEY);
            final List<UpsertOutcome> outcomes = client.upsert(new UserBatch(List.of(user("a"), user("b"), user("c").put("email", "x"))),
                    new IdempotencyKey("other")).items();

            assertInstanceOf(UpsertOutcome.Updated.class, outcomes.get(0));
            assertInstanceOf(UpsertOutcome.Imported.class, outcomes.get(1));
            final UpsertOutcome.Refused refused = assertInstanceOf(UpsertOutcome.Refused.class, outcomes.get(2));
            assertEquals("validation_failed", refused.refusal().code());
            assertTrue(refused.refusal().requestId().startsWith("req_"));
        }

        @Test
        void waitsAsLongAsSpotzeeAsksAndALittleMore() throws SpotzeeFailure {
            project.refuseNext(ProblemCode.RATE_LIMITED, 1);
            project.refuseNext(ProblemCode.SERVICE_UNAVAILABLE, 1);
            client.upsert(new UserBatch(List.of(user("a"))), KEY);

            final List<Duration> slept = time.slept();
            assertEquals(2, slept.size());
            assertTrue(slept.getFirst().toMillis() >= 1_000 && slept.getFirst().toMillis() <= 2_000, slept::toString);
            assertTrue(slept.getLast().toMillis() >= 2_000 && slept.getLast().toMillis() <= 3_000, slept::toString);
            assertEquals(1, project.userCount());
        }

        @Test
        void givesUpWithASentenceWhenItGoesOn() {
            project.refuseNext(ProblemCode.INTERNAL_ERROR, 3);
            final SpotzeeFailure failure = assertThrows(SpotzeeFailure.Unavailable.class, client::me);

            assertTrue(failure.getMessage().contains("500 internal_error") && time.slept().size() == 2, failure.getMessage());
            assertTrue(failure.getMessage().contains("request id req_"), failure.getMessage());
            assertEquals("unavailable", failure.trouble());
        }

        @Test
        void aKeyOfAnotherKindIsDeniedAtOnce() {
            for (final String key : List.of(project.publishableKey(), project.organizationKey(), SECRET)) {
                final SpotzeeFailure failure = assertThrows(SpotzeeFailure.Denied.class, () -> client(key).me());
                assertFalse(failure.getMessage().contains(key), failure.getMessage());
            }
            assertEquals(List.of(), time.slept());
        }

        @Test
        void aWrongAddressIsNoFaultOfTheRecords() {
            final SpotzeeAccess wrong = new SpotzeeAccess(URI.create(project.url() + "/v2"), new Secret(project.secretKey()));
            final SpotzeeClient elsewhere = HttpSpotzeeClientTest.this.client(wrong, exchange);
            final SpotzeeFailure failure = assertThrows(SpotzeeFailure.Denied.class, () -> elsewhere.upsert(new UserBatch(List.of(user("a"))), KEY));
            assertTrue(failure.getMessage().contains("check the Spotzee URL"), failure.getMessage());
        }

        @Test
        void anUnknownSubscriptionIsNotTakenForAnUnknownUser() throws SpotzeeFailure {
            client.upsert(new UserBatch(List.of(user("a"))), KEY);
            final SpotzeeFailure failure = assertThrows(SpotzeeFailure.Denied.class, () -> client.unsubscribe(unsubscribe("a", 99), new IdempotencyKey("k1")));
            assertTrue(failure.getMessage().contains("[99]"), failure.getMessage());
            assertInstanceOf(UnsubscribeOutcome.UnknownUser.class, client.unsubscribe(unsubscribe("nobody", 1), new IdempotencyKey("k2")).items().getFirst());
        }

        @Test
        void anUnsubscriptionFromMemoryIsAskedForAgain() throws SpotzeeFailure {
            assertInstanceOf(UnsubscribeOutcome.UnknownUser.class, client.unsubscribe(unsubscribe("a", 1), KEY).items().getFirst());
            client.upsert(new UserBatch(List.of(user("a"))), new IdempotencyKey("k2"));

            assertInstanceOf(UnsubscribeOutcome.Unsubscribed.class, client.unsubscribe(unsubscribe("a", 1), KEY).items().getFirst());
            assertEquals(0, project.subscriptionState("a", 1).orElseThrow());
        }

        private SpotzeeClient client(final String key) {
            return HttpSpotzeeClientTest.this.client(new SpotzeeAccess(project.url(), new Secret(key)), exchange);
        }
    }

    @Nested
    class WithAnswersThatTheEmulatedProjectDoesNotGive {

        private final ScriptedExchange script = new ScriptedExchange();
        private final SpotzeeClient client = HttpSpotzeeClientTest.this.client(
                new SpotzeeAccess(URI.create("http://127.0.0.1:1/api/client"), new Secret(SECRET)), script);

        @Test
        void aRefusalFromMemoryIsAskedForOnceMoreUnderANewKey() throws SpotzeeFailure {
            script.answer(402, Map.of("Idempotent-Replayed", "true"), "{\"code\":\"quota_exceeded\"}").answer(200, results(imported("a")));
            client.upsert(new UserBatch(List.of(user("a"))), KEY);

            assertNotEquals(idempotencyKey(0), idempotencyKey(1));
            assertTrue(idempotencyKey(1).startsWith(KEY.value()), idempotencyKey(1));
        }

        @Test
        void aRequestThatWasRefusedForItsRecordsAsWell() throws SpotzeeFailure {
            script.answer(422, Map.of("Idempotent-Replayed", "true"), "{\"code\":\"validation_failed\"}").answer(200, results(imported("a")));
            assertEquals(List.of(new UpsertOutcome.Imported()), client.upsert(new UserBatch(List.of(user("a"))), KEY).items());
        }

        @Test
        void aRefusedItemFromMemoryAsWell() throws SpotzeeFailure {
            script.answer(200, Map.of("Idempotent-Replayed", "true"),
                    results(imported("a"), "{\"error\":{\"code\":\"validation_failed\",\"message\":\"no\"}}"))
                    .answer(200, results(imported("b")));
            final UpsertOutcomes outcomes = client.upsert(new UserBatch(List.of(user("a"), user("b"))), KEY);

            assertEquals(List.of(new UpsertOutcome.Imported(), new UpsertOutcome.Imported()), outcomes.items());
            assertEquals("[{\"external_id\":\"b\"}]", new String(script.lastCall().body()));
            assertNotEquals(idempotencyKey(0), idempotencyKey(1));
        }

        @Test
        void aRefusalFromMemoryThatStillHoldsIsTold() {
            script.answer(403, Map.of("Idempotent-Replayed", "true"), "{\"code\":\"permission_denied\"}").answer(403, "{\"code\":\"permission_denied\"}");
            assertThrows(SpotzeeFailure.Denied.class, () -> client.upsert(new UserBatch(List.of(user("a"))), KEY));
            assertTrue(script.isPlayed());
        }

        @Test
        void itemsThatMustWaitAreAskedForAgainUnderANewKey() throws SpotzeeFailure {
            script.answer(200, results(imported("a"), "{\"error\":{\"code\":\"internal_error\",\"message\":\"try again\"}}"))
                    .answer(200, results(imported("b")));
            final UpsertOutcomes outcomes = client.upsert(new UserBatch(List.of(user("a"), user("b"))), KEY);

            assertEquals(List.of(new UpsertOutcome.Imported(), new UpsertOutcome.Imported()), outcomes.items());
            assertEquals("[{\"external_id\":\"b\"}]", new String(script.lastCall().body()));
            assertNotEquals(idempotencyKey(0), idempotencyKey(1));
        }

        @Test
        void theRetriesOfOneRequestHaveOneKey() throws SpotzeeFailure {
            script.failure(new HttpFailure.Broken("the connection to 127.0.0.1:1 broke", null)).answer(503, "<html>busy</html>")
                    .answer(200, results(imported("a")));
            client.upsert(new UserBatch(List.of(user("a"))), KEY);

            assertEquals(Set.of(KEY.value()), Set.copyOf(List.of(idempotencyKey(0), idempotencyKey(1), idempotencyKey(2))));
        }

        @Test
        void anAnswerThatIsNoneIsNotUnderstood() {
            script.answer(200, "<html>sign in to the hotel</html>");
            assertThrows(SpotzeeFailure.NotUnderstood.class, () -> client.upsert(new UserBatch(List.of(user("a"))), KEY));
            time.pass(Duration.ofMinutes(1));
            script.answer(200, results(imported("a")));
            assertThrows(SpotzeeFailure.NotUnderstood.class, () -> client.upsert(new UserBatch(List.of(user("a"), user("b"))), KEY));
        }

        @Test
        void aStateThatIsNotConfirmedIsNoUnsubscription() {
            script.answer(200, results("{\"state\":1}"));
            assertThrows(SpotzeeFailure.NotUnderstood.class, () -> client.unsubscribe(unsubscribe("a", 1), KEY));
        }

        @Test
        void allPagesOfSubscriptionsAreRead() throws SpotzeeFailure {
            script.answer(200, "{\"results\":[{\"id\":1,\"name\":\"A\",\"channel\":\"email\"}],\"nextCursor\":\"a b\"}")
                    .answer(200, "{\"results\":[{\"id\":2,\"name\":\"B\",\"channel\":\"text\",\"new\":true}],\"nextCursor\":null}");

            assertEquals(List.of(new Subscription(1, "A", "email"), new Subscription(2, "B", "text")), client.subscriptions());
            assertTrue(script.lastCall().uri().toString().endsWith("cursor=a+b"), script.lastCall().uri()::toString);
        }

        private String idempotencyKey(final int call) {
            return script.calls().get(call).headers().get("Idempotency-Key");
        }
    }

    @Test
    void keysNameTheOperationAndNotTheContent() {
        final UserBatch users = new UserBatch(List.of(user("a")));
        final IdempotencyKey key = IdempotencyKey.of("flowfile-1", 0, Operation.UPSERT, users);

        assertEquals(key, IdempotencyKey.of("flowfile-1", 0, Operation.UPSERT, users));
        assertNotEquals(key, IdempotencyKey.of("flowfile-2", 0, Operation.UPSERT, users));
        assertNotEquals(key, IdempotencyKey.of("flowfile-1", 1, Operation.UPSERT, users));
        assertNotEquals(key, IdempotencyKey.of("flowfile-1", 0, Operation.CREATE_UNMAILABLE, users));
        assertNotEquals(key, IdempotencyKey.of("flowfile-1", 0, Operation.UPSERT, new UserBatch(List.of(user("b")))));
    }

    @Test
    void noTextShowsTheKey() {
        final HttpCall call = HttpCall.get(URI.create("http://127.0.0.1/me")).with("Authorization", "Bearer " + SECRET);
        assertFalse((call + "" + new SpotzeeAccess(URI.create("http://127.0.0.1"), new Secret(SECRET))).contains(SECRET));
    }

    @Test
    void aBatchHasOneToAHundredUsers() {
        final List<ObjectNode> many = IntStream.range(0, 101).mapToObj(i -> user("u" + i)).toList();
        assertThrows(IllegalArgumentException.class, () -> new UserBatch(many));
        assertThrows(IllegalArgumentException.class, () -> new UserBatch(List.of()));
    }

    private SpotzeeClient client(final SpotzeeAccess access, final HttpExchange exchange) {
        return new HttpSpotzeeClient(access, exchange, new Pace(PaceLimits.DOCUMENTED, time, time), patience, new SpotzeeClock(time));
    }

    private static UnsubscribeBatch unsubscribe(final String externalId, final long subscription) {
        return new UnsubscribeBatch(List.of(new UnsubscribeBatch.Item(externalId, subscription)));
    }

    private static ObjectNode user(final String externalId) {
        return JsonNodeFactory.instance.objectNode().put("external_id", externalId);
    }

    private static String imported(final String externalId) {
        return "{\"external_id\":\"%s\",\"user\":{\"created_at\":\"t\",\"updated_at\":\"t\"}}".formatted(externalId);
    }

    private static String results(final String... results) {
        return "{\"results\":[%s]}".formatted(String.join(",", results));
    }
}
