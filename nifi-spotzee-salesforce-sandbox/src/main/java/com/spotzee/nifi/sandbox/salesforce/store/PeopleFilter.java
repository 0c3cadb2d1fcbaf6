package com.spotzee.nifi.sandbox.salesforce.store;

import java.util.Objects;

/**
 * Which people of an object are wanted.
 *
 * @param group  a part of them
 * @param search a text that names or e-mail address contain, whatever its case, or an id; empty for everybody
 */
public record PeopleFilter(Group group, String search) {
    /** Everybody who is not in the recycle bin. */
    public static final PeopleFilter PRESENT = new PeopleFilter(Group.PRESENT, "");

    /** Checks. */
    public PeopleFilter {
        Objects.requireNonNull(group, "group");
        search = search.strip();
    }

    /** A part of an object's people. */
    public enum Group {
        PRESENT,
        OPTED_OUT,
        DELETED
    }
}
