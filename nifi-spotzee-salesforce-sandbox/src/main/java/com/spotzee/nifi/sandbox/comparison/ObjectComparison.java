package com.spotzee.nifi.sandbox.comparison;

import com.spotzee.nifi.sandbox.salesforce.store.Person;

import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The people of one object on both sides, in numbers and with the ids of those whose sides are not alike. */
public final class ObjectComparison {
    /** How many ids of a kind are kept. */
    public static final int MOST_IDS = 10_000;

    private final String object;
    private final long deleted;
    private final Map<Difference, Ids> differences = new EnumMap<>(Difference.class);
    private long people;
    private long optedOut;
    private long users;
    private long mailable;
    private Instant waitingSince;

    ObjectComparison(final String object, final long deleted) {
        this.object = object;
        this.deleted = deleted;
        for (final Difference difference : Difference.values()) {
            differences.put(difference, new Ids());
        }
    }

    void add(final MatchedPerson matched) {
        final Person person = matched.person();
        people++;
        optedOut += person.optedOut() ? 1 : 0;
        users += matched.users().size();
        mailable += matched.mailable() ? 1 : 0;
        for (final Difference difference : Difference.values()) {
            if (difference.holds(matched)) {
                differences.get(difference).add(person.id());
            }
        }
        final boolean waiting = matched.standing() == Standing.DIFFERS || matched.standing() == Standing.EDITED_SINCE;
        if (waiting && (waitingSince == null || person.modified().isBefore(waitingSince))) {
            waitingSince = person.modified();
        }
    }

    public String object() {
        return object;
    }

    /** People in Salesforce, without those in the recycle bin. */
    public long people() {
        return people;
    }

    /** Records in the recycle bin. */
    public long deleted() {
        return deleted;
    }

    /** How many people have opted out in Salesforce. */
    public long optedOut() {
        return optedOut;
    }

    /** Users that came from people in Salesforce. */
    public long users() {
        return users;
    }

    /** How many people some e-mail can reach. */
    public long mailable() {
        return mailable;
    }

    /** The number of people with a difference. */
    public long count(final Difference difference) {
        return differences.get(difference).count;
    }

    /** Ids of people with a difference in their order, the first {@value #MOST_IDS} of them. */
    public List<String> ids(final Difference difference) {
        return List.copyOf(differences.get(difference).first);
    }

    /** The oldest edit of a known person that has not arrived. */
    public Optional<Instant> waitingSince() {
        return Optional.ofNullable(waitingSince);
    }

    private static final class Ids {
        private final List<String> first = new ArrayList<>();
        private long count;

        private void add(final String id) {
            count++;
            if (first.size() < MOST_IDS) {
                first.add(id);
            }
        }
    }
}
