package com.spotzee.nifi.processors.reading;

import com.spotzee.nifi.salesforce.RecordConsumer;
import com.spotzee.nifi.salesforce.SalesforceClient;
import com.spotzee.nifi.salesforce.SalesforceFailure;
import com.spotzee.nifi.soql.SoqlQuery;
import com.spotzee.nifi.sync.Position;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Finds what to ask for when Salesforce takes too long: ranges of ids, then slices of the time, each smaller and smaller. */
final class SmallerParts {

    private final SalesforceClient client;
    private final String object;
    private final boolean binToo;
    private final Instant from;
    private final Instant to;

    /**
     * The parts of a statement.
     *
     * @param binToo whether the recycle bin is read as well: ids of deleted records may lie beyond all others
     * @param from lower end of its time, or null for everything
     * @param to   upper end of its time
     */
    SmallerParts(final SalesforceClient client, final String object, final boolean binToo, final Instant from, final Instant to) {
        this.client = client;
        this.object = object;
        this.binToo = binToo;
        this.from = from;
        this.to = to;
    }

    /**
     * The part to ask for in the place of one that timed out.
     *
     * @return empty if there is nothing left to read
     * @throws SalesforceFailure.QueryTimedOut if there is no smaller part
     */
    Optional<Position.ByRest> insteadOf(final Position.ByRest position, final SalesforceFailure.QueryTimedOut timedOut)
            throws SalesforceFailure, IOException {
        final Optional<Position.ByRest> smaller = position.smallerPart(to);
        if (smaller.isPresent()) {
            return smaller;
        }
        return switch (position) {
            case final Position.InIdOrder whole -> inIdRanges(whole);
            case final Position.InIdRange range -> Optional.of(range.inTimeSlices(from, to));
            case final Position.InTimeSlice slice -> throw new SalesforceFailure.QueryTimedOut(("Salesforce can't tell in time even what changed within one "
                    + "minute: %s Rules on indexed fields help, and fewer fields of parents; Salesforce's support can add an index.")
                    .formatted(timedOut.getMessage()));
        };
    }

    private Optional<Position.ByRest> inIdRanges(final Position.InIdOrder position) throws SalesforceFailure, IOException {
        try {
            final Optional<String> smallest = onlyId(SoqlQuery.smallestId(object));
            final Optional<String> largest = onlyId(SoqlQuery.largestId(object));
            return smallest.isPresent() && largest.isPresent() ? position.inIdRanges(smallest.get(), largest.get()) : Optional.empty();
        } catch (final SalesforceFailure.QueryTimedOut evenThis) {
            return Optional.of(position.inTimeSlices(from, to));
        }
    }

    private Optional<String> onlyId(final String soql) throws SalesforceFailure, IOException {
        final List<String> ids = new ArrayList<>();
        final RecordConsumer consumer = salesforceRecord -> ids.add(salesforceRecord.path("Id").asText());
        if (binToo) {
            client.queryAll(soql, consumer);
        } else {
            client.query(soql, consumer);
        }
        return ids.stream().findFirst();
    }
}
