package com.spotzee.nifi.processors;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.spotzee.nifi.records.JsonRecordReader;
import com.spotzee.nifi.records.UnreadableRecordsException;

import java.io.IOException;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/** Who is on a page: for each id which of its records is the newest, and which ids share an e-mail address. It holds no record, only ids and positions. */
final class PageIdentities {

    private final Map<String, Newest> newest = new HashMap<>();
    private final Map<String, TreeSet<String>> idsByEmail = new LinkedHashMap<>();

    /** Reads the whole page. */
    static PageIdentities of(final JsonRecordReader reader) throws IOException {
        final PageIdentities identities = new PageIdentities();
        for (Optional<ObjectNode> next = reader.next(); next.isPresent(); next = reader.next()) {
            identities.add(next.get(), reader.records());
        }
        return identities;
    }

    /** The id of a record: a mapped user tells it in its envelope, a record of the opt-out lane is a Salesforce record itself. */
    static RecordEnvelope envelope(final ObjectNode item, final long position) throws UnreadableRecordsException {
        return RecordEnvelope.ofUser(item).or(() -> RecordEnvelope.ofSalesforceRecord(item)).orElseThrow(() -> new UnreadableRecordsException(
                "Record %d has no Salesforce id: connect this processor behind MapFieldsToSpotzee or the opted_out relationship".formatted(position)));
    }

    /** Whether the record on this position is the one of its id to keep. */
    boolean isKept(final String id, final long position) {
        return newest.get(id).position() == position;
    }

    /** How many different people there are. */
    long people() {
        return newest.size();
    }

    /** Groups of ids that share an e-mail address. */
    List<List<String>> suspectedDoubles() {
        return idsByEmail.values().stream().filter(ids -> ids.size() > 1).map(List::copyOf).toList();
    }

    private void add(final ObjectNode item, final long position) throws UnreadableRecordsException {
        final RecordEnvelope envelope = envelope(item, position);
        // of equally new records the later one wins: it was read later
        newest.merge(envelope.id(), new Newest(envelope.moment(), position),
                (before, now) -> now.version().isBefore(before.version()) ? before : now);
        final JsonNode email = item.path("email");
        if (email.isTextual() && !email.textValue().isBlank()) {
            idsByEmail.computeIfAbsent(email.textValue().strip().toLowerCase(Locale.ROOT), address -> new TreeSet<>()).add(envelope.id());
        }
    }

    private record Newest(Instant version, long position) {
    }
}
