package com.spotzee.nifi.salesforce.login;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.spotzee.nifi.http.HttpFailure;
import com.spotzee.nifi.http.Secret;
import com.spotzee.nifi.salesforce.SalesforceFailure;
import com.spotzee.nifi.salesforce.ScriptedExchange;
import com.spotzee.nifi.salesforce.Session;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

@Timeout(20)
class SharedLoginTest {

    private static final SalesforceHost HOST = SalesforceHost.custom("acme.my.salesforce.com");
    private static final Grant CLIENT_CREDENTIALS = new Grant.ClientCredentials("3MVG9key", new Secret("s3cr3t&"));
    private static KeyPair keys;

    private final ScriptedExchange salesforce = new ScriptedExchange();
    private Instant now = Instant.parse("2026-11-23T10:00:00Z");
    private final InstantSource clock = () -> now;

    @BeforeAll
    static void makeKeys() throws GeneralSecurityException {
        final KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(2048);
        keys = generator.generateKeyPair();
    }

    @Nested
    class AGrant {

        @Test
        void ofClientCredentialsMakesASession() throws SalesforceFailure {
            salesforce.answer(200, token("00D!one"));
            final Session session = login(CLIENT_CREDENTIALS).current();
            assertEquals(new Session(URI.create("https://acme.my.salesforce.com"), new Secret("00D!one"), "00D1a000000H3O9EAK"), session);
            assertEquals("https://acme.my.salesforce.com/services/oauth2/token", salesforce.lastCall().uri().toString());
            assertEquals(Map.of("grant_type", "client_credentials", "client_id", "3MVG9key", "client_secret", "s3cr3t&"), form());
        }

        @Test
        void ofARefreshTokenIsKeptWhereTheTokenStays() throws SalesforceFailure {
            salesforce.answer(200, token("one", "5Aep-old"));
            assertEquals(new Secret("one"), login(new Grant.RefreshToken("key", null, new Secret("5Aep-old"))).current().accessToken());
            assertEquals("5Aep-old", form().get("refresh_token"));
            assertFalse(form().containsKey("client_secret"));
        }

        @Test
        void ofARefreshTokenThatIsReplacedIsRefusedForGood() {
            salesforce.answer(200, token("one", "5Aep-new"));
            final SharedLogin login = login(new Grant.RefreshToken("key", null, new Secret("5Aep-old")));
            final String message = assertThrows(SalesforceFailure.LoginRefused.class, login::current).getMessage();
            assertTrue(message.contains("Refresh Token Rotation") && message.contains("JWT Bearer") && message.contains("Client Credentials"), message);
            assertFalse(message.contains("5Aep"), message);
            now = now.plus(Duration.ofDays(1));
            assertEquals(message, assertThrows(SalesforceFailure.LoginRefused.class, login::current).getMessage());
            assertEquals(1, salesforce.calls().size());
        }

        @Test
        void ofAJwtIsSignedAndShortLived() throws SalesforceFailure, GeneralSecurityException, IOException {
            salesforce.answer(200, token("one"));
            login(new Grant.JwtBearer("key", "sync@acme.example", keys.getPrivate())).current();
            assertEquals("urn:ietf:params:oauth:grant-type:jwt-bearer", form().get("grant_type"));
            final String[] parts = form().get("assertion").split("\\.");
            final Signature signature = Signature.getInstance("SHA256withRSA");
            signature.initVerify(keys.getPublic());
            signature.update((parts[0] + "." + parts[1]).getBytes(StandardCharsets.US_ASCII));
            assertTrue(signature.verify(Base64.getUrlDecoder().decode(parts[2])));
            final JsonNode claims = new ObjectMapper().readTree(Base64.getUrlDecoder().decode(parts[1]));
            assertEquals("{\"iss\":\"key\",\"sub\":\"sync@acme.example\",\"aud\":\"https://login.salesforce.com\",\"exp\":%d}"
                    .formatted(now.getEpochSecond() + 180), claims.toString());
        }

        @Test
        void ofAProviderUsesItsTokenAtTheConfiguredHost() throws SalesforceFailure {
            final FakeTokenProvider provider = new FakeTokenProvider("one", "two");
            final SharedLogin login = login(new Grant.ProvidedToken(provider));
            final Session first = login.current();
            assertEquals(new Session(HOST.url(), new Secret("one"), null), first);
            assertEquals(new Secret("two"), login.insteadOf(first).accessToken());
        }

