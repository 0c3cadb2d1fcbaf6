package com.spotzee.nifi.sandbox.http;

import com.fasterxml.jackson.core.JsonGenerator;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.zip.GZIPInputStream;

/** The body of an answer that is kept: packed once, as most clients want to have it. */
public final class PackedBody {

    private final byte[] gzip;

    private PackedBody(final byte[] gzip) {
        this.gzip = gzip;
    }

    /** A body of JSON. */
    public static PackedBody json(final JsonBody body) throws IOException {
        final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JsonGenerator json = Exchange.generator(new QuickGzip(bytes))) {
            body.write(json);
        }
        return new PackedBody(bytes.toByteArray());
    }

    void writePacked(final OutputStream out) throws IOException {
        out.write(gzip);
    }

    void writeUnpacked(final OutputStream out) throws IOException {
        try (InputStream in = new GZIPInputStream(new ByteArrayInputStream(gzip))) {
            in.transferTo(out);
        }
    }
}
