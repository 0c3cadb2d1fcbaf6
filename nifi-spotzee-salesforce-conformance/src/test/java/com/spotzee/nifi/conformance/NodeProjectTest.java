package com.spotzee.nifi.conformance;

import org.junit.jupiter.api.Test;
import org.opentest4j.TestAbortedException;

import java.util.List;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

class NodeProjectTest {

    private static final List<String> MISSING = List.of("a-program-that-nobody-has");

    @Test
    void isSkippedWithASentenceWhereNodeIsMissing() {
        final String sentence = assertThrows(TestAbortedException.class, () -> NodeProject.demand(MISSING, false)).getMessage();
        assertTrue(sentence.contains("jsforce is not tried: a-program-that-nobody-has is missing"), sentence);
    }

    @Test
    void failsInCi() {
        final String sentence = assertThrows(IllegalStateException.class, () -> NodeProject.demand(MISSING, true)).getMessage();
        assertTrue(sentence.endsWith("CI must not skip this."), sentence);
    }
}
