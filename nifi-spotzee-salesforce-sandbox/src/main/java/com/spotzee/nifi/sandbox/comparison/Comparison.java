package com.spotzee.nifi.sandbox.comparison;

import com.spotzee.nifi.sandbox.salesforce.store.OrgStore;
import com.spotzee.nifi.sandbox.salesforce.store.People;
import com.spotzee.nifi.sandbox.salesforce.store.PeopleFilter;
import com.spotzee.nifi.sandbox.salesforce.store.Person;
import com.spotzee.nifi.sandbox.spotzee.EmulatedProject;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Consumer;

/**
 * Both sides at one moment: everybody in Salesforce beside the users who came from them.
 *
 * @param at           the org's time when it began
 * @param integrations the integrations that have brought users, by id
 * @param objects      leads, contacts and campaign members
 * @param users        all users of the project
 */
public record Comparison(Instant at, List<String> integrations, List<ObjectComparison> objects, long users) {
    private static final int PAGE = 2_000;

    /** Copies the lists. */
    public Comparison {
        integrations = List.copyOf(integrations);
        objects = List.copyOf(objects);
    }

    static Comparison of(final OrgStore store, final EmulatedProject project) {
        final Instant at = store.clock().now();
        final TreeSet<String> integrations = new TreeSet<>();
        project.externalIds().forEach(id -> ExternalId.parse(id).map(ExternalId::integration).ifPresent(integrations::add));
        final Matching matching = new Matching(project, integrations);
        final List<ObjectComparison> objects = new ArrayList<>();
        for (final String object : People.OBJECTS) {
            final ObjectComparison comparison = new ObjectComparison(object, store.people().count(object, PeopleFilter.Group.DELETED));
            eachOf(store.people(), object, person -> comparison.add(matching.match(person)));
            objects.add(comparison);
        }
        return new Comparison(at, List.copyOf(integrations), objects, project.userCount());
    }

    /** The comparison of one object. */
    public ObjectComparison of(final String object) {
        return objects.stream().filter(each -> each.object().equals(object)).findFirst().orElseThrow();
    }

    /** The number of people with a difference, over all objects. */
    public long count(final Difference difference) {
        return objects.stream().mapToLong(object -> object.count(difference)).sum();
    }

    /** The oldest edit of a known person that has not arrived. */
    public Optional<Instant> waitingSince() {
        return objects.stream().flatMap(object -> object.waitingSince().stream()).min(Instant::compareTo);
    }

    private static void eachOf(final People people, final String object, final Consumer<Person> action) {
        String after = "";
        List<Person> page = people.page(object, PeopleFilter.PRESENT, after, PAGE);
        while (!page.isEmpty()) {
            page.forEach(action);
            after = page.getLast().id();
            page = people.page(object, PeopleFilter.PRESENT, after, PAGE);
        }
    }
}
