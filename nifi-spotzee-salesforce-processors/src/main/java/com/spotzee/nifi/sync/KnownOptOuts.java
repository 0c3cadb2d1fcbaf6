package com.spotzee.nifi.sync;

import com.spotzee.nifi.salesforce.SalesforceId;
import com.spotzee.nifi.salesforce.SalesforceObject;

import java.util.Collection;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Everybody whom the opt-out lanes have shown to the query that makes the pages, for as long as a page may not say so itself: the pages that it makes
 * from now on say so of these people. Pages that were made before are the business of the {@link OptOutRegister}. It lives in memory and is made
 * anew by asking, so it needs no room in NiFi's state, however many they are.
 */
public final class KnownOptOuts {

    private final Map<SalesforceObject, IdSet> own = new EnumMap<>(SalesforceObject.class);
    private final Map<SalesforceObject, IdSet> inherited = new EnumMap<>(SalesforceObject.class);

    /** Those of the people who are not known yet. */
    public Set<SalesforceId> newAmong(final SalesforceObject object, final Collection<SalesforceId> people) {
        return people.stream().filter(id -> !contains(object, id.value())).collect(Collectors.toSet());
    }

    /** Whether the person is known, by the record's id. */
    public boolean contains(final SalesforceObject object, final String person) {
        return in(own, object).contains(person) || in(inherited, object).contains(person);
    }

    /** People whose own records say that they have opted out. */
    public void add(final SalesforceObject object, final Collection<SalesforceId> people) {
        people.forEach(person -> in(own, object).add(person.value()));
    }

    /** People who have opted out by a record that was merged or converted: their own records never say so. */
    public void addHeirs(final SalesforceObject object, final Collection<SalesforceId> people) {
        people.forEach(person -> in(inherited, object).add(person.value()));
    }

    /** No page of the object is under way: whoever has opted out says so in those to come. Heirs don't, until the lane is asked for them again. */
    public void windowEnded(final SalesforceObject object) {
        own.remove(object);
    }

    /** The lane asks for everybody again before the next page of the object is made. */
    public void forget(final SalesforceObject object) {
        own.remove(object);
        inherited.remove(object);
    }

    private static IdSet in(final Map<SalesforceObject, IdSet> sets, final SalesforceObject object) {
        return sets.computeIfAbsent(object, one -> new IdSet());
    }
}
