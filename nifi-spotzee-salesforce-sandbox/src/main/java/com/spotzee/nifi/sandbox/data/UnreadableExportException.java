package com.spotzee.nifi.sandbox.data;

import java.util.List;

/** An export can't be loaded; the message names every problem that was found, by file and line, and what to do. */
public final class UnreadableExportException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    UnreadableExportException(final String message) {
        super(message);
    }

    static UnreadableExportException of(final String export, final List<String> problems, final boolean more) {
        return new UnreadableExportException("The data in " + export + " can't be loaded. Correct this and start again:"
                + String.join("", problems.stream().map(problem -> "\n  " + problem).toList())
                + (more ? "\n  … and perhaps more: reading stopped here." : ""));
    }
}
