package com.spotzee.nifi.mapping;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** The mapping rows of one object, bound to its field types. Mapping never fails as a whole: what does not fit is left out and told. */
@FunctionalInterface
public interface RecordMapper {

    MappedRecord map(ObjectNode salesforceRecord);
}