        @Test
        void ofAProviderThatRepeatsARefusedTokenFails() throws SalesforceFailure {
            final SharedLogin login = login(new Grant.ProvidedToken(new FakeTokenProvider("one", "one")));
            final Session first = login.current();
            assertThrows(SalesforceFailure.LoginRefused.class, () -> login.insteadOf(first));
        }

        @Test
        void showsNoSecret() {
            final String shown = Stream.of(CLIENT_CREDENTIALS, new Grant.RefreshToken("key", new Secret("s3cr3t"), new Secret("5Aep")),
                    new Grant.JwtBearer("key", "user", keys.getPrivate()), new Session(HOST.url(), new Secret("00D!token"), null))
                    .map(Object::toString).collect(Collectors.joining());
            assertFalse(shown.contains("s3cr3t") || shown.contains("5Aep") || shown.contains("00D!token") || shown.contains("RSA"), shown);
        }
    }

    @Nested
    class ManyThreads {

        @Test
        void logInOnce() throws InterruptedException, ExecutionException {
            salesforce.answer(200, token("one"));
            final SharedLogin login = login(CLIENT_CREDENTIALS);
            final List<Session> sessions = together(login::current);
            assertEquals(1, sessions.stream().distinct().count());
            assertEquals(1, salesforce.calls().size());
        }

        @Test
        void renewOnceWhenAllWereRefused() throws InterruptedException, ExecutionException, SalesforceFailure {
            salesforce.answer(200, token("one")).answer(200, token("two"));
            final SharedLogin login = login(CLIENT_CREDENTIALS);
            final Session refused = login.current();
            final List<Session> sessions = together(() -> login.insteadOf(refused));
            assertEquals(List.of(new Secret("two")), sessions.stream().map(Session::accessToken).distinct().toList());
            assertEquals(2, salesforce.calls().size());
        }

        private List<Session> together(final Callable<Session> asking) throws InterruptedException, ExecutionException {
            final int threads = 8;
            final CyclicBarrier start = new CyclicBarrier(threads);
            try (ExecutorService pool = Executors.newFixedThreadPool(threads)) {
                final List<Future<Session>> futures = new ArrayList<>();
                for (int thread = 0; thread < threads; thread++) {
                    futures.add(pool.submit(() -> {
                        start.await();
                        return asking.call();
                    }));
                }
                final List<Session> sessions = new ArrayList<>();
                for (final Future<Session> future : futures) {
                    sessions.add(future.get());
                }
                return sessions;
            }
        }
    }

    @Nested
    class ARefusal {

        @ParameterizedTest
        @CsvSource(delimiter = '|', value = {
            "invalid_grant | expired access/refresh token | connect again",
            "invalid_grant | user hasn't approved this consumer | pre-approved",
            "invalid_grant | audience is invalid | Environment",
            "invalid_grant | Audience validation failed | Environment",
            "invalid_grant | invalid assertion | certificate",
            "invalid_grant | no client credentials user enabled | Run As",
            "invalid_grant | request not supported on this domain | Custom Domain",
            "invalid_grant | ip restricted or invalid login hours | IP ranges",
            "invalid_grant | inactive user | unfreeze",
            "invalid_grant | authentication failure - Invalid Password | Login History",
            "invalid_grant | something new | Login History",
            "invalid_app_access | user is not admin approved to access this app | not approved for this user",
            "invalid_app_access | External client app is not installed in this org | not installed",
            "invalid_client_id | client identifier invalid | consumer key",
            "invalid_client | invalid client credentials | consumer secret",
            "unsupported_grant_type | grant type not supported | enable the flow",
            "invalid_request | missing required parameter: grant_type | Authentication Strategy",
            "OAUTH_APP_BLOCKED | blocked | unblock",
            "something_new | nobody knows why | This refusal is not known here"})
        void namesCauseAndCure(final String error, final String description, final String cure) {
            salesforce.answer(400, "{\"error\":\"%s\",\"error_description\":\"%s\"}".formatted(error, description));
            final String message = assertThrows(SalesforceFailure.LoginRefused.class, () -> login(CLIENT_CREDENTIALS).current()).getMessage();
            assertTrue(message.contains(cure), message);
            assertTrue(message.contains(error + " (" + description + ")"), message);
            assertFalse(message.contains("s3cr3t"), message);
        }

