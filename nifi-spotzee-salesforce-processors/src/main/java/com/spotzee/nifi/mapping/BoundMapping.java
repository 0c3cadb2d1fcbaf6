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
        boolean optOutKnown = true;
        for (final BoundRow row : rows) {
            final boolean known = row.apply(salesforceRecord, user, dropped::add);
            optOutKnown &= known || !row.row().optOut() || row.sources().isEmpty();
        }
        return new MappedRecord(user, dropped, optOutKnown);
    }
}
