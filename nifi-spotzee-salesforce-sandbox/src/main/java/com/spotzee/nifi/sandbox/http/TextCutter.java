package com.spotzee.nifi.sandbox.http;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;

/** Lets only the first bytes of a text pass, and never its last one, so that what comes out is always incomplete. */
final class TextCutter extends FilterOutputStream {

    private final long most;
    private long passed;
    private int heldBack = -1;

    TextCutter(final OutputStream target, final long most) {
        super(target);
        this.most = most;
    }

    @Override
    public void write(final int value) throws IOException {
        if (heldBack >= 0 && passed < most) {
            out.write(heldBack);
            passed++;
        }
        heldBack = value & 0xFF;
    }

    @Override
    public void write(final byte[] bytes, final int offset, final int count) throws IOException {
        for (int index = offset; index < offset + count; index++) {
            write(bytes[index]);
        }
    }
}
