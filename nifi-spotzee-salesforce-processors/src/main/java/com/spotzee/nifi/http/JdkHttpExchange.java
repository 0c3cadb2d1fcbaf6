package com.spotzee.nifi.http;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.net.ConnectException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.zip.GZIPInputStream;
import javax.net.ssl.SSLException;

/** Exchanges over the JDK's HTTP client. Close it when its owner is disabled: that ends every exchange under way. */
public final class JdkHttpExchange implements HttpExchange, AutoCloseable {

    private final HttpClient client;
    private final HttpSettings settings;

    private JdkHttpExchange(final HttpClient client, final HttpSettings settings) {
        this.client = client;
        this.settings = settings;
    }

    public static JdkHttpExchange open(final HttpSettings settings) {
        // HTTP/1.1: one stream per connection, so a slow reader of a long page holds nobody else up
        final HttpClient.Builder builder = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER).connectTimeout(settings.connectTimeout());
        settings.tls().ifPresent(builder::sslContext);
        settings.proxy().ifPresent(proxy -> {
            builder.proxy(proxy.selector());
            proxy.authenticator().ifPresent(builder::authenticator);
        });
        return new JdkHttpExchange(builder.build(), settings);
    }

    @Override
    public <T> T send(final HttpCall call, final AnswerReader<T> reader) throws HttpFailure, IOException {
        final Cancellation cancellation = Cancellation.current();
        final AnswerBody body = new AnswerBody(settings.answerTimeout());
        final CompletableFuture<HttpResponse<InputStream>> sending = client.sendAsync(request(call), head -> body);
        final Runnable end = () -> {
            sending.cancel(true);
            body.close();
        };
        cancellation.enter(end);
        try {
            final HttpResponse<InputStream> head = head(sending, call, cancellation);
            if (head.statusCode() == HttpURLConnection.HTTP_PROXY_AUTH) {
                throw proxyWantsLogin(call);
            }
            final T read = reader.read(new HttpAnswer(head.statusCode(), head.headers(), decoded(head, body)));
            body.finish();
            return read;
        } catch (final BodyLost lost) {
            throw failure(lost.getCause(), call, cancellation);
        } finally {
            cancellation.leave(end);
            end.run();
        }
    }

    @Override
    public void close() {
        client.shutdownNow();
    }

    private static HttpRequest request(final HttpCall call) {
        final byte[] body = call.body();
        final HttpRequest.Builder builder = HttpRequest.newBuilder(call.uri())
                .method(call.method(), body == null ? HttpRequest.BodyPublishers.noBody() : HttpRequest.BodyPublishers.ofByteArray(body));
        call.headers().forEach((name, value) -> setHeader(builder, name, value));
        return builder.setHeader("Accept-Encoding", "gzip").build();
    }

    private static void setHeader(final HttpRequest.Builder builder, final String name, final String value) {
        try {
            builder.setHeader(name, value);
        } catch (final IllegalArgumentException quotesTheValue) {
            // not as the cause: its message holds the value, which may be a credential
            throw new IllegalArgumentException("The header %s can't be sent: its value holds a character that HTTP does not allow, such as a line break; "
                    .formatted(name) + "correct what it is made from");
        }
    }

    private HttpResponse<InputStream> head(final CompletableFuture<HttpResponse<InputStream>> sending, final HttpCall call,
                                           final Cancellation cancellation) throws HttpFailure {
        try {
            // not HttpRequest.timeout: newer JDKs count the body into it, and a long page may take its time
            return sending.get(settings.answerTimeout().toNanos(), TimeUnit.NANOSECONDS);
        } catch (final InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new HttpFailure.Ended("the request to %s was interrupted".formatted(host(call)), interrupted);
        } catch (final CancellationException cancelled) {
            throw new HttpFailure.Ended("the request to %s was cancelled".formatted(host(call)), cancelled);
        } catch (final TimeoutException silent) {
            throw new HttpFailure.Broken("%s did not answer within %d s".formatted(host(call), settings.answerTimeout().toSeconds()), silent);
        } catch (final ExecutionException failed) {
            throw failure(failed.getCause(), call, cancellation);
        }
    }

    private HttpFailure failure(final Throwable cause, final HttpCall call, final Cancellation cancellation) {
        if (Thread.currentThread().isInterrupted()) {
            return new HttpFailure.Ended("the request to %s was interrupted".formatted(host(call)), cause);
        }
        if (cancellation.isCancelled()) {
            return new HttpFailure.Ended("the request to %s was cancelled".formatted(host(call)), cause);
        }
        return switch (cause) {
            case HttpConnectTimeoutException late -> new HttpFailure.Unreachable(
                    "no connection to %s within %d s".formatted(host(call), settings.connectTimeout().toSeconds()), late);
            case ConnectException refused when refused.getCause() != null && hasCause(refused, UnresolvedAddressException.class) ->
                    new HttpFailure.Unreachable("the host name %s is not known: check the spelling and the DNS".formatted(call.uri().getHost()), refused);
            case ConnectException refused -> new HttpFailure.Unreachable("no connection to " + host(call) + described(refused), refused);
            case SSLException untrusted -> new HttpFailure.Unreachable("no secure connection to " + host(call) + described(untrusted), untrusted);
            case HttpTimeoutException late -> new HttpFailure.Broken(host(call) + described(late), late);
            case IOException broken -> new HttpFailure.Broken("the connection to " + host(call) + " broke" + described(broken), broken);
            case RuntimeException bug -> throw bug;
            case Error fatal -> throw fatal;
            default -> throw new IllegalStateException(cause);
        };
    }

    /** The proxy's own answer, which must not be taken for the server's. */
    private HttpFailure proxyWantsLogin(final HttpCall call) {
        final String proxy = settings.proxy().map(one -> one.host() + ":" + one.port()).orElse("on the way");
        if (settings.proxy().filter(one -> one.user() != null).isEmpty()) {
            return new HttpFailure.Unreachable("the proxy %s wants a login (407): give it user and password in the Proxy Configuration Service"
                    .formatted(proxy), null);
        }
        final String tunnel = "https".equals(call.uri().getScheme())
                ? ", and start Java with -Djdk.http.auth.tunneling.disabledSchemes= (empty, a line for NiFi's bootstrap.conf): without it they are not "
                + "sent to a proxy on the way to an https address" : "";
        return new HttpFailure.Unreachable("the proxy %s does not accept the login (407): check user and password in the Proxy Configuration Service%s"
                .formatted(proxy, tunnel), null);
    }

    private static boolean hasCause(final Throwable failure, final Class<? extends Throwable> type) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (type.isInstance(cause)) {
                return true;
            }
        }
        return false;
    }

    private static String described(final Throwable cause) {
        return cause.getMessage() == null ? "" : ": " + cause.getMessage();
    }

    private static String host(final HttpCall call) {
        final URI uri = call.uri();
        return uri.getPort() < 0 ? uri.getHost() : uri.getHost() + ":" + uri.getPort();
    }

    private static InputStream decoded(final HttpResponse<?> head, final InputStream body) throws IOException {
        final boolean gzip = head.headers().firstValue("Content-Encoding").filter("gzip"::equalsIgnoreCase).isPresent();
        return new Body(gzip ? new LazyGzip(body) : body);
    }

    /** Trouble while the body arrived, so that it can be told from what the reader throws of its own. */
    private static final class BodyLost extends IOException {
        private static final long serialVersionUID = 1L;

        BodyLost(final IOException cause) {
            super(cause);
        }
    }

    /** Marks what the network throws; closing is the exchange's business, not the reader's. */
    private static final class Body extends FilterInputStream {

        Body(final InputStream body) {
            super(body);
        }

        @Override
        public int read() throws IOException {
            try {
                return super.read();
            } catch (final IOException lost) {
                throw new BodyLost(lost);
            }
        }

        @Override
        public int read(final byte[] target, final int offset, final int length) throws IOException {
            try {
                return super.read(target, offset, length);
            } catch (final IOException lost) {
                throw new BodyLost(lost);
            }
        }

        @Override
        public void close() {
            // parsers close what they read; the exchange itself gives the connection back or up
        }
    }

    /** Unpacks from the first read on; an answer that is marked as gzip but has no body is empty. */
    private static final class LazyGzip extends InputStream {

        private final PushbackInputStream packed;
        private InputStream unpacked;

        LazyGzip(final InputStream packed) {
            this.packed = new PushbackInputStream(packed, 1);
        }

        @Override
        public int read() throws IOException {
            return unpacked().read();
        }

        @Override
        public int read(final byte[] target, final int offset, final int length) throws IOException {
            return unpacked().read(target, offset, length);
        }

        private InputStream unpacked() throws IOException {
            if (unpacked == null) {
                final int first = packed.read();
                if (first < 0) {
                    unpacked = InputStream.nullInputStream();
                } else {
                    packed.unread(first);
                    unpacked = new GZIPInputStream(packed, 8192);
                }
            }
            return unpacked;
        }
    }
}
