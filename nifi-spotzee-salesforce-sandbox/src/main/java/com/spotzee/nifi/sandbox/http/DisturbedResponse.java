package com.spotzee.nifi.sandbox.http;

import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.io.QuietException;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

import java.io.IOException;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** An answer that meets a {@link Disturbance} as its first or a later byte leaves. Its writes block, and end with the connection when that is cut. */
final class DisturbedResponse extends Response.Wrapper {

    private static final Duration LOOK = Duration.ofMillis(20);
    private static final int NEVER_SENT = 1_000;

    private final EndPoint endPoint;
    private final Disturbance disturbance;
    private final CountDownLatch over;
    private long passed;
    private boolean met;

    DisturbedResponse(final Request request, final Response response, final Disturbance disturbance, final CountDownLatch over) {
        super(request, response);
        this.endPoint = request.getConnectionMetaData().getConnection().getEndPoint();
        this.disturbance = disturbance;
        this.over = over;
    }

    @Override
    public void write(final boolean last, final ByteBuffer bytes, final Callback callback) {
        try {
            final ByteBuffer body = bytes == null ? ByteBuffer.allocate(0) : bytes;
            switch (disturbance) {
                case Disturbance.CutText text -> send(last, body);
                case Disturbance.CutBody cut -> cut(cut, last, body);
                case Disturbance.Reset reset -> reset(reset);
                case Disturbance.Stall stall -> stall(stall, last, body);
                case Disturbance.Slow slow -> trickle(slow, last, body);
            }
        } catch (final IOException e) {
            callback.failed(e);
            return;
        }
        callback.succeeded();
    }

    private void cut(final Disturbance.CutBody cut, final boolean last, final ByteBuffer body) throws IOException {
        if (!isCommitted() && !HttpStatus.hasNoBody(getStatus())) {
            if (cut.chunked()) {
                getHeaders().remove(HttpHeader.CONTENT_LENGTH);
            } else if (!getHeaders().contains(HttpHeader.CONTENT_LENGTH)) {
                getHeaders().put(HttpHeader.CONTENT_LENGTH, cut.bytes() + NEVER_SENT);
            }
        }
        final long left = cut.bytes() - passed;
        if (!last && body.remaining() < left) {
            passed += body.remaining();
            send(false, body);
            return;
        }
        final int most = Math.max(0, last ? body.remaining() - 1 : body.remaining());
        send(false, body.slice(body.position(), (int) Math.min(left, most)));
        end(false);
    }

    private void reset(final Disturbance.Reset reset) throws IOException {
        if (reset.afterHeaders()) {
            send(false, ByteBuffer.allocate(0));
        }
        end(true);
    }

    private void stall(final Disturbance.Stall stall, final boolean last, final ByteBuffer body) throws IOException {
        if (!met) {
            met = true;
            if (stall.afterHeaders()) {
                send(false, ByteBuffer.allocate(0));
            }
            while (!waited(LOOK)) {
                if (clientIsGone()) {
                    end(false);
                }
            }
        }
        send(last, body);
    }

    private void trickle(final Disturbance.Slow slow, final boolean last, final ByteBuffer body) throws IOException {
        while (body.remaining() > slow.bytes() && over.getCount() > 0) {
            send(false, body.slice(body.position(), slow.bytes()));
            body.position(body.position() + slow.bytes());
            if (!waited(slow.pause()) && clientIsGone()) {
                end(false);
            }
        }
        send(last, body);
    }

    private boolean waited(final Duration time) throws IOException {
        try {
            return over.await(time.toNanos(), TimeUnit.NANOSECONDS);
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
            // the org is closing: nobody else would tell the client
            endPoint.close();
            throw new ConnectionEndedException();
        }
    }

    /** A client that waits for its answer sends nothing more, so whatever can be read here is the end of the connection. */
    private boolean clientIsGone() {
        try {
            return endPoint.getTransport() instanceof final SocketChannel channel && channel.read(ByteBuffer.allocate(1)) != 0;
        } catch (final IOException e) {
            return true;
        }
    }

    private void send(final boolean last, final ByteBuffer part) throws IOException {
        Content.Sink.write(getWrapped(), last, part);
    }

    private void end(final boolean withReset) throws IOException {
        if (withReset && endPoint.getTransport() instanceof final SocketChannel channel) {
            channel.setOption(StandardSocketOptions.SO_LINGER, 0);
        }
        endPoint.close();
        throw new ConnectionEndedException();
    }

    /** The disturbance has ended the connection: there is nobody left to answer. */
    static final class ConnectionEndedException extends IOException implements QuietException {
        private static final long serialVersionUID = 1L;
    }
}
