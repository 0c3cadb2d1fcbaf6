package com.spotzee.nifi.sandbox.spotzee;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import java.io.IOException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Predicate;

/** All users of the project, kept compactly. Every call is one atomic step. */
final class UserDirectory {

    private static final byte[] NO_DATA = {'{', '}'};

    private final InstantSource clock;
    private final int subscriptionTypes;
    private final Map<String, StoredUser> byExternalId = new HashMap<>();
    private final Map<String, Integer> idsByAnonymousId = new HashMap<>();
    /** A user's id is its place here plus one; a deleted user leaves a gap. */
    private final List<StoredUser> byId = new ArrayList<>();
    private long count;
    private BiConsumer<StoredUser, UserChange.Kind> observer = (user, kind) -> { };

    UserDirectory(final InstantSource clock, final int subscriptionTypes) {
        this.clock = clock;
        this.subscriptionTypes = subscriptionTypes;
    }

    /** Tells of each change while it is the last one; nobody can make another meanwhile. */
    synchronized void observe(final BiConsumer<StoredUser, UserChange.Kind> newObserver) {
        observer = newObserver;
    }

    /** Creates or updates the user and returns it. */
    synchronized StoredUser upsert(final UserItem item) throws IOException {
        final Optional<StoredUser> existing = find(item.externalId(), item.anonymousId());
        final long now = clock.millis();
        final StoredUser user = existing.isPresent() ? updated(existing.get(), item, now) : created(item, now);
        put(user);
        observer.accept(user, UserChange.Kind.USER);
        return user;
    }

    synchronized Optional<StoredUser> find(final String externalId, final String anonymousId) {
        final StoredUser known = externalId == null ? null : byExternalId.get(externalId);
        if (known != null || anonymousId == null) {
            return Optional.ofNullable(known);
        }
        return Optional.ofNullable(idsByAnonymousId.get(anonymousId)).map(id -> byId.get(id - 1));
    }

    /** Sets one subscription state, if there is such a user. */
    synchronized boolean setState(final String externalId, final String anonymousId, final int place, final int state) {
        final Optional<StoredUser> user = find(externalId, anonymousId);
        if (user.isEmpty()) {
            return false;
        }
        final byte[] states = user.get().states().clone();
        states[place] = (byte) state;
        final StoredUser changed = user.get().withStates(states);
        put(changed);
        observer.accept(changed, UserChange.Kind.SUBSCRIPTION);
        return true;
    }

    synchronized void delete(final String externalId) {
        final StoredUser user = byExternalId.remove(externalId);
        if (user != null) {
            idsByAnonymousId.remove(user.anonymousId(), (int) user.id());
            byId.set((int) user.id() - 1, null);
            count--;
            observer.accept(user, UserChange.Kind.DELETION);
        }
    }

    synchronized long count() {
        return count;
    }

    /** Up to so many users with ids above the given one, ascending. */
    synchronized List<StoredUser> after(final long id, final int most, final Predicate<StoredUser> wanted) {
        final List<StoredUser> found = new ArrayList<>();
        for (int i = (int) Math.max(0, id); i < byId.size() && found.size() < most; i++) {
            addIfWanted(byId.get(i), wanted, found);
        }
        return found;
    }

    /** Up to so many users with ids below the given one, the nearest of them, ascending. */
    synchronized List<StoredUser> before(final long id, final int most, final Predicate<StoredUser> wanted) {
        final List<StoredUser> found = new ArrayList<>();
        for (int i = (int) Math.min(id - 1, byId.size()) - 1; i >= 0 && found.size() < most; i--) {
            addIfWanted(byId.get(i), wanted, found);
        }
        Collections.reverse(found);
        return found;
    }

    private static void addIfWanted(final StoredUser user, final Predicate<StoredUser> wanted, final List<StoredUser> found) {
        if (user != null && wanted.test(user)) {
            found.add(user);
        }
    }

    private StoredUser created(final UserItem item, final long now) throws IOException {
        final byte[] states = new byte[subscriptionTypes];
        Arrays.fill(states, StoredUser.UNSET);
        byId.add(null);
        count++;
        return new StoredUser(byId.size(), item.externalId(), item.anonymousId(), item.contact().applyTo(StoredUser.Contact.NONE),
                merged(NO_DATA, item.data()), states, now, now);
    }

    private static StoredUser updated(final StoredUser user, final UserItem item, final long now) throws IOException {
        final String externalId = user.externalId() == null ? item.externalId() : user.externalId();
        final String anonymousId = item.anonymousId() == null ? user.anonymousId() : item.anonymousId();
        // Equal stamps mean "just created", so an update within the same millisecond must not show them.
        return new StoredUser(user.id(), externalId, anonymousId, item.contact().applyTo(user.contact()), merged(user.data(), item.data()), user.states(),
                user.created(), Math.max(now, user.created() + 1));
    }

    private void put(final StoredUser user) {
        final StoredUser before = byId.set((int) user.id() - 1, user);
        if (before != null && before.anonymousId() != null) {
            idsByAnonymousId.remove(before.anonymousId(), (int) user.id());
        }
        if (user.externalId() != null) {
            byExternalId.put(user.externalId(), user);
        }
        if (user.anonymousId() != null) {
            idsByAnonymousId.put(user.anonymousId(), (int) user.id());
        }
    }

    private static byte[] merged(final byte[] before, final JsonNode changes) throws IOException {
        if (changes == null) {
            return before;
        }
        if (changes.isNull()) {
            return NO_DATA;
        }
        if (before.length == NO_DATA.length) {
            return Items.MAPPER.writeValueAsBytes(changes);
        }
        final ObjectNode merged = (ObjectNode) Items.MAPPER.readTree(before);
        merged.setAll((ObjectNode) changes);
        return Items.MAPPER.writeValueAsBytes(merged);
    }
}
