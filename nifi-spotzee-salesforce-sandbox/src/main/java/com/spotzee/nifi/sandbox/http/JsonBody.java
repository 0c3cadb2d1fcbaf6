package com.spotzee.nifi.sandbox.http;

import com.fasterxml.jackson.core.JsonGenerator;

import java.io.IOException;

/** Writes an answer's JSON while it is being sent, so that an answer of any length needs no memory of its length. */
@FunctionalInterface
public interface JsonBody {
    void write(JsonGenerator json) throws IOException;
}
