package com.spotzee.nifi.ledger;

import java.util.Map;
import java.util.Objects;

/**
 * What a FlowFile is that holds some of a page's records only, because somebody's processors have split the page.
 *
 * @param emission   which emission of the page it is made of: after a crash a page may be emitted twice, and parts of both must not add up
 * @param group      what it was split off together with
 * @param index      its number within that group
 * @param records    how many records of the page are found in parts: all but those that had found their end before
 * @param before     the numbers of the page from before it was split, the same on every part
 * @param dropped    values that were left out before it was split, by mapping row
 */
public record PagePart(String emission, String group, int index, long records, Map<String, Long> before, DroppedByRow dropped) {

    public PagePart {
        Objects.requireNonNull(emission, "emission");
        Objects.requireNonNull(group, "group");
        before = Map.copyOf(before);
        Objects.requireNonNull(dropped, "dropped");
    }

    /** Under which the parts of one emission are put together. */
    String key(final int page) {
        return page + "." + emission;
    }
}
