package com.spotzee.nifi.http;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A small HTTP proxy on this machine, to ports of this machine, for everybody or for one user only: it tunnels to https and passes http on. */
public final class LoopbackProxy implements AutoCloseable {

    private static final Pattern LENGTH = Pattern.compile("(?i)\r\ncontent-length: (\\d+)");

    private final ServerSocket socket;
    private final String login;
    private final List<String> tunnels = new CopyOnWriteArrayList<>();
    private final AtomicInteger passed = new AtomicInteger();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    private LoopbackProxy(final ServerSocket socket, final String login) {
        this.socket = socket;
        this.login = login;
    }

    /** A proxy for everybody. */
    public static LoopbackProxy start() throws IOException {
        return started(null);
    }

    /** A proxy that wants a login. */
    public static LoopbackProxy start(final String user, final String password) throws IOException {
        return started("Basic " + Base64.getEncoder().encodeToString((user + ":" + password).getBytes(StandardCharsets.UTF_8)));
    }

    public int port() {
        return socket.getLocalPort();
    }

    /** Connections that brought requests to http addresses. */
    public int passed() {
        return passed.get();
    }

    /** Where tunnels led, {@code host:port}. */
    public List<String> tunnels() {
        return List.copyOf(tunnels);
    }

    @Override
    public void close() throws IOException {
        socket.close();
        threads.shutdownNow();
    }

    private static LoopbackProxy started(final String login) throws IOException {
        final LoopbackProxy proxy = new LoopbackProxy(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()), login);
        proxy.threads.submit(proxy::acceptAll);
        return proxy;
    }

    private void acceptAll() {
        try {
            while (!socket.isClosed()) {
                final Socket client = socket.accept();
                threads.submit(() -> serve(client));
            }
        } catch (final IOException closed) {
            // the test is over
        }
    }

    private void serve(final Socket client) {
        try (client) {
            for (String head = head(client.getInputStream()); !head.isEmpty(); head = head(client.getInputStream())) {
                if (login != null && !head.contains("Proxy-Authorization: " + login)) {
                    final Matcher body = LENGTH.matcher(head);
                    client.getInputStream().skipNBytes(body.find() ? Integer.parseInt(body.group(1)) : 0);
                    client.getOutputStream().write(("HTTP/1.1 407 Proxy Authentication Required\r\nProxy-Authenticate: Basic realm=\"proxy\"\r\n"
                            + "Content-Length: 0\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
                    continue;
                }
                pass(client, head);
                return;
            }
        } catch (final IOException gone) {
            throw new UncheckedIOException(gone);
        }
    }

    private void pass(final Socket client, final String head) throws IOException {
        final String[] request = head.split(" ", 3);
        final boolean tunnel = "CONNECT".equals(request[0]);
        final URI target = URI.create(tunnel ? "https://" + request[1] : request[1]);
        if (tunnel) {
            tunnels.add(request[1]);
        } else {
            passed.incrementAndGet();
        }
        try (Socket server = new Socket(InetAddress.getLoopbackAddress(), target.getPort())) {
            (tunnel ? client : server).getOutputStream().write(
                    (tunnel ? "HTTP/1.1 200 Connection established\r\n\r\n" : head).getBytes(StandardCharsets.ISO_8859_1));
            threads.submit(() -> client.getInputStream().transferTo(server.getOutputStream()));
            server.getInputStream().transferTo(client.getOutputStream());
        }
    }

    private static String head(final InputStream in) throws IOException {
        final ByteArrayOutputStream head = new ByteArrayOutputStream();
        for (int one = in.read(); one >= 0; one = in.read()) {
            head.write(one);
            if (head.toString(StandardCharsets.ISO_8859_1).endsWith("\r\n\r\n")) {
                return head.toString(StandardCharsets.ISO_8859_1);
            }
        }
        return "";
    }
}
