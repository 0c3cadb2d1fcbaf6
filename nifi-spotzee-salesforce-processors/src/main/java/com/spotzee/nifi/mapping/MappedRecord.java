package com.spotzee.nifi.mapping;

import com.fasterxml.jackson.databind.node.ObjectNode;

import java.util.List;

/**
 * A Salesforce record as a Spotzee user, without its external id.
 *
 * @param user    first-class fields at the top level, everything else under {@code data}; absent = keep, null = clear
 * @param dropped the values that did not fit their target's type and were left out
 * @param optOutKnown whether the record tells if the person has opted out; true as well where no row asks
 */
public record MappedRecord(ObjectNode user, List<DroppedValue> dropped, boolean optOutKnown) {

    public MappedRecord {
        dropped = List.copyOf(dropped);
    }
}
