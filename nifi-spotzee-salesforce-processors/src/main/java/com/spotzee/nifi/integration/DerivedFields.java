package com.spotzee.nifi.integration;

import com.spotzee.nifi.salesforce.FieldPath;
import com.spotzee.nifi.salesforce.SObjectDescription;

import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * The fields of a campaign member that are really its lead's or contact's. They change without moving the member's own stamps, so whoever
 * reads them has to look for changes of those two.
 */
final class DerivedFields {

    private static final Set<String> NAMES = Set.of("name", "firstname", "lastname", "salutation", "title", "companyoraccount", "street", "city", "state",
            "postalcode", "country", "phone", "mobilephone", "fax", "email", "description", "leadsource", "donotcall",
            "hasoptedoutofemail", "hasoptedoutoffax");

    private DerivedFields() {
    }

    static boolean of(final String fieldName) {
        return NAMES.contains(fieldName.toLowerCase(Locale.ROOT));
    }

    /** The parents that they come from, as paths to their ids. */
    static List<FieldPath> parents(final SObjectDescription campaignMember) {
        return List.of("Lead", "Contact").stream().filter(parent -> campaignMember.lookup(parent).isPresent())
                .map(parent -> new FieldPath(List.of(parent), "Id")).toList();
    }
}
