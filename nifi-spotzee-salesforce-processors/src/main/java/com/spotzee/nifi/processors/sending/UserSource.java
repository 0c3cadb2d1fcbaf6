package com.spotzee.nifi.processors.sending;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.spotzee.nifi.records.JsonRecordReader;
import com.spotzee.nifi.records.JsonRecords;
import com.spotzee.nifi.records.UnreadableRecordsException;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/** Gives the users of a FlowFile one by one, so that none but the present batch is in memory. */
interface UserSource extends Closeable {

    /**
     * The next user as Spotzee's upsert item; empty at the end.
     *
     * @throws UnreadableRecordsException if the content can't be read; the message quotes nothing of it
     */
    Optional<ObjectNode> next() throws IOException;

    /** JSON lines, or one JSON array. */
    static UserSource ofJson(final InputStream in) throws IOException {
        final JsonRecordReader reader = JsonRecords.reader(in);
        return new UserSource() {
            @Override
            public Optional<ObjectNode> next() throws IOException {
                return reader.next();
            }

            @Override
            public void close() throws IOException {
                reader.close();
            }
        };
    }
}
