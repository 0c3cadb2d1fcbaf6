package com.spotzee.nifi.sync;

import com.spotzee.nifi.salesforce.SalesforceId;
import com.spotzee.nifi.salesforce.SalesforceObject;
import org.apache.nifi.components.state.StateManager;

import java.io.IOException;
import java.time.Instant;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The register in a component's cluster state: for each object its ids in pieces that stay below what a state entry may hold, and a mark where there was no
 * room. All objects together leave the component's other entries enough of what NiFi's providers can store.
 */
public final class StateOptOutRegister implements OptOutRegister {

    /** Characters that the ids of all objects may take: room for 50,000 people, and more where their ids are close to each other. */
    private static final int MOST_CHARACTERS = 150_000;
    private static final int PIECE = 25_000;
    private static final String KEY_PREFIX = "opted-out.v1.";
    private static final String FULL = ".full";
    private static final String SHOWN_PREFIX = "opted-out-shown.v1.";

    private final ClusterState state;
    private final Turns turns;
    private final int mostCharacters;
    private volatile Read lastRead = new Read("", Set.of());

    /** @param turns those of this node, the same for everybody who uses the register */
    public StateOptOutRegister(final StateManager stateManager, final Turns turns) {
        this(stateManager, turns, MOST_CHARACTERS);
    }

    /** A register with room for so many characters: a person takes one to three. */
    public StateOptOutRegister(final StateManager stateManager, final Turns turns, final int mostCharacters) {
        this.state = new ClusterState(stateManager);
        this.turns = turns;
        this.mostCharacters = mostCharacters;
    }

    /** What a text was read as; it is looked at many times before it changes. */
    private record Read(String text, Set<IdNumber> ids) {
    }

    @Override
    public void enter(final SalesforceObject object, final Set<SalesforceId> people) throws IOException {
        final Set<IdNumber> numbers = numbers(people);
        final Turns.Turn turn = turns.take(people);
        try {
            state.update(entries -> {
                final Set<IdNumber> all = new HashSet<>(ids(text(entries, object)));
                all.addAll(numbers);
                final String text = IdText.of(all);
                if (text.length() + others(entries, object) > mostCharacters) {
                    entries.put(key(object) + FULL, "true");
                } else {
                    put(entries, object, text);
                }
                return entries;
            });
        } finally {
            turn.end();
        }
    }

    @Override
    public Set<SalesforceId> among(final SalesforceObject object, final Set<SalesforceId> people) throws IOException {
        final Map<String, String> entries = state.read().toMap();
        if (entries.containsKey(key(object) + FULL)) {
            throw new Full(object);
        }
        final Set<IdNumber> ids = ids(text(entries, object));
        return ids.isEmpty() ? Set.of() : people.stream().filter(id -> ids.contains(IdNumber.of(id.value()))).collect(Collectors.toSet());
    }

    @Override
    public void leave(final SalesforceObject object, final Set<SalesforceId> people) throws IOException {
        final Set<IdNumber> numbers = numbers(people);
        state.update(entries -> {
            final Set<IdNumber> rest = new HashSet<>(ids(text(entries, object)));
            if (rest.removeAll(numbers)) {
                put(entries, object, IdText.of(rest));
            }
            return entries;
        });
    }

    @Override
    public Turns.Turn turn(final Set<SalesforceId> people) {
        return turns.take(people);
    }

    @Override
    public boolean isFull(final SalesforceObject object) throws IOException {
        return state.value(key(object) + FULL).isPresent();
    }

    @Override
    public void shown(final SalesforceObject asking, final String by, final Instant upTo) throws IOException {
        state.update(entries -> {
            entries.put(SHOWN_PREFIX + asking.apiName(), shownBy(by) + upTo);
            return entries;
        });
    }

    @Override
    public Optional<Instant> shownUpTo(final SalesforceObject asking, final String by) throws IOException {
        return state.value(SHOWN_PREFIX + asking.apiName()).filter(entry -> entry.startsWith(shownBy(by)))
                .map(entry -> Instant.parse(entry.substring(shownBy(by).length())));
    }

    @Override
    public void clear(final SalesforceObject object) throws IOException {
        state.update(entries -> {
            entries.keySet().removeIf(key -> key.startsWith(key(object) + "."));
            return entries;
        });
    }

    private Set<IdNumber> ids(final String text) {
        final Read known = lastRead;
        if (known.text().equals(text)) {
            return known.ids();
        }
        final Read read = new Read(text, Set.copyOf(IdText.parse(text)));
        lastRead = read;
        return read.ids();
    }

    private static Set<IdNumber> numbers(final Set<SalesforceId> people) {
        return people.stream().map(id -> IdNumber.of(id.value())).collect(Collectors.toSet());
    }

    private static String text(final Map<String, String> entries, final SalesforceObject object) {
        final StringBuilder text = new StringBuilder();
        for (int piece = 0; entries.containsKey(key(object, piece)); piece++) {
            text.append(entries.get(key(object, piece)));
        }
        return text.toString();
    }

    private static int others(final Map<String, String> entries, final SalesforceObject object) {
        return Stream.of(SalesforceObject.values()).filter(other -> other != object).mapToInt(other -> text(entries, other).length()).sum();
    }

    private static void put(final Map<String, String> entries, final SalesforceObject object, final String text) {
        entries.keySet().removeIf(key -> key.startsWith(key(object) + ".") && !key.endsWith(FULL));
        for (int from = 0, piece = 0; from < text.length(); from += PIECE, piece++) {
            entries.put(key(object, piece), text.substring(from, Math.min(text.length(), from + PIECE)));
        }
    }

    private static String shownBy(final String by) {
        return PlanPrint.digest(by) + ' ';
    }

    private static String key(final SalesforceObject object, final int piece) {
        return key(object) + "." + piece;
    }

    private static String key(final SalesforceObject object) {
        return KEY_PREFIX + object.apiName();
    }
}
