package com.spotzee.nifi.spotzee;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.spotzee.nifi.http.HttpSettings;
import com.spotzee.nifi.http.JdkHttpExchange;
import com.spotzee.nifi.http.Secret;
import com.spotzee.nifi.sandbox.spotzee.EmulatedProject;
import com.spotzee.nifi.sandbox.spotzee.MailableWatch;
import com.spotzee.nifi.sandbox.spotzee.ProjectSettings;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** Spotzee does what it was asked asynchronously only some time later, when people have opted out meanwhile. */
class LateAsynchronousUsersTest {

    private static final long MARKETING = 1;
    private static final OptOutProperty UNSUBSCRIBED = new OptOutProperty("unsubscribed");

    private final EmulatedProject project = EmulatedProject.start(ProjectSettings.defaults());
    private final JdkHttpExchange http = JdkHttpExchange.open(HttpSettings.defaults());
    private final SpotzeeAccess access = new SpotzeeAccess(project.url(), new Secret(project.secretKey()));
    private final LateClient client = new LateClient(HttpSpotzeeClient.forVerification(access, http));
    private final Set<String> optOuts = new HashSet<>();

    @AfterEach
    void close() {
        http.close();
        project.close();
    }

    @Test
    void whoseOptOutBecomesKnownWhileTheyAreBeingSentAreNeverMailable() throws SpotzeeFailure {
        final MailableWatch watch = MailableWatch.on(project, MARKETING);
        client.meanwhile = () -> {
            optOuts.add("late");
            watch.optedOut("late");
        };
        assertEquals(List.of(new Delivery.Sent(), new Delivery.Sent()), delivery().sendUntold(List.of(person("late"), person("other")), 0));
        assertEquals(Set.of(), optOuts);
        assertEquals(1, project.userCount());
        client.doWhatWasAsked();

        assertEquals(List.of(), watch.breaches());
        assertEquals(2, project.userCount());
        assertEquals(Optional.of(0), project.subscriptionState("late", MARKETING));
        assertEquals(Optional.empty(), project.subscriptionState("other", MARKETING));
        assertTrue(project.user("late").orElseThrow().path("email").isTextual());
    }

    @Test
    void whoCanNotBeMadeSafeIsRefusedAndStaysKnown() throws SpotzeeFailure {
        client.meanwhile = () -> optOuts.add("late");
        client.refuses = true;
        final List<Delivery> deliveries = delivery().sendUntold(List.of(person("late"), person("other")), 0);
        assertInstanceOf(Delivery.Refused.class, deliveries.getFirst());
        assertEquals(new Delivery.Sent(), deliveries.getLast());
        assertEquals(Set.of("late"), optOuts);
    }

    private UserDelivery delivery() {
        return new UserDelivery(client, Set.of(MARKETING), UNSUBSCRIBED, "flowfile", new FakeOptOuts(optOuts));
    }

    private static Person person(final String id) {
        return Person.of(JsonNodeFactory.instance.objectNode().put("external_id", id).put("email", id + "@example.com"), UNSUBSCRIBED);
    }

    /** People who have opted out, in memory. */
    private record FakeOptOuts(Set<String> optedOut) implements LateOptOuts {

        @Override
        public Turn turn(final Set<String> people) {
            return () -> { };
        }

        @Override
        public Set<String> among(final Set<String> people) {
            final Set<String> found = new HashSet<>(people);
            found.retainAll(optedOut);
            return found;
        }

        @Override
        public void unsubscribed(final Set<String> people) {
            optedOut.removeAll(people);
        }
    }

    /** Keeps what is asked for asynchronously until it is told to do it. */
    private static final class LateClient extends DelegatingSpotzeeClient {

        private final List<UserBatch> asked = new ArrayList<>();
        private final SpotzeeClient spotzee;
        private Runnable meanwhile = () -> { };
        private boolean refuses;

        private LateClient(final SpotzeeClient spotzee) {
            super(spotzee);
            this.spotzee = spotzee;
        }

        @Override
        public void send(final UserBatch users, final IdempotencyKey key) {
            asked.add(users);
            meanwhile.run();
        }

        @Override
        public UnsubscribeOutcomes unsubscribe(final UnsubscribeBatch people, final IdempotencyKey key) throws SpotzeeFailure {
            return refuses ? new UnsubscribeOutcomes(people.items().stream()
                    .<UnsubscribeOutcome>map(item -> new UnsubscribeOutcome.Refused(new ItemRefusal("validation_failed", "…", null, null))).toList())
                    : super.unsubscribe(people, key);
        }

        void doWhatWasAsked() throws SpotzeeFailure {
            for (final UserBatch users : asked) {
                spotzee.send(users, new IdempotencyKey("late"));
            }
        }
    }
}
