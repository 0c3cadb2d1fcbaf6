package com.spotzee.nifi.processors.sending;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.spotzee.nifi.processors.sending.UserBatches.Batch;
import com.spotzee.nifi.spotzee.OptOutProperty;
import com.spotzee.nifi.spotzee.UserBatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

class UserBatchesTest {

    @Test
    void whoHasOptedOutMakesBatchesOfTheirOwn() throws IOException {
        final List<ObjectNode> users = new ArrayList<>();
        for (int i = 0; i < 2_000; i++) {
            users.add(user("u" + i, i % 20 == 0));
        }
        final List<Batch> batches = all(users);

        assertEquals(20, batches.size());
        assertEquals(1, batches.stream().filter(batch -> batch.people().getFirst().optedOut()).count());
    }

    @Test
    void whoIsKnownToHaveOptedOutIsTakenForSuchWhateverThePropertySays() throws IOException {
        final List<Batch> batches = all(List.of(user("Ada", false), user("Known", false), user("Bob", false)));
        assertEquals(List.of(List.of("Known"), List.of("Ada", "Bob")), batches.stream().map(batch -> batch.people().stream()
                .map(person -> person.externalId().orElseThrow()).toList()).sorted(Comparator.comparing(List::size)).toList());
        assertEquals(List.of(true), batches.stream().filter(batch -> batch.placed().size() == 1).map(batch -> batch.people().getFirst().optedOut()).toList());
    }

    @Test
    void anEmptyContentIsOneEmptyBatch() throws IOException {
        assertEquals(1, all(List.of()).size());
        assertTrue(all(List.of()).getFirst().people().isEmpty());
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void everybodyComesOnceAndEachPersonInOrder(final long seed) throws IOException {
        final Random random = new Random(seed);
        final List<ObjectNode> users = new ArrayList<>();
        for (int i = 0; i < 1_500; i++) {
            users.add(user("u" + random.nextInt(400), random.nextInt(4) == 0));
        }
        final List<Batch> batches = all(users);
        final boolean[] seen = new boolean[users.size()];
        final Map<String, Integer> places = new HashMap<>();
        for (final Batch batch : batches) {
            assertTrue(batch.placed().size() <= UserBatch.MOST && !batch.placed().isEmpty(), "seed " + seed);
            batch.placed().forEach(placed -> {
                assertEquals(users.get(placed.place()), placed.person().item(), "seed " + seed);
                assertTrue(!seen[placed.place()], "seed " + seed);
                seen[placed.place()] = true;
                final Integer before = places.put(placed.person().externalId().orElseThrow(), placed.place());
                assertTrue(before == null || before < placed.place(), "seed " + seed);
            });
        }

        assertEquals(users.size(), batches.stream().mapToInt(batch -> batch.placed().size()).sum());
        assertEquals(batches.size(), batches.stream().map(Batch::chunk).distinct().count());
    }

    private static List<Batch> all(final List<ObjectNode> users) throws IOException {
        final List<Batch> all = new ArrayList<>();
        try (UserBatches batches = new UserBatches(source(users.iterator()), new OptOutProperty("unsubscribed"), "Known"::equals)) {
            do {
                all.add(batches.next());
            } while (!all.getLast().last());
        }
        return all;
    }

    private static UserSource source(final Iterator<ObjectNode> users) {
        return new UserSource() {
            @Override
            public Optional<ObjectNode> next() {
                return users.hasNext() ? Optional.of(users.next()) : Optional.empty();
            }

            @Override
            public void close() {
                // nothing was opened
            }
        };
    }

    private static ObjectNode user(final String id, final boolean optedOut) {
        final ObjectNode user = JsonNodeFactory.instance.objectNode().put("external_id", id);
        user.putObject("data").put("unsubscribed", optedOut);
        return user;
    }
}
