package com.spotzee.nifi.sandbox.http;

import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Response;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;

/**
 * Collects an answer in a small buffer. A short answer leaves in one piece with its length; a long one flows in chunks, and nothing is sent
 * before the buffer is full, so that an error met early can still become a proper error answer.
 */
final class AnswerStream extends OutputStream {

    private static final int BUFFER_SIZE = 32 * 1024;

    private final Response response;
    private final Runnable beforeLast;
    private final byte[] buffer = new byte[BUFFER_SIZE];
    private int length;

    AnswerStream(final Response response, final Runnable beforeLast) {
        this.response = response;
        this.beforeLast = beforeLast;
    }

    @Override
    public void write(final int value) throws IOException {
        if (length == buffer.length) {
            send(false);
        }
        buffer[length++] = (byte) value;
    }

    @Override
    public void write(final byte[] bytes, final int offset, final int count) throws IOException {
        int done = 0;
        while (done < count) {
            if (length == buffer.length) {
                send(false);
            }
            final int part = Math.min(count - done, buffer.length - length);
            System.arraycopy(bytes, offset + done, buffer, length, part);
            length += part;
            done += part;
        }
    }

    @Override
    public void close() throws IOException {
        beforeLast.run();
        send(true);
    }

    private void send(final boolean last) throws IOException {
        if (last && !response.isCommitted()) {
            response.getHeaders().put("Content-Length", length);
        }
        Content.Sink.write(response, last, ByteBuffer.wrap(buffer, 0, length));
        length = 0;
    }
}
