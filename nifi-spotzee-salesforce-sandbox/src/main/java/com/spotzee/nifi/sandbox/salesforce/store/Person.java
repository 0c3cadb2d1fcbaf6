package com.spotzee.nifi.sandbox.salesforce.store;

import java.time.Instant;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A lead, contact or campaign member, with the values that people know each other by; texts are null where the record has none.
 *
 * @param object   {@code Lead}, {@code Contact} or {@code CampaignMember}
 * @param id       18 characters
 * @param optedOut HasOptedOutOfEmail, a campaign member's being that of its lead or contact
 * @param deleted  whether it lies in the recycle bin
 * @param modified LastModifiedDate, of a campaign member that of its lead or contact where this is later
 */
public record Person(String object, String id, Contactable contact, boolean optedOut, boolean deleted, Instant modified) {

    /** Whether a text stands in the name or the e-mail address, whatever its case, or is the id. */
    public boolean mentions(final String text) {
        final String wanted = text.strip().toLowerCase(Locale.ROOT);
        return id.startsWith(text.strip()) || contact.name().toLowerCase(Locale.ROOT).contains(wanted)
                || contact.email() != null && contact.email().toLowerCase(Locale.ROOT).contains(wanted);
    }

    /**
     * Name and addresses.
     *
     * @param phone Phone, or MobilePhone where there is none
     */
    public record Contactable(String firstName, String lastName, String email, String phone) {
        /** First and last name together. */
        public String name() {
            return Stream.of(firstName, lastName).filter(Objects::nonNull).collect(Collectors.joining(" "));
        }
    }
}
