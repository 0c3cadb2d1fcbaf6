package com.spotzee.nifi.sandbox.spotzee;

import com.fasterxml.jackson.databind.JsonNode;

import java.util.Optional;

/**
 * One item of an upsert whose shape is right.
 *
 * @param externalId  null if absent
 * @param anonymousId null if absent
 * @param contact     what happens to the first-class fields
 * @param data        null if absent, a JSON null to clear everything, or the keys to merge
 * @param fault       why the item itself can't be taken, or null
 */
record UserItem(String externalId, String anonymousId, ContactChange contact, JsonNode data, String fault) {

    Optional<String> refusal() {
        return Optional.ofNullable(fault);
    }

    /** The same, refused. */
    UserItem refused(final String why) {
        return new UserItem(externalId, anonymousId, contact, data, why);
    }

    /** What an upsert wants of the first-class fields. */
    record ContactChange(FieldChange email, FieldChange phone, FieldChange timezone, FieldChange locale) {

        StoredUser.Contact applyTo(final StoredUser.Contact before) {
            return new StoredUser.Contact(email.applyTo(before.email()), phone.applyTo(before.phone()), timezone.applyTo(before.timezone()),
                    locale.applyTo(before.locale()));
        }
    }
}
