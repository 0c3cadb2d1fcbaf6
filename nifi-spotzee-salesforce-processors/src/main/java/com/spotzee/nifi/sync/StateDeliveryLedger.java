package com.spotzee.nifi.sync;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.apache.nifi.components.state.StateManager;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The ledger in a component's cluster state, one entry a sync. Pages are kept as ranges, so an entry stays small however long the sync is.
 */
public final class StateDeliveryLedger implements DeliveryLedger {

    private static final String KEY_PREFIX = "ledger.v1.";
    private static final ObjectMapper JSON = new ObjectMapper();

    private final ClusterState state;

    public StateDeliveryLedger(final StateManager stateManager) {
        this.state = new ClusterState(stateManager);
    }

    @Override
    public void open(final String syncId) throws IOException {
        state.update(entries -> {
            entries.keySet().removeIf(key -> key.startsWith(key(SyncIds.prefixOf(syncId))) && !key.equals(key(syncId)));
            entries.putIfAbsent(key(syncId), Account.EMPTY.text());
            return entries;
        });
    }

    @Override
    public boolean settle(final PageDelivery delivery) throws IOException {
        final String key = key(delivery.syncId());
        try {
            final Map<String, String> stored = state.update(entries -> {
                entries.computeIfPresent(key, (name, entry) -> Account.parse(name, entry).with(delivery).text());
                return entries;
            });
            return stored.containsKey(key);
        } catch (final UncheckedIOException e) {
            throw e.getCause();
        }
    }

    @Override
    public Optional<WindowDelivery> delivered(final String syncId) throws IOException {
        final String key = key(syncId);
        try {
            return state.value(key).map(entry -> Account.parse(key, entry).delivery());
        } catch (final UncheckedIOException e) {
            throw e.getCause();
        }
    }

    @Override
    public void close(final String syncId) throws IOException {
        state.update(entries -> {
            entries.remove(key(syncId));
            return entries;
        });
    }

    private static String key(final String syncId) {
        return KEY_PREFIX + syncId;
    }

    /** One sync's entry: {@code {"pages":"0-41,43","counts":{"imported":4100},"dropped":{"phone":3}}}. */
    private record Account(PageSet pages, Map<String, Long> counts, DroppedByRow dropped) {

        private static final Account EMPTY = new Account(PageSet.EMPTY, Map.of(), DroppedByRow.NOTHING);

        private static Account parse(final String key, final String entry) {
            try {
                final JsonNode node = JSON.readTree(entry);
                return new Account(PageSet.parse(node.path("pages").asText()), numbers(node.path("counts")), new DroppedByRow(numbers(node.path("dropped"))));
            } catch (final JsonProcessingException | NumberFormatException e) {
                throw new UncheckedIOException(new IOException(
                        "state entry '%s' can't be read: clear the state of the integration to start a full sync".formatted(key), e));
            }
        }

        private Account with(final PageDelivery delivery) {
            if (pages.contains(delivery.page())) {
                return this;
            }
            final Map<String, Long> sums = new TreeMap<>(counts);
            delivery.counts().forEach((name, count) -> sums.merge(name, count, Long::sum));
            return new Account(pages.with(delivery.page()), sums, dropped.plus(delivery.dropped()));
        }

        private WindowDelivery delivery() {
            return new WindowDelivery(pages.size(), counts, dropped);
        }

        private String text() {
            final ObjectNode node = JsonNodeFactory.instance.objectNode();
            node.put("pages", pages.text());
            final ObjectNode sums = node.putObject("counts");
            counts.forEach(sums::put);
            if (!dropped.rows().isEmpty()) {
                final ObjectNode rows = node.putObject("dropped");
                new TreeMap<>(dropped.rows()).forEach(rows::put);
            }
            return node.toString();
        }

        private static Map<String, Long> numbers(final JsonNode node) {
            final Map<String, Long> numbers = new TreeMap<>();
            node.properties().forEach(number -> numbers.put(number.getKey(), number.getValue().asLong()));
            return numbers;
        }
    }
}