        @Test
        void passesByItselfWhereLoginsAreTooMany() {
            salesforce.answer(400, "{\"error\":\"invalid_grant\",\"error_description\":\"login rate exceeded\"}");
            assertThrows(SalesforceFailure.Unavailable.class, () -> login(CLIENT_CREDENTIALS).current());
        }

        @ParameterizedTest
        @ValueSource(ints = {302, 404})
        void speaksOfTheHostWhereNoTokensAreIssued(final int status) {
            salesforce.answer(status, "<html/>");
            final String message = assertThrows(SalesforceFailure.LoginRefused.class, () -> login(CLIENT_CREDENTIALS).current()).getMessage();
            assertTrue(message.contains("acme.my.salesforce.com"), message);
        }

        @Test
        void isNoneInMaintenance() {
            salesforce.answer(503, "<html/>").failure(new HttpFailure.Unreachable("no connection", null));
            final SharedLogin login = login(CLIENT_CREDENTIALS);
            assertThrows(SalesforceFailure.Unavailable.class, login::current);
            assertThrows(SalesforceFailure.Unavailable.class, login::current);
        }

        @ParameterizedTest
        @ValueSource(strings = {"{}", "{\"access_token\":\"x\"}", "{\"access_token\":\"x\",\"instance_url\":\"http://acme.my.salesforce.com\"}",
            "{\"access_token\":\"x\",\"instance_url\":\"not an address\"}", "{\"instance_url\":\"https://acme.my.salesforce.com\"}", "<html/>"})
        void toUnderstandComesWhereTheAnswerIsNotSafeToUse(final String body) {
            salesforce.answer(200, body);
            final String message = assertThrows(SalesforceFailure.NotUnderstood.class, () -> login(CLIENT_CREDENTIALS).current()).getMessage();
            assertFalse(message.contains("\"x\""), message);
        }
    }

    @Nested
    class TheAttempts {

        private static final String REFUSED = "{\"error\":\"invalid_client\",\"error_description\":\"invalid client credentials\"}";

        @Test
        void standFurtherAndFurtherApartWhileTheyAreRefused() throws SalesforceFailure {
            final SharedLogin login = login(CLIENT_CREDENTIALS);
            final List<Long> seconds = new ArrayList<>();
            final Instant begin = now;
            SalesforceFailure last = null;
            for (; now.isBefore(begin.plusSeconds(1500)); now = now.plusSeconds(1)) {
                final int before = salesforce.calls().size();
                salesforce.answerEverything(400, REFUSED);
                final SalesforceFailure failure = assertThrows(SalesforceFailure.LoginRefused.class, login::current);
                if (salesforce.calls().size() > before) {
                    seconds.add(Duration.between(begin, now).toSeconds());
                } else {
                    assertSame(last, failure);
                }
                last = failure;
            }
            assertEquals(List.of(0L, 20L, 60L, 140L, 300L, 600L, 900L, 1200L), seconds);
            salesforce.answerEverything(200, token("one"));
            now = now.plusSeconds(300);
            assertEquals(new Secret("one"), login.current().accessToken());
        }

        @Test
        void growRareAsWellWhenTheirTokensAreRefusedAtOnce() throws SalesforceFailure {
            salesforce.answerEverything(200, token("one"));
            final SharedLogin login = login(CLIENT_CREDENTIALS);
            final Instant begin = now;
            String message = "";
            for (; now.isBefore(begin.plusSeconds(3600)); now = now.plusSeconds(1)) {
                try {
                    login.insteadOf(login.current());
                } catch (final SalesforceFailure.LoginRefused waits) {
                    message = waits.getMessage();
                }
            }
            assertTrue(salesforce.calls().size() < 20, "logins in an hour: " + salesforce.calls().size());
            assertTrue(message.contains("refuses their tokens at once"), message);
        }

        @Test
        void areFewAMinuteEvenWhenEverySessionWasGoodForSomething() throws SalesforceFailure {
            salesforce.answerEverything(200, token("one"));
            final SharedLogin login = login(CLIENT_CREDENTIALS);
            Session session = login.current();
            for (int revocation = 0; revocation < 3; revocation++) {
                login.accepted(session);
                session = login.insteadOf(session);
            }
            login.accepted(session);
            final Session last = session;
            assertThrows(SalesforceFailure.Unavailable.class, () -> login.insteadOf(last));
            assertThrows(SalesforceFailure.Unavailable.class, login::current);
            assertEquals(4, salesforce.calls().size());
            now = now.plusSeconds(60);
            login.current();
            assertEquals(5, salesforce.calls().size());
        }

