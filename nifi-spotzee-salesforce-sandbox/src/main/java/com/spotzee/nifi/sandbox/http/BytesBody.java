package com.spotzee.nifi.sandbox.http;

import java.io.IOException;
import java.io.OutputStream;

/** Writes an answer's bytes while it is being sent, so that an answer of any length needs no memory of its length. */
@FunctionalInterface
public interface BytesBody {
    void write(OutputStream out) throws IOException;
}
