package com.spotzee.nifi.identity;

import com.spotzee.nifi.salesforce.SalesforceObject;
import com.spotzee.nifi.sync.ExternalId;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Who was seen lately under which e-mail address, and which doubles were reported. It holds ids and hashes, no addresses, is bounded (what was
 * not seen for longest is forgotten first) and begins empty: doubles that lie further apart than it reaches are not found. Threads may share it.
 */
public final class SeenPeople {

    /** So many addresses are remembered: in about 30 MB where each has one person, in 80 MB where each has four. */
    public static final int MOST = 100_000;

    /** One address of a whole company must not grow without end. */
    private static final int MOST_OF_ONE_ADDRESS = 4;

    private final BoundedMap<String, List<ExternalId>> peopleByAddress;
    private final Map<ExternalId, String> addressByPerson;
    private final Map<Pair, Boolean> reported;

    /** @param most how many addresses, people and reports are remembered, each */
    public SeenPeople(final int most) {
        peopleByAddress = new BoundedMap<>(most);
        addressByPerson = new BoundedMap<>(most);
        reported = new BoundedMap<>(most);
    }

    /** Enters a page, and tells the doubles that were not told before. */
    public synchronized List<SuspectedDouble> enter(final List<Sighting> page) {
        final List<SuspectedDouble> found = new ArrayList<>();
        // first of all conversions, because they are certain and the address only makes suspicious
        page.stream().filter(sighting -> sighting.contact() != null).forEach(sighting ->
                report(new SuspectedDouble(DoubleKind.CONVERTED_LEAD, sighting.person(), sighting.contact(), sighting.emailHash()), found));
        page.stream().filter(sighting -> sighting.person().object() != SalesforceObject.CAMPAIGN_MEMBER).forEach(sighting -> enter(sighting, found));
        return found;
    }

    /** How many addresses were forgotten for others since this was asked before: a double of their people may be missed. */
    public synchronized long takeForgotten() {
        return peopleByAddress.takeForgotten();
    }

    private void enter(final Sighting sighting, final List<SuspectedDouble> found) {
        final ExternalId person = sighting.person();
        final String address = sighting.emailHash();
        final String before = address == null ? addressByPerson.remove(person) : addressByPerson.put(person, address);
        if (before != null && !before.equals(address)) {
            peopleByAddress.computeIfPresent(before, (hash, people) -> without(person, people));
        }
        if (address == null) {
            return;
        }
        final List<ExternalId> people = peopleByAddress.getOrDefault(address, List.of());
        if (!people.contains(person)) {
            for (final SalesforceObject object : List.of(SalesforceObject.LEAD, SalesforceObject.CONTACT)) {
                people.stream().filter(other -> other.object() == object).reduce((earlier, later) -> later)
                        .ifPresent(other -> report(sameAddress(other, person, address), found));
            }
            peopleByAddress.put(address, with(person, people));
        }
    }

    private void report(final SuspectedDouble suspected, final List<SuspectedDouble> found) {
        if (reported.put(Pair.of(suspected.first(), suspected.second()), true) == null) {
            found.add(suspected);
        }
    }

    private static SuspectedDouble sameAddress(final ExternalId other, final ExternalId person, final String address) {
        if (other.object() == person.object()) {
            return new SuspectedDouble(DoubleKind.SAME_OBJECT, other, person, address);
        }
        final boolean leadFirst = other.object() == SalesforceObject.LEAD;
        return new SuspectedDouble(DoubleKind.LEAD_AND_CONTACT, leadFirst ? other : person, leadFirst ? person : other, address);
    }

    private static List<ExternalId> with(final ExternalId person, final List<ExternalId> people) {
        final List<ExternalId> more = new ArrayList<>(people.subList(people.size() < MOST_OF_ONE_ADDRESS ? 0 : 1, people.size()));
        more.add(person);
        return List.copyOf(more);
    }

    private static List<ExternalId> without(final ExternalId person, final List<ExternalId> people) {
        final List<ExternalId> rest = people.stream().filter(other -> !other.equals(person)).toList();
        return rest.isEmpty() ? null : rest;
    }

    /** Two users, whoever was seen first. */
    private record Pair(ExternalId one, ExternalId other) {

        private static Pair of(final ExternalId one, final ExternalId other) {
            return one.value().compareTo(other.value()) < 0 ? new Pair(one, other) : new Pair(other, one);
        }
    }
}
