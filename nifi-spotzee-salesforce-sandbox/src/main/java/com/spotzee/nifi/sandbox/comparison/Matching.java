package com.spotzee.nifi.sandbox.comparison;

import com.fasterxml.jackson.databind.JsonNode;
import com.spotzee.nifi.sandbox.salesforce.store.Person;
import com.spotzee.nifi.sandbox.spotzee.EmulatedProject;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Finds the users that people came to be: by external ids, whose integration part is taken from the users there are. */
final class Matching {
    private final EmulatedProject project;
    private final List<String> integrations;

    /** @param integrations ids of the integrations that have brought users */
    Matching(final EmulatedProject project, final Collection<String> integrations) {
        this.project = project;
        this.integrations = List.copyOf(integrations);
    }

    MatchedPerson match(final Person person) {
        final List<MatchedUser> users = integrations.stream().map(integration -> ExternalId.of(integration, person).text())
                .flatMap(externalId -> user(person, externalId).stream()).toList();
        final Standing standing = users.stream().map(user -> standing(person, user)).max(Standing::compareTo).orElse(Standing.MISSING);
        return new MatchedPerson(person, users, standing);
    }

    private Optional<MatchedUser> user(final Person person, final String externalId) {
        return project.user(externalId).map(user -> new MatchedUser(externalId, user, differing(person, user), mailable(externalId, user)));
    }

    private Set<ComparedField> differing(final Person person, final JsonNode user) {
        final Set<ComparedField> differing = EnumSet.noneOf(ComparedField.class);
        Arrays.stream(ComparedField.values()).filter(field -> !field.agrees(person, user, project)).forEach(differing::add);
        return differing;
    }

    private boolean mailable(final String externalId, final JsonNode user) {
        return project.subscriptions().stream().filter(type -> "email".equals(type.channel()))
                .anyMatch(type -> user.path(type.addressField()).isTextual() && type.wantedIn(project.subscriptionState(externalId, type.id())));
    }

    private static Standing standing(final Person person, final MatchedUser user) {
        if (!user.differing().isEmpty()) {
            return Standing.DIFFERS;
        }
        // Salesforce stamps in whole seconds
        final Instant heard = Instant.parse(user.user().path("updated_at").textValue()).truncatedTo(ChronoUnit.SECONDS);
        return person.modified().isAfter(heard) ? Standing.EDITED_SINCE : Standing.SAME;
    }
}
