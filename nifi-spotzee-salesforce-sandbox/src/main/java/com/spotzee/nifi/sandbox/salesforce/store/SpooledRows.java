package com.spotzee.nifi.sandbox.salesforce.store;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/** The lines of a Bulk result in a file, each with its length before it, so that any range is found again without reading what stands before it. */
public final class SpooledRows {
    private static final int ROWS_OF_A_MARK = 500;
    private static final int BUFFER = 64 * 1024;

    private final Path file;
    private final byte[] header;
    private final List<Long> marks;
    private final long rows;
    private final long bytes;

    private SpooledRows(final Path file, final byte[] header, final Spooler spooler) {
        this.file = file;
        this.header = header;
        this.marks = List.copyOf(spooler.marks);
        this.rows = spooler.rows;
        this.bytes = spooler.position;
    }

    /** Lines of records. */
    public long rows() {
        return rows;
    }

    /** Length of the file. */
    public long bytes() {
        return bytes;
    }

    /** Writes the header and the lines from one position (the first one is 0) up to another. */
    public void write(final OutputStream out, final long from, final long to) throws IOException {
        out.write(header);
        if (from >= to) {
            return;
        }
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            final int mark = (int) (from / ROWS_OF_A_MARK);
            channel.position(marks.get(mark));
            try (InputStream buffered = new BufferedInputStream(Channels.newInputStream(channel), BUFFER); DataInputStream in = new DataInputStream(buffered)) {
                for (long row = (long) mark * ROWS_OF_A_MARK; row < from; row++) {
                    in.skipNBytes(in.readInt());
                }
                for (long row = from; row < to; row++) {
                    out.write(in.readNBytes(in.readInt()));
                }
            }
        }
    }

    /** Removes the file. */
    public void delete() {
        try {
            Files.deleteIfExists(file);
        } catch (final IOException e) {
            throw new UncheckedIOException("A Bulk result could not be removed: delete " + file + " by hand.", e);
        }
    }

    /** Writes the file. */
    static final class Spooler implements AutoCloseable {
        private final Path file;
        private final byte[] header;
        private final DataOutputStream out;
        private final List<Long> marks = new ArrayList<>();
        private long rows;
        private long position;

        Spooler(final Path file, final byte[] header) throws IOException {
            this.file = file;
            this.header = header;
            this.out = new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(file), BUFFER));
        }

        void add(final byte[] line) throws IOException {
            if (rows % ROWS_OF_A_MARK == 0) {
                marks.add(position);
            }
            out.writeInt(line.length);
            out.write(line);
            rows++;
            position += Integer.BYTES + line.length;
        }

        SpooledRows finished() throws IOException {
            out.flush();
            return new SpooledRows(file, header, this);
        }

        @Override
        public void close() throws IOException {
            out.close();
        }
    }
}
