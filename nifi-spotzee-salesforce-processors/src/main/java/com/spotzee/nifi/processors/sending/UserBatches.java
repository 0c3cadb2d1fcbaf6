package com.spotzee.nifi.processors.sending;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.spotzee.nifi.spotzee.OptOutProperty;
import com.spotzee.nifi.spotzee.Person;
import com.spotzee.nifi.spotzee.UserBatch;

import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * The people of a content batch by batch. Who has opted out takes up to four requests instead of one, so they make batches of their own: a few in each
 * batch would divide the pace of all by four. Of one person nothing is ever sent before what stands in front of it.
 */
final class UserBatches implements Closeable {

    private final UserSource users;
    private final OptOutProperty optOutProperty;
    private final Predicate<String> knownToHaveOptedOut;
    private final Gathered mailable = new Gathered();
    private final Gathered optedOut = new Gathered();
    private Optional<ObjectNode> ahead;
    private int read;
    private int chunks;

    /** @param knownToHaveOptedOut whose opt-out is known by the external id, whatever the property says */
    UserBatches(final UserSource users, final OptOutProperty optOutProperty, final Predicate<String> knownToHaveOptedOut) throws IOException {
        this.users = users;
        this.optOutProperty = optOutProperty;
        this.knownToHaveOptedOut = knownToHaveOptedOut;
        this.ahead = users.next();
    }

    /**
     * One person of a content.
     *
     * @param place where in the content it stands, counted from 0
     */
    record Placed(Person person, int place) {
    }

    /**
     * People for one request.
     *
     * @param chunk which part of its content it is, counted from 0
     * @param last  whether nobody comes after it
     */
    record Batch(List<Placed> placed, int chunk, boolean last) {

        /** The end of a content of which nothing more is sent. */
        static Batch end() {
            return new Batch(List.of(), 0, true);
        }

        List<Person> people() {
            return placed.stream().map(Placed::person).toList();
        }

        /** Who is in it. */
        Set<String> ids() {
            final Set<String> ids = HashSet.newHashSet(placed.size());
            placed.forEach(one -> one.person().externalId().ifPresent(ids::add));
            return ids;
        }
    }

    Batch next() throws IOException {
        Gathered full = null;
        while (full == null && ahead.isPresent()) {
            final Person said = Person.of(ahead.get(), optOutProperty);
            final Person person = said.externalId().filter(knownToHaveOptedOut).isPresent() ? said.knownToHaveOptedOut() : said;
            final Gathered own = person.optedOut() ? optedOut : mailable;
            final Gathered other = person.optedOut() ? mailable : optedOut;
            if (other.holds(person)) {
                // what was said of the person before goes first
                return batch(other);
            }
            own.add(person, read++);
            ahead = users.next();
            full = own.isFull() ? own : null;
        }
        return batch(full != null ? full : optedOut.isEmpty() ? mailable : optedOut);
    }

    @Override
    public void close() throws IOException {
        users.close();
    }

    private Batch batch(final Gathered gathered) {
        final List<Placed> people = gathered.taken();
        return new Batch(people, chunks++, ahead.isEmpty() && mailable.isEmpty() && optedOut.isEmpty());
    }

    /** People who wait until they are enough for a request. */
    private static final class Gathered {

        private final Set<String> ids = new HashSet<>();
        private List<Placed> people = new ArrayList<>();

        void add(final Person person, final int place) {
            people.add(new Placed(person, place));
            person.externalId().ifPresent(ids::add);
        }

        boolean holds(final Person person) {
            return person.externalId().filter(ids::contains).isPresent();
        }

        boolean isFull() {
            return people.size() == UserBatch.MOST;
        }

        boolean isEmpty() {
            return people.isEmpty();
        }

        List<Placed> taken() {
            final List<Placed> taken = people;
            people = new ArrayList<>();
            ids.clear();
            return taken;
        }
    }
}
