package com.spotzee.nifi.system.benchmark;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;

import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;

/** The process in which a Spotzee project of the benchmark lives. */
final class ProjectProcess implements AutoCloseable {

    private static final String HEAP = "-Xmx1g";
    private static final ObjectMapper JSON = new ObjectMapper();

    private final ChildProgram program;
    private final ProjectMain.Address address;

    private ProjectProcess(final ChildProgram program) {
        this.program = program;
        this.address = read(program.line(ProjectMain.READY), ProjectMain.Address.class);
    }

    /**
     * Starts it.
     *
     * @param enforced whether Spotzee's documented limits hold
     */
    static ProjectProcess start(final boolean enforced, final Duration answerTime) {
        return new ProjectProcess(ChildProgram.start(ProjectMain.class, HEAP,
                List.of(enforced ? "enforced" : "lifted", Long.toString(answerTime.toMillis()))));
    }

    ProjectMain.Address address() {
        return address;
    }

    Duration worked() {
        return program.worked();
    }

    /** Ends it and tells what has arrived. */
    ProjectMain.Summary finish() {
        program.finish();
        return read(program.line(ProjectMain.SUMMARY), ProjectMain.Summary.class);
    }

    @Override
    public void close() {
        program.close();
    }

    private static <T> T read(final String json, final Class<T> type) {
        try {
            return JSON.readValue(json, type);
        } catch (final JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }
}
