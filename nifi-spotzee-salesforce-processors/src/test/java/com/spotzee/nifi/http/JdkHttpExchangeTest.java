package com.spotzee.nifi.http;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPOutputStream;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

@Timeout(20)
class JdkHttpExchangeTest {

    private final List<String> connections = new CopyOnWriteArrayList<>();
    private final CountDownLatch testOver = new CountDownLatch(1);
    private final ExecutorService serverThreads = Executors.newCachedThreadPool();
    private HttpServer server;
    private JdkHttpExchange exchange;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(serverThreads);
        server.start();
        exchange = JdkHttpExchange.open(HttpSettings.defaults());
    }

    @AfterEach
    void stop() {
        testOver.countDown();
        exchange.close();
        server.stop(0);
        serverThreads.shutdownNow();
    }

    @Test
    void neverQuotesTheValueOfAHeaderThatCanNotBeSent() {
        final HttpCall call = HttpCall.get(uri("/")).with("Authorization", "Bearer secret\nvalue");
        final IllegalArgumentException refused = assertThrows(IllegalArgumentException.class, () -> exchange.send(call, answer -> "sent"));
        assertTrue(refused.getMessage().contains("Authorization"));
        final StringWriter trace = new StringWriter();
        refused.printStackTrace(new PrintWriter(trace));
        assertFalse(trace.toString().contains("secret"));
    }

    @Nested
    class AnAnswer {

        @Test
        void isReadWithItsHeaders() throws HttpFailure, IOException {
            serve(sent -> answer(sent, 404, "gone".getBytes(StandardCharsets.UTF_8)));
            final String read = exchange.send(HttpCall.get(uri("/")), answer -> answer.status() + " " + text(answer)
                    + " " + answer.serverTime().isPresent());
            assertEquals("404 gone true", read);
        }

        @Test
        void isUnpacked() throws HttpFailure, IOException {
            final String people = "ä person".repeat(20_000);
            serve(sent -> {
                assertEquals("gzip", sent.getRequestHeaders().getFirst("Accept-Encoding"));
                sent.getResponseHeaders().set("Content-Encoding", "gzip");
                final ByteArrayOutputStream packed = new ByteArrayOutputStream();
                try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
                    gzip.write(people.getBytes(StandardCharsets.UTF_8));
                }
                answer(sent, 200, packed.toByteArray());
            });
            assertEquals(people, exchange.send(HttpCall.get(uri("/")), JdkHttpExchangeTest::text));
        }

        @Test
        void isEmptyWhereAPackedAnswerHasNoBody() throws HttpFailure, IOException {
            serve(sent -> {
                sent.getResponseHeaders().set("Content-Encoding", "gzip");
                sent.sendResponseHeaders(304, -1);
                sent.close();
            });
            assertEquals("", exchange.send(HttpCall.get(uri("/")), JdkHttpExchangeTest::text));
        }

        @Test
        void leavesTheConnectionForTheNextRequest() throws HttpFailure, IOException {
            serve(sent -> answer(sent, 200, "x".repeat(100_000).getBytes(StandardCharsets.UTF_8)));
            for (int request = 0; request < 5; request++) {
                exchange.send(HttpCall.get(uri("/")), JdkHttpExchangeTest::text);
            }
            final Set<String> distinct = new HashSet<>(connections);
            assertEquals(1, distinct.size(), distinct::toString);
        }

        @Test
        void isNotFollowedToAnotherHost() throws HttpFailure, IOException {
            serve(sent -> {
                sent.getResponseHeaders().set("Location", "http://example.invalid/");
                answer(sent, 302, new byte[0]);
            });
            assertEquals(302, exchange.<Integer>send(HttpCall.get(uri("/")), HttpAnswer::status));
        }

        @Test
        void setsNoCookie() throws HttpFailure, IOException {
            final List<String> cookies = new CopyOnWriteArrayList<>();
            serve(sent -> {
                cookies.addAll(sent.getRequestHeaders().getOrDefault("Cookie", List.of()));
                sent.getResponseHeaders().set("Set-Cookie", "BrowserId=abc; path=/");
                answer(sent, 200, new byte[0]);
            });
            exchange.send(HttpCall.get(uri("/")), HttpAnswer::status);
            exchange.send(HttpCall.get(uri("/")), HttpAnswer::status);
            assertEquals(List.of(), cookies);
        }
    }

    @Nested
    class Trouble {

        @Test
        void ofTheReaderIsPassedOnAsItIs() {
            serve(sent -> answer(sent, 200, "x".getBytes(StandardCharsets.UTF_8)));
            final IOException own = new IOException("disk full");
            assertSame(own, assertThrows(IOException.class, () -> exchange.send(HttpCall.get(uri("/")), answer -> {
                throw own;
            })));
        }

        @Test
        void isBrokenWhenTheBodyBreaksOff() {
            serve(sent -> {
                sent.sendResponseHeaders(200, 1000);
                sent.getResponseBody().write("short".getBytes(StandardCharsets.UTF_8));
                sent.getResponseBody().flush();
                sent.getHttpContext().getServer().stop(0);
            });
            assertThrows(HttpFailure.Broken.class, () -> exchange.send(HttpCall.get(uri("/")), JdkHttpExchangeTest::text));
        }

        @Test
        void isUnreachableWhereNobodyListens() throws IOException {
            final int port;
            try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
                port = socket.getLocalPort();
            }
            final HttpFailure failure = assertThrows(HttpFailure.Unreachable.class,
                    () -> exchange.send(HttpCall.get(URI.create("http://127.0.0.1:" + port + "/secret?q=ann")), JdkHttpExchangeTest::text));
            assertTrue(failure.getMessage().contains("127.0.0.1:" + port), failure::getMessage);
            assertFalse(failure.getMessage().contains("ann"), failure::getMessage);
        }

        @Test
        void isBrokenWhenNoAnswerComes() {
            restartWithAnswerTimeout(Duration.ofMillis(200));
            serve(sent -> waitForTheTestToEnd());
            final HttpFailure failure = assertThrows(HttpFailure.Broken.class, () -> exchange.send(HttpCall.get(uri("/")), JdkHttpExchangeTest::text));
            assertTrue(failure.getMessage().contains("did not answer"), failure::getMessage);
        }

        @Test
        void isBrokenWhenTheBodyFallsSilent() {
            restartWithAnswerTimeout(Duration.ofMillis(300));
            serve(sent -> {
                sent.sendResponseHeaders(200, 1000);
                sent.getResponseBody().write("half".getBytes(StandardCharsets.UTF_8));
                sent.getResponseBody().flush();
                waitForTheTestToEnd();
            });
            final HttpFailure failure = assertThrows(HttpFailure.Broken.class, () -> exchange.send(HttpCall.get(uri("/")), JdkHttpExchangeTest::text));
            assertTrue(failure.getMessage().contains("nothing came"), failure::getMessage);
        }
    }

    @Nested
    class ATrickle {

        @Test
        void isGivenUpThoughItNeverFallsSilent() {
            restartWithAnswerTimeout(Duration.ofMillis(500));
            serve(sent -> {
                sent.sendResponseHeaders(200, 0);
                trickle(sent, 1);
            });
            final HttpFailure failure = assertThrows(HttpFailure.Broken.class, () -> exchange.send(HttpCall.get(uri("/")), JdkHttpExchangeTest::text));
            assertTrue(failure.getMessage().contains("trickles"), failure::getMessage);
        }

        @Test
        void ofAsMuchAsASlowLineBringsIsReadHoweverLongItTakes() throws HttpFailure, IOException {
            restartWithAnswerTimeout(Duration.ofMillis(200));
            final int pieces = 15;
            serve(sent -> {
                sent.sendResponseHeaders(200, 0);
                for (int piece = 0; piece < pieces; piece++) {
                    sent.getResponseBody().write(new byte[4096]);
                    sent.getResponseBody().flush();
                    pause();
                }
                sent.close();
            });
            assertEquals(pieces * 4096, exchange.<Integer>send(HttpCall.get(uri("/")), answer -> answer.body().readAllBytes().length));
        }

        private void trickle(final HttpExchange sent, final int bytes) throws IOException {
            while (testOver.getCount() > 0) {
                sent.getResponseBody().write(new byte[bytes]);
                sent.getResponseBody().flush();
                pause();
            }
        }

        /** The pause between two pieces of a slow server: its slowness is what is tested. */
        private void pause() {
            try {
                testOver.await(50, TimeUnit.MILLISECONDS);
            } catch (final InterruptedException stopped) {
                Thread.currentThread().interrupt();
            }
        }
    }

    @Nested
    class AStop {

        @Test
        void endsAWaitForTheHead() throws InterruptedException {
            final CountDownLatch asked = new CountDownLatch(1);
            serve(sent -> {
                asked.countDown();
                waitForTheTestToEnd();
            });
            final Cancellation cancellation = new Cancellation();
            final FutureTask<Exception> call = inBackground(cancellation);
            asked.await();
            cancellation.cancel();
            assertInstanceOf(HttpFailure.Ended.class, result(call));
        }

        @Test
        void endsAWaitForTheBody() throws InterruptedException {
            final CountDownLatch asked = new CountDownLatch(1);
            serve(sent -> {
                sent.sendResponseHeaders(200, 1000);
                sent.getResponseBody().write("half".getBytes(StandardCharsets.UTF_8));
                sent.getResponseBody().flush();
                asked.countDown();
                waitForTheTestToEnd();
            });
            final Cancellation cancellation = new Cancellation();
            final FutureTask<Exception> call = inBackground(cancellation);
            asked.await();
            cancellation.cancel();
            assertInstanceOf(HttpFailure.Ended.class, result(call));
        }

        @Test
        void refusesWhatComesLater() {
            serve(sent -> answer(sent, 200, new byte[0]));
            final Cancellation cancellation = new Cancellation();
            cancellation.cancel();
            assertThrows(HttpFailure.Ended.class,
                    () -> cancellation.during(() -> exchange.send(HttpCall.get(uri("/")), JdkHttpExchangeTest::text)));
        }

        @Test
        void byInterruptEndsTheRequestAndKeepsTheFlag() throws InterruptedException {
            final CountDownLatch asked = new CountDownLatch(1);
            serve(sent -> {
                asked.countDown();
                waitForTheTestToEnd();
            });
            final boolean[] flag = new boolean[1];
            final FutureTask<Exception> call = new FutureTask<>(() -> {
                try {
                    return assertThrows(HttpFailure.class, () -> exchange.send(HttpCall.get(uri("/")), JdkHttpExchangeTest::text));
                } finally {
                    flag[0] = Thread.currentThread().isInterrupted();
                }
            });
            final Thread thread = new Thread(call);
            thread.start();
            asked.await();
            thread.interrupt();
            assertInstanceOf(HttpFailure.Ended.class, result(call));
            thread.join();
            assertTrue(flag[0]);
        }

        @Test
        void endsAPause() {
            final Cancellation cancellation = new Cancellation();
            cancellation.cancel();
            assertThrows(InterruptedException.class, () -> cancellation.during(() -> {
                Sleeper.REAL.sleep(Duration.ofHours(1));
                return null;
            }));
        }
    }

    @Nested
    class AProxy {

        @Test
        void isAskedInPlaceOfTheHost() throws HttpFailure, IOException {
            serve(sent -> answer(sent, 200, sent.getRequestURI().toString().getBytes(StandardCharsets.UTF_8)));
            restartBehindProxy(null, null);
            assertEquals("http://salesforce.invalid/x", exchange.send(HttpCall.get(URI.create("http://salesforce.invalid/x")), JdkHttpExchangeTest::text));
        }

        @Test
        void isToldUserAndPasswordWhenItAsks() throws HttpFailure, IOException {
            serve(sent -> {
                final String login = sent.getRequestHeaders().getFirst("Proxy-Authorization");
                if (login == null) {
                    sent.getResponseHeaders().set("Proxy-Authenticate", "Basic realm=\"proxy\"");
                }
                answer(sent, login == null ? 407 : 200, String.valueOf(login).getBytes(StandardCharsets.UTF_8));
            });
            restartBehindProxy("ann", new Secret("pass"));
            assertEquals("Basic YW5uOnBhc3M=", exchange.send(HttpCall.get(URI.create("http://salesforce.invalid/x")), JdkHttpExchangeTest::text));
        }

        @Test
        void saysWhatToDoWhenItWantsALoginThatNobodyGave() {
            serve(sent -> answer(sent, 407, new byte[0]));
            restartBehindProxy(null, null);
            final HttpFailure failure = assertThrows(HttpFailure.Unreachable.class,
                    () -> exchange.send(HttpCall.get(URI.create("http://salesforce.invalid/x")), JdkHttpExchangeTest::text));
            assertTrue(failure.getMessage().contains("user and password"), failure::getMessage);
        }

        @Test
        void saysWhyItGetsNoPasswordOnTheWayToHttps() throws IOException {
            try (LoopbackProxy tunnel = LoopbackProxy.start("ann", "pass")) {
                exchange.close();
                exchange = JdkHttpExchange.open(HttpSettings.defaults().withProxy(new HttpProxy("127.0.0.1", tunnel.port(), "ann", new Secret("pass"))));
                final HttpFailure failure = assertThrows(HttpFailure.Unreachable.class,
                        () -> exchange.send(HttpCall.get(URI.create("https://salesforce.invalid/x")), JdkHttpExchangeTest::text));
                assertTrue(failure.getMessage().contains("jdk.http.auth.tunneling.disabledSchemes"), failure::getMessage);
                assertFalse(failure.getMessage().contains("pass:") || failure.getMessage().contains("ann:"), failure::getMessage);
            }
        }

        @Test
        void isNamedWithoutItsPassword() {
            assertFalse(new HttpProxy("127.0.0.1", 3128, "ann", new Secret("s3cr3t")).toString().contains("s3cr3t"));
        }

        private void restartBehindProxy(final String user, final Secret secret) {
            exchange.close();
            exchange = JdkHttpExchange.open(HttpSettings.defaults().withProxy(new HttpProxy("127.0.0.1", server.getAddress().getPort(), user, secret)));
        }
    }

    @Nested
    class ACall {

        @Test
        void encodesItsFormAndHidesItsAddress() {
            final HttpCall call = HttpCall.form(URI.create("https://acme.my.salesforce.com/services/oauth2/token?x=1"), Map.of("refresh_token", "5Aep+/="));
            assertEquals("refresh_token=5Aep%2B%2F%3D", new String(call.body(), StandardCharsets.UTF_8));
            assertEquals("POST https://acme.my.salesforce.com", call.toString());
        }

        @Test
        void knowsTheTimeOfTheServer() {
            assertEquals(Instant.parse("2026-11-23T10:05:00Z"), HttpAnswer.httpDate("Mon, 23 Nov 2026 10:05:00 GMT").orElseThrow());
            assertTrue(HttpAnswer.httpDate("yesterday").isEmpty());
        }

        @Test
        void hasNoBodyUnlessGivenOne() {
            assertNull(HttpCall.get(URI.create("http://127.0.0.1/")).body());
        }
    }

    private FutureTask<Exception> inBackground(final Cancellation cancellation) {
        final FutureTask<Exception> call = new FutureTask<>(() -> assertThrows(HttpFailure.class,
                () -> cancellation.during(() -> exchange.send(HttpCall.get(uri("/")), JdkHttpExchangeTest::text))));
        new Thread(call).start();
        return call;
    }

    private static Exception result(final FutureTask<Exception> call) throws InterruptedException {
        try {
            return call.get();
        } catch (final ExecutionException failed) {
            throw new AssertionError(failed.getCause());
        }
    }

    private void restartWithAnswerTimeout(final Duration timeout) {
        exchange.close();
        exchange = JdkHttpExchange.open(HttpSettings.defaults().withTimeouts(Duration.ofSeconds(5), timeout));
    }

    private void waitForTheTestToEnd() {
        try {
            testOver.await();
        } catch (final InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private void serve(final HttpHandler handler) {
        server.createContext("/", sent -> {
            connections.add(sent.getRemoteAddress().toString());
            handler.handle(sent);
        });
    }

    private static void answer(final HttpExchange sent, final int status, final byte[] body) throws IOException {
        sent.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
        sent.getResponseBody().write(body);
        sent.close();
    }

    private static String text(final HttpAnswer answer) throws IOException {
        return new String(answer.body().readAllBytes(), StandardCharsets.UTF_8);
    }

    private URI uri(final String path) {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + path);
    }
}
