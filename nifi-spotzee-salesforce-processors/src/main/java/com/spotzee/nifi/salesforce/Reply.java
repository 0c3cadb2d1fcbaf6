package com.spotzee.nifi.salesforce;

import com.spotzee.nifi.http.AnswerReader;

import java.time.Instant;

/**
 * What came back for one request.
 *
 * @param <T> what a good answer is read as
 */
sealed interface Reply<T> {

    /**
     * The answer that was asked for.
     *
     * @param value      what it was read as; null where Salesforce says that nothing has changed
     * @param serverTime its {@code Date} header, or null
     * @param <T>        what it was read as
     */
    record Good<T>(T value, Instant serverTime) implements Reply<T> {
    }

    /**
     * An error.
     *
     * @param error what the answer said
     * @param <T>   what a good answer would have been read as
     */
    record Bad<T>(ErrorAnswer error) implements Reply<T> {
    }

    /** Reads good answers with the given reader, the others as errors; 304 is a good answer without a value. */
    static <T> AnswerReader<Reply<T>> reader(final AnswerReader<T> good) {
        return answer -> {
            if (answer.successful()) {
                return new Good<>(good.read(answer), answer.serverTime().orElse(null));
            }
            return answer.status() == 304 ? new Good<>(null, answer.serverTime().orElse(null)) : new Bad<>(ErrorAnswer.read(answer));
        };
    }
}
