package com.spotzee.nifi.http;

import java.io.IOException;

/**
 * Makes something of an answer while it arrives. What it returns must not hold on to the body.
 *
 * @param <T> what is made
 */
@FunctionalInterface
public interface AnswerReader<T> {

    /**
     * Reads the answer.
     *
     * @throws IOException the reader's own trouble, such as a parser's; trouble of the network must be passed on as it came
     */
    T read(HttpAnswer answer) throws IOException;
}
