package com.spotzee.nifi.http;

import java.io.IOException;

/**
 * One exchange: a request is sent and its answer is read, all inside the call. Nothing that must be closed comes out. Redirects are not
 * followed and cookies not kept. A call ends within moments when its thread is interrupted or its {@link Cancellation} is used.
 */
@FunctionalInterface
public interface HttpExchange {

    /**
     * Sends the request and lets the reader make something of the answer, whatever its status is.
     *
     * @throws HttpFailure if no complete answer came
     * @throws IOException only what the reader throws of its own
     */
    <T> T send(HttpCall call, AnswerReader<T> reader) throws HttpFailure, IOException;
}
