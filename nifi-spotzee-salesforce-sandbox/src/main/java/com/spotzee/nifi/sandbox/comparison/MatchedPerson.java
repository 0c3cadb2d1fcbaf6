package com.spotzee.nifi.sandbox.comparison;

import com.spotzee.nifi.sandbox.salesforce.store.Person;

import java.util.List;

/**
 * A person in Salesforce with the users in Spotzee that came from it, one for each integration that has synced it.
 *
 * @param standing how the two sides stand to each other
 */
public record MatchedPerson(Person person, List<MatchedUser> users, Standing standing) {
    /** Copies the users. */
    public MatchedPerson {
        users = List.copyOf(users);
    }

    /** Whether some e-mail can reach the person. */
    public boolean mailable() {
        return users.stream().anyMatch(MatchedUser::mailable);
    }

    /** Whether the person has opted out in Salesforce, and an e-mail can still reach the person. */
    public boolean mailableThoughOptedOut() {
        return person.optedOut() && mailable();
    }
}
