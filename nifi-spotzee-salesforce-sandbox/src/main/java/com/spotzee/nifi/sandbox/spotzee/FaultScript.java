package com.spotzee.nifi.sandbox.spotzee;

import java.util.List;

/** Decides for each request what goes wrong with it, as a generated trial does. Asked by several threads at once. */
@FunctionalInterface
public interface FaultScript {

    /** Nothing ever goes wrong. */
    FaultScript NONE = request -> List.of();

    /** What strikes a request; nothing, mostly. */
    List<ProjectFault> strike(ProjectRequest request);
}
