package com.spotzee.nifi.mapping;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.spotzee.nifi.records.JsonRecords;

import java.util.ArrayList;
import java.util.List;

/** All mapping rows, bound to one object. */
public record BoundMapping(List<BoundRow> rows) implements RecordMapper {

    public BoundMapping {
        rows = List.copyOf(rows);
    }

    @Override
    public MappedRecord map(final ObjectNode salesforceRecord) {
        final ObjectNode user = JsonRecords.emptyRecord();
        final List<DroppedValue> dropped = new ArrayList<>();
        for (final BoundRow row : rows) {
            row.apply(salesforceRecord, user, dropped::add);
        }
        return new MappedRecord(user, dropped);
    }
}
