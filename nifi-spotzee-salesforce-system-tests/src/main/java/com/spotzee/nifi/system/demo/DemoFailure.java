package com.spotzee.nifi.system.demo;

import com.spotzee.nifi.sandbox.data.UnreadableExportException;
import com.spotzee.nifi.sandbox.http.PortTakenException;
import com.spotzee.nifi.system.DeadlineMissed;
import com.spotzee.nifi.system.runtime.NiFiStartFailure;
import picocli.CommandLine;

/** Says what went wrong in one sentence where that is known; anything else is a bug and keeps its stack trace. */
final class DemoFailure implements CommandLine.IExecutionExceptionHandler {

    @Override
    public int handleExecutionException(final Exception failure, final CommandLine command, final CommandLine.ParseResult arguments) throws Exception {
        if (failure instanceof DemoRefusal || failure instanceof PortTakenException || failure instanceof UnreadableExportException
                || failure instanceof NiFiStartFailure || failure instanceof DeadlineMissed) {
            command.getErr().println(failure.getMessage());
            return 1;
        }
        throw failure;
    }
}
