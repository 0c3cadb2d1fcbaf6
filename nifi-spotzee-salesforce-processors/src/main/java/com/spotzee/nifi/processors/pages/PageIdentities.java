package com.spotzee.nifi.processors.pages;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.spotzee.nifi.identity.Sighting;
import com.spotzee.nifi.records.JsonRecordReader;
import com.spotzee.nifi.records.UnreadableRecordsException;
import com.spotzee.nifi.sync.ExternalId;

import java.io.IOException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Who is on a page: for each id which of its records is the newest. It holds no record, only ids, hashes and positions. */
public final class PageIdentities {

    private final PageNaming naming;
    private final Map<String, Newest> newest = new LinkedHashMap<>();

    private PageIdentities(final PageNaming naming) {
        this.naming = naming;
    }

    /** Reads the whole page. */
    public static PageIdentities of(final JsonRecordReader reader, final PageNaming naming) throws IOException {
        final PageIdentities identities = new PageIdentities(naming);
        for (Optional<ObjectNode> next = reader.next(); next.isPresent(); next = reader.next()) {
            identities.add(next.get(), reader.records());
        }
        return identities;
    }

    /** The external id of a record, if the one on this position is the one to keep. */
    public Optional<ExternalId> kept(final ObjectNode item, final long position) throws UnreadableRecordsException {
        final Newest kept = newest.get(envelope(item, position).id());
        return kept.position() == position ? Optional.of(kept.sighting().person()) : Optional.empty();
    }

    /** How many different people there are. */
    public long people() {
        return newest.size();
    }

    /** What the newest records tell of their people. */
    public List<Sighting> sightings() {
        return newest.values().stream().map(Newest::sighting).toList();
    }

    /** The id of a record: a mapped user tells it in its envelope, a record of the opt-out lane is a Salesforce record itself. */
    private static RecordEnvelope envelope(final ObjectNode item, final long position) throws UnreadableRecordsException {
        return RecordEnvelope.ofUser(item).or(() -> RecordEnvelope.ofSalesforceRecord(item)).orElseThrow(() -> new UnreadableRecordsException(
                RecordEnvelope.whyTheIdIsWrong(item).map(reason -> "Record %d: %s".formatted(position, reason)).orElseGet(() -> ("Record %d has no "
                        + "Salesforce id: connect this processor behind MapFieldsToSpotzee or the opted_out relationship").formatted(position))));
    }

    private void add(final ObjectNode item, final long position) throws UnreadableRecordsException {
        final RecordEnvelope envelope = envelope(item, position);
        final Sighting sighting = naming.sighting(naming.externalId(envelope, position), envelope, item.path("email").textValue());
        // of equally new records the later one wins: it was read later
        newest.merge(envelope.id(), new Newest(envelope.moment(), position, sighting),
                (before, now) -> now.version().isBefore(before.version()) ? before : now);
    }

    private record Newest(Instant version, long position, Sighting sighting) {
    }
}
