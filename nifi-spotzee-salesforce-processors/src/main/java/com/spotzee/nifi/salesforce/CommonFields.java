package com.spotzee.nifi.salesforce;

import java.util.Locale;
import java.util.Set;

/**
 * What a query can read through a lookup that points at objects of several kinds, such as the owner of a lead: the fields of the object
 * {@code Name} (Object Reference, "Name"). Any other is refused with INVALID_FIELD, {@code No such column … on entity 'Name'}.
 */
final class CommonFields {

    private static final Set<String> FIELDS = Set.of("id", "alias", "email", "firstname", "isactive", "lastname", "middlename", "name", "nameoralias", "phone",
            "profileid", "recordtypeid", "suffix", "title", "type", "username", "userroleid");
    private static final Set<String> RELATIONSHIPS = Set.of("profile", "userrole");

    private CommonFields() {
    }

    static boolean has(final String field) {
        return FIELDS.contains(field.toLowerCase(Locale.ROOT));
    }

    static boolean hasRelationship(final String relationship) {
        return RELATIONSHIPS.contains(relationship.toLowerCase(Locale.ROOT));
    }
}
