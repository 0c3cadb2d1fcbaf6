package com.spotzee.nifi.system.benchmark;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;

import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;

/** The process in which the benchmark's org lives. */
final class OrgProcess implements AutoCloseable {

    static final String HEAP = "-Xmx512m";

    private final ChildProgram program;
    private final OrgAddress address;

    private OrgProcess(final ChildProgram program) {
        this.program = program;
        try {
            this.address = new ObjectMapper().readValue(program.line(OrgMain.READY), OrgAddress.class);
        } catch (final JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Starts it and waits until all leads are in. */
    static OrgProcess start(final int leads, final int sample) {
        return new OrgProcess(ChildProgram.start(OrgMain.class, HEAP, List.of(Integer.toString(leads), Integer.toString(sample))));
    }

    OrgAddress address() {
        return address;
    }

    /** How long it has worked so far. */
    Duration worked() {
        return program.worked();
    }

    @Override
    public void close() {
        program.close();
    }
}
