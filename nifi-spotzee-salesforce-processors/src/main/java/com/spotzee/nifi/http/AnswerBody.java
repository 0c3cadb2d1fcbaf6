package com.spotzee.nifi.http;

import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * A body as a stream that holds a piece at a time and gives up when the server falls silent, or sends so little that the answer would hold its
 * reader for hours. Only time spent waiting counts: who reads slowly is not the server's fault. The JDK's own stream waits for ever: a
 * request's time-out ends with the answer's head.
 */
final class AnswerBody extends InputStream implements HttpResponse.BodySubscriber<InputStream> {

    /** Far below any line that a sync could live on: a page of 2 MB takes half an hour. */
    private static final long LEAST_BYTES_A_SECOND = 1024;

    private final Duration silence;
    private final BlockingQueue<Piece> arrived = new LinkedBlockingQueue<>();
    private final CompletableFuture<Flow.Subscription> subscribed = new CompletableFuture<>();
    private final Deque<ByteBuffer> readable = new ArrayDeque<>();
    private Piece end;
    private long waitedNanos;
    private long bytesMeanwhile;

    private sealed interface Piece {
        record Bytes(List<ByteBuffer> buffers) implements Piece {
        }

        record End() implements Piece {
        }

        record Failed(Throwable cause) implements Piece {
        }
    }

    AnswerBody(final Duration silence) {
        this.silence = silence;
    }

    @Override
    public CompletionStage<InputStream> getBody() {
        return CompletableFuture.completedStage(this);
    }

    @Override
    public void onSubscribe(final Flow.Subscription subscription) {
        if (subscribed.complete(subscription)) {
            subscription.request(1);
        } else {
            subscription.cancel();
        }
    }

    @Override
    public void onNext(final List<ByteBuffer> buffers) {
        arrived.add(new Piece.Bytes(buffers));
    }

    @Override
    public void onError(final Throwable cause) {
        arrived.add(new Piece.Failed(cause));
    }

    @Override
    public void onComplete() {
        arrived.add(new Piece.End());
    }

    @Override
    public int read() throws IOException {
        final byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(final byte[] target, final int offset, final int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        while (readable.isEmpty() && end == null) {
            take();
        }
        if (readable.isEmpty()) {
            if (end instanceof Piece.Failed(Throwable cause)) {
                throw new IOException(cause.getMessage(), cause);
            }
            return -1;
        }
        final ByteBuffer buffer = readable.peek();
        final int count = Math.min(length, buffer.remaining());
        buffer.get(target, offset, count);
        if (!buffer.hasRemaining()) {
            readable.remove();
        }
        return count;
    }

    /**
     * Waits a moment for the end that follows what was read, so that the connection can be used again. What is long or late is left to
     * {@link #close}.
     */
    void finish() {
        int allowed = 16;
        while (end == null && allowed-- > 0) {
            try {
                final Piece piece = arrived.poll(200, TimeUnit.MILLISECONDS);
                if (piece instanceof Piece.Bytes) {
                    subscribed.join().request(1);
                } else {
                    return;
                }
            } catch (final InterruptedException interrupted) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    /** Gives the connection up if the body is not at its end; a reader that waits gets an exception. May be called from any thread. */
    @Override
    public void close() {
        arrived.add(new Piece.Failed(new IOException("closed")));
        subscribed.thenAccept(Flow.Subscription::cancel);
    }

    private void take() throws IOException {
        switch (next()) {
            case Piece.Bytes(List<ByteBuffer> buffers) -> {
                buffers.stream().filter(ByteBuffer::hasRemaining).forEach(readable::add);
                subscribed.join().request(1);
            }
            case Piece.End atEnd -> end = atEnd;
            case Piece.Failed failed -> end = failed;
        }
    }

    /** Looks back on each stretch of waiting that is as long as the silence allowed. */
    private void account(final long waited, final Piece piece) throws HttpTimeoutException {
        waitedNanos += waited;
        if (piece instanceof Piece.Bytes(List<ByteBuffer> buffers)) {
            bytesMeanwhile += buffers.stream().mapToLong(ByteBuffer::remaining).sum();
        }
        if (waitedNanos < silence.toNanos()) {
            return;
        }
        if (piece instanceof Piece.Bytes && bytesMeanwhile < LEAST_BYTES_A_SECOND * waitedNanos / TimeUnit.SECONDS.toNanos(1)) {
            throw new HttpTimeoutException("the answer trickles: %d bytes came in %d s of waiting".formatted(bytesMeanwhile,
                    TimeUnit.NANOSECONDS.toSeconds(waitedNanos)));
        }
        waitedNanos = 0;
        bytesMeanwhile = 0;
    }

    private Piece next() throws IOException {
        try {
            final long begin = System.nanoTime();
            final Piece piece = arrived.poll(silence.toNanos(), TimeUnit.NANOSECONDS);
            if (piece == null) {
                throw new HttpTimeoutException("nothing came for %d s in the middle of the answer".formatted(silence.toSeconds()));
            }
            account(System.nanoTime() - begin, piece);
            return piece;
        } catch (final InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", interrupted);
        }
    }
}
