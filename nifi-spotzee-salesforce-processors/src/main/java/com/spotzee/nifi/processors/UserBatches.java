package com.spotzee.nifi.processors;

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

/** The people of a content batch by batch, one record ahead, so that the last batch is known to be the last. */
final class UserBatches implements Closeable {

    private final UserSource users;
    private final OptOutProperty optOutProperty;
    private Optional<ObjectNode> ahead;
    private int chunks;

    UserBatches(final UserSource users, final OptOutProperty optOutProperty) throws IOException {
        this.users = users;
        this.optOutProperty = optOutProperty;
        this.ahead = users.next();
    }

    /**
     * People for one request.
     *
     * @param chunk which part of its content it is, counted from 0
     * @param last  whether nobody comes after it
     */
    record Batch(List<Person> people, int chunk, boolean last) {

        /** The end of a content of which nothing more is sent. */
        static Batch end() {
            return new Batch(List.of(), 0, true);
        }

        /** Who is in it. */
        Set<String> ids() {
            final Set<String> ids = HashSet.newHashSet(people.size());
            people.forEach(person -> person.externalId().ifPresent(ids::add));
            return ids;
        }
    }

    Batch next() throws IOException {
        final List<Person> people = new ArrayList<>(UserBatch.MOST);
        while (people.size() < UserBatch.MOST && ahead.isPresent()) {
            people.add(Person.of(ahead.get(), optOutProperty));
            ahead = users.next();
        }
        return new Batch(people, chunks++, ahead.isEmpty());
    }

    @Override
    public void close() throws IOException {
        users.close();
    }
}
