package com.spotzee.nifi.processors.sending;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.spotzee.nifi.records.UnreadableRecordsException;
import org.apache.nifi.flowfile.FlowFile;
import org.apache.nifi.logging.ComponentLog;
import org.apache.nifi.schema.access.SchemaNotFoundException;
import org.apache.nifi.serialization.MalformedRecordException;
import org.apache.nifi.serialization.RecordReader;
import org.apache.nifi.serialization.RecordReaderFactory;
import org.apache.nifi.serialization.record.Record;

import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.sql.Date;
import java.sql.Time;
import java.sql.Timestamp;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;

/** Users from any source that NiFi can read as records. A field that the reader did not find stays absent: null would clear it at Spotzee. */
final class RecordUserSource implements UserSource {

    private final RecordReader reader;
    private long read;

    private RecordUserSource(final RecordReader reader) {
        this.reader = reader;
    }

    static RecordUserSource open(final RecordReaderFactory readers, final FlowFile flowFile, final InputStream in, final ComponentLog log) throws IOException {
        try {
            return new RecordUserSource(readers.createRecordReader(flowFile, in, log));
        } catch (final MalformedRecordException | IOException e) {
            throw new UnreadableRecordsException("The Record Reader can't read the content: check that its format is the reader's");
        } catch (final SchemaNotFoundException e) {
            throw new UnreadableRecordsException("The Record Reader finds no schema: check its Schema Access Strategy");
        }
    }

    @Override
    public Optional<ObjectNode> next() throws IOException {
        try {
            // not coerced to the schema, not dropped by it: what the reader found is what is sent
            final Record found = reader.nextRecord(false, false);
            read++;
            return Optional.ofNullable(found).map(RecordUserSource::object);
        } catch (final MalformedRecordException | IOException e) {
            // NiFi's own trouble with the content is no IOException here, so this is the reader's; its message quotes the content and goes no further
            throw new UnreadableRecordsException("The Record Reader can't read record %d: check its format and schema".formatted(read + 1));
        }
    }

    @Override
    public void close() throws IOException {
        reader.close();
    }

    private static ObjectNode object(final Record found) {
        final ObjectNode node = JsonNodeFactory.instance.objectNode();
        found.getRawFieldNames().forEach(name -> node.set(name, value(found.getValue(name))));
        return node;
    }

    private static JsonNode value(final Object value) {
        final JsonNodeFactory nodes = JsonNodeFactory.instance;
        return switch (value) {
            case null -> nodes.nullNode();
            case Record nested -> object(nested);
            case Map<?, ?> map -> map(map);
            case Object[] items -> array(Arrays.asList(items));
            case Collection<?> items -> array(items);
            case Boolean flag -> nodes.booleanNode(flag);
            case BigDecimal number -> nodes.numberNode(number);
            case BigInteger number -> nodes.numberNode(number);
            case Double number -> nodes.numberNode(number);
            // by its text: as a double, 1.1 would become 1.10000002384185791015625
            case Float number -> nodes.numberNode(new BigDecimal(number.toString()));
            case Number number -> nodes.numberNode(number.longValue());
            case Timestamp moment -> nodes.textNode(DateTimeFormatter.ISO_INSTANT.format(moment.toInstant()));
            case Date day -> nodes.textNode(day.toLocalDate().toString());
            case Time time -> nodes.textNode(time.toLocalTime().toString());
            default -> nodes.textNode(value.toString());
        };
    }

    private static ObjectNode map(final Map<?, ?> map) {
        final ObjectNode node = JsonNodeFactory.instance.objectNode();
        map.forEach((name, member) -> node.set(String.valueOf(name), value(member)));
        return node;
    }

    private static ArrayNode array(final Collection<?> items) {
        final ArrayNode node = JsonNodeFactory.instance.arrayNode();
        items.forEach(item -> node.add(value(item)));
        return node;
    }
}
