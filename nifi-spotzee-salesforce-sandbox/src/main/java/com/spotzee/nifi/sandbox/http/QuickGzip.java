package com.spotzee.nifi.sandbox.http;

import java.io.IOException;
import java.io.OutputStream;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;

/** Packs at the lowest level: answers travel over the loopback only, where packing costs more than the bytes that a higher level saves. */
final class QuickGzip extends GZIPOutputStream {

    private static final int BUFFER = 8192;

    QuickGzip(final OutputStream out) throws IOException {
        super(out, BUFFER);
        def.setLevel(Deflater.BEST_SPEED);
    }
}
