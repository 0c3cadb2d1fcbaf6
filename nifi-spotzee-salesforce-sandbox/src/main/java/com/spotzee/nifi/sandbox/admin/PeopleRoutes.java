package com.spotzee.nifi.sandbox.admin;

import com.spotzee.nifi.sandbox.comparison.BothSides;
import com.spotzee.nifi.sandbox.comparison.Comparison;
import com.spotzee.nifi.sandbox.comparison.Difference;
import com.spotzee.nifi.sandbox.comparison.MatchedPerson;
import com.spotzee.nifi.sandbox.http.Exchange;
import com.spotzee.nifi.sandbox.http.Parameters;
import com.spotzee.nifi.sandbox.salesforce.EmulatedOrg;
import com.spotzee.nifi.sandbox.salesforce.store.People;
import com.spotzee.nifi.sandbox.salesforce.store.PeopleFilter;
import com.spotzee.nifi.sandbox.salesforce.store.Person;
import com.spotzee.nifi.sandbox.spotzee.EmulatedProject;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Shows people of both sides beside each other. */
final class PeopleRoutes {
    private static final int USUAL = 25;
    private static final int MOST = 200;
    private static final Set<String> PARAMETERS = Set.of("search", "only", "after", "limit");
    private static final String CHOICES = Stream.concat(Arrays.stream(PeopleFilter.Group.values()), Arrays.stream(Difference.values()))
            .map(PeopleRoutes::word).collect(Collectors.joining(", "));

    private final People people;
    private final BothSides sides;
    private final PersonDocument document;

    PeopleRoutes(final EmulatedOrg org, final EmulatedProject project) {
        this.people = org.store().people();
        this.sides = new BothSides(org.store(), project);
        this.document = new PersonDocument(org.store(), project);
    }

    List<AdminRoute> routes() {
        return List.of(
                new AdminRoute("GET", "/comparison", "Everybody on both sides in numbers, what differs, and how far behind Spotzee is", this::comparison),
                new AdminRoute("GET", "/people/{object}", "Leads, contacts or campaign members beside their users; ?search=ann&only=behind&after=ID&limit=25; "
                        + "only: " + CHOICES, this::list),
                new AdminRoute("GET", "/people/{object}/{id}", "A person beside the users that came from it, field by field", this::one));
    }

    private void comparison(final Exchange exchange) throws IOException {
        final Comparison comparison = sides.compared();
        exchange.json(200, new ComparisonDocument(comparison)::write);
    }

    private void list(final Exchange exchange) throws IOException {
        final String object = object(exchange);
        final Parameters parameters = Query.of(exchange, PARAMETERS);
        final int limit = Query.limit(parameters, USUAL, MOST);
        final String after = parameters.first("after").orElse("");
        final String only = parameters.first("only").orElse(word(PeopleFilter.Group.PRESENT));
        final String search = parameters.first("search").orElse("");
        // one more than asked for tells whether there is another page
        final List<Person> found = difference(only).map(difference -> differing(object, difference, search, after, limit + 1))
                .orElseGet(() -> people.page(object, new PeopleFilter(group(only), search), after, limit + 1));
        final List<MatchedPerson> page = found.stream().limit(limit).map(sides::match).toList();
        exchange.json(200, json -> {
            json.writeStartObject();
            json.writeStringField("object", object);
            json.writeArrayFieldStart("people");
            for (final MatchedPerson person : page) {
                document.writeRow(json, person);
            }
            json.writeEndArray();
            json.writeStringField("next", found.size() > limit ? page.getLast().person().id() : null);
            json.writeEndObject();
        });
    }

    private List<Person> differing(final String object, final Difference difference, final String search, final String after, final int most) {
        return sides.compared().of(object).ids(difference).stream().filter(id -> id.compareTo(after) > 0)
                .flatMap(id -> people.find(object, id).stream()).filter(person -> !person.deleted() && person.mentions(search)).limit(most).toList();
    }

    private void one(final Exchange exchange) throws IOException {
        final String object = object(exchange);
        final String id = exchange.pathValue("id");
        final MatchedPerson matched = sides.match(people.find(object, id)
                .orElseThrow(() -> AdminProblem.notFound("There is no " + object + " with the id " + id + ": GET /people/" + object + " lists some.")));
        exchange.json(200, json -> document.write(json, matched));
    }

    private static String object(final Exchange exchange) {
        final String name = exchange.pathValue("object");
        return People.OBJECTS.stream().filter(name::equalsIgnoreCase).findFirst()
                .orElseThrow(() -> AdminProblem.notFound("\"" + name + "\" is no object with people: use one of " + String.join(", ", People.OBJECTS) + "."));
    }

    private static PeopleFilter.Group group(final String only) {
        return named(PeopleFilter.Group.values(), only).orElseThrow(() -> AdminProblem.badRequest("\"only\" takes one of " + CHOICES + "."));
    }

    private static Optional<Difference> difference(final String only) {
        return named(Difference.values(), only);
    }

    private static <E extends Enum<E>> Optional<E> named(final E[] values, final String word) {
        return Arrays.stream(values).filter(value -> word(value).equals(word)).findFirst();
    }

    private static String word(final Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}
