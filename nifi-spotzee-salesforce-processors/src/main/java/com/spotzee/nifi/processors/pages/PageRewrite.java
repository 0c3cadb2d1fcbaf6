package com.spotzee.nifi.processors.pages;

import com.spotzee.nifi.records.JsonRecordReader;
import com.spotzee.nifi.records.JsonRecordWriter;
import com.spotzee.nifi.records.JsonRecords;
import com.spotzee.nifi.records.UnreadableRecordsException;
import org.apache.nifi.flowfile.FlowFile;
import org.apache.nifi.processor.ProcessSession;

import java.io.IOException;

/** Gives a page new content and leaves it the FlowFile that it is: provenance shows one line from Salesforce to Spotzee. */
public final class PageRewrite {

    private final ProcessSession session;
    private FlowFile page;
    private long read;
    private long written;

    private PageRewrite(final ProcessSession session, final FlowFile page) {
        this.session = session;
        this.page = page;
    }

    /** Reads the page's records and writes what comes out of them. */
    @FunctionalInterface
    public interface Work {
        void on(JsonRecordReader reader, JsonRecordWriter writer) throws IOException;
    }

    /**
     * A page with new content.
     *
     * @param read    records that were there before
     * @param written records that are there now
     */
    public record Rewritten(FlowFile flowFile, long read, long written) {
    }

    /**
     * Rewrites a page.
     *
     * @throws UnreadableRecordsException if the content can't be read; it stays as it was
     */
    public static Rewritten of(final ProcessSession session, final FlowFile page, final Work work) throws UnreadableRecordsException {
        return new PageRewrite(session, page).with(work);
    }

    private Rewritten with(final Work work) throws UnreadableRecordsException {
        try {
            page = session.write(page, (in, out) -> {
                try (JsonRecordReader reader = JsonRecords.reader(in); JsonRecordWriter writer = JsonRecords.writer(out)) {
                    work.on(reader, writer);
                    read = reader.records();
                    written = writer.records();
                } catch (final UnreadableRecordsException e) {
                    throw new UnreadablePage(e);
                }
            });
        } catch (final UnreadablePage e) {
            throw e.reason;
        }
        return new Rewritten(page, read, written);
    }

    /** Carries the reason through the session, which gives up the new content for it but would wrap a checked exception. */
    private static final class UnreadablePage extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private final UnreadableRecordsException reason;

        UnreadablePage(final UnreadableRecordsException reason) {
            super(reason);
            this.reason = reason;
        }
    }
}
