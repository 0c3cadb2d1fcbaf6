package com.spotzee.nifi.sandbox.comparison;

import com.fasterxml.jackson.databind.JsonNode;

import java.util.Set;

/**
 * A user in Spotzee beside the person in Salesforce that it came from.
 *
 * @param externalId the user's external id
 * @param user       the user as Spotzee's API shows it
 * @param differing  the fields that are not equal
 * @param mailable   whether an e-mail can reach the user by any subscription
 */
public record MatchedUser(String externalId, JsonNode user, Set<ComparedField> differing, boolean mailable) {
    /** Copies the fields. */
    public MatchedUser {
        differing = Set.copyOf(differing);
    }
}