        @Test
        void areCountedWhenTheHostIsOutOfReachToo() {
            final SharedLogin login = login(CLIENT_CREDENTIALS);
            for (int attempt = 0; attempt < 4; attempt++) {
                salesforce.failure(new HttpFailure.Broken("the connection broke", null));
            }
            for (int caller = 0; caller < 50; caller++) {
                assertThrows(SalesforceFailure.Unavailable.class, login::current);
            }
            assertEquals(4, salesforce.calls().size());
        }

        @Test
        void areNotHeldBackByAClockThatIsSetBack() throws SalesforceFailure {
            salesforce.answerEverything(400, REFUSED);
            final SharedLogin login = login(CLIENT_CREDENTIALS);
            assertThrows(SalesforceFailure.LoginRefused.class, login::current);
            now = now.minus(Duration.ofHours(1));
            salesforce.answerEverything(200, token("one"));
            assertEquals(new Secret("one"), login.current().accessToken());
        }

        @Test
        void startAfreshWithANewConfiguration() throws SalesforceFailure {
            salesforce.answer(400, REFUSED).answer(200, token("one"));
            assertThrows(SalesforceFailure.LoginRefused.class, () -> login(CLIENT_CREDENTIALS).current());
            assertEquals(new Secret("one"), login(CLIENT_CREDENTIALS).current().accessToken());
        }
    }

    @Nested
    class APrivateKey {

        @Test
        void isReadHoweverItsLinesWereBroken() {
            final String base64 = Base64.getMimeEncoder().encodeToString(keys.getPrivate().getEncoded());
            final String pem = "-----BEGIN PRIVATE KEY-----\n" + base64 + "\n-----END PRIVATE KEY-----\n";
            assertEquals(keys.getPrivate(), PrivateKeyPem.parse(new Secret(pem)));
            assertEquals(keys.getPrivate(), PrivateKeyPem.parse(new Secret(pem.replace("\r", "").replace("\n", "\\n"))));
            assertEquals(keys.getPrivate(), PrivateKeyPem.parse(new Secret(pem.replaceAll("[\r\n]+", " "))));
        }

        @ParameterizedTest
        @CsvSource({
            "-----BEGIN RSA PRIVATE KEY-----abc, openssl pkcs8 -topk8",
            "-----BEGIN ENCRYPTED PRIVATE KEY-----abc, decrypt",
            "-----BEGIN CERTIFICATE-----abc, certificate",
            "abc, no PEM",
            "-----BEGIN PRIVATE KEY-----c2VjcmV0-----END PRIVATE KEY-----, RS256"})
        void isRefusedWithWhatToDo(final String text, final String advice) {
            final String sentence = assertThrows(IllegalArgumentException.class, () -> PrivateKeyPem.parse(new Secret(text))).getMessage();
            assertTrue(sentence.contains(advice), sentence);
            assertFalse(sentence.contains("abc") || sentence.contains("c2VjcmV0"), sentence);
        }
    }

    private SharedLogin login(final Grant grant) {
        return new SharedLogin(HOST, grant, salesforce, clock);
    }

    private static String token(final String accessToken) {
        return """
                {"access_token":"%s","signature":"k=","scope":"id api","instance_url":"https://acme.my.salesforce.com",\
                "id":"https://login.salesforce.com/id/00D1a000000H3O9EAK/0051a000000UGT8AAO","token_type":"Bearer","issued_at":"1435269208465"}"""
                .formatted(accessToken);
    }

    private static String token(final String accessToken, final String refreshToken) {
        return token(accessToken).replace("\"token_type\"", "\"refresh_token\":\"%s\",\"token_type\"".formatted(refreshToken));
    }

    private Map<String, String> form() {
        return Stream.of(new String(salesforce.lastCall().body(), StandardCharsets.UTF_8).split("&")).map(field -> field.split("="))
                .collect(Collectors.toMap(field -> field[0], field -> URLDecoder.decode(field[1], StandardCharsets.UTF_8)));
    }

    private record FakeTokenProvider(String first, String later) implements TokenProvider {

        @Override
        public Secret token() {
            return new Secret(first);
        }

        @Override
        public Secret tokenInsteadOf(final Secret refused) {
            return new Secret(later);
        }
    }
}
