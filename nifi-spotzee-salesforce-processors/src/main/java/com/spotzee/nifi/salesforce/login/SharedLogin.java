package com.spotzee.nifi.salesforce.login;

import com.spotzee.nifi.http.Cancellation;
import com.spotzee.nifi.http.HttpExchange;
import com.spotzee.nifi.http.Secret;
import com.spotzee.nifi.salesforce.SalesforceFailure;
import com.spotzee.nifi.salesforce.Session;
import com.spotzee.nifi.salesforce.Sessions;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The login of a connection. One thread at a time logs in, the others wait for its result, good or bad. A token is kept until Salesforce
 * refuses it. A refusal is remembered for a moment, so that a wrong setting does not become a storm of logins, which locks users out.
 */
public final class SharedLogin implements Sessions {

    private static final Duration REFUSAL_REMEMBERED = Duration.ofSeconds(10);
    private static final long LOOK_UP_MILLIS = 200;

    private final SalesforceHost host;
    private final Grant grant;
    private final InstantSource clock;
    private final TokenEndpoint endpoint;
    private final ReentrantLock loggingIn = new ReentrantLock();
    private volatile Session session;
    private Secret rotatedRefreshToken;
    private SalesforceFailure refusal;
    private Instant refusedAt;

    public SharedLogin(final SalesforceHost host, final Grant grant, final HttpExchange http, final InstantSource clock) {
        this.host = host;
        this.grant = grant;
        this.clock = clock;
        this.endpoint = new TokenEndpoint(http, host);
    }

    @Override
    public Session current() throws SalesforceFailure {
        final Session known = session;
        return known != null ? known : logIn(null);
    }

    @Override
    public Session insteadOf(final Session refused) throws SalesforceFailure {
        return logIn(refused);
    }

    /** Whether Salesforce replaced the configured refresh token, which is then dead: after a restart the login would be refused. */
    public boolean refreshTokenRotated() {
        loggingIn.lock();
        try {
            return rotatedRefreshToken != null;
        } finally {
            loggingIn.unlock();
        }
    }

    private Session logIn(final Session refused) throws SalesforceFailure {
        takeTurn();
        try {
            if (session != null && session != refused) {
                return session;
            }
            if (refusal != null && clock.instant().isBefore(refusedAt.plus(REFUSAL_REMEMBERED))) {
                throw refusal;
            }
            session = null;
            session = granted(refused);
            refusal = null;
            return session;
        } catch (final SalesforceFailure.LoginRefused failure) {
            if (failure != refusal) {
                refusal = failure;
                refusedAt = clock.instant();
            }
            throw failure;
        } finally {
            loggingIn.unlock();
        }
    }

    private void takeTurn() throws SalesforceFailure {
        final Cancellation cancellation = Cancellation.current();
        try {
            while (!loggingIn.tryLock(LOOK_UP_MILLIS, TimeUnit.MILLISECONDS)) {
                if (cancellation.isCancelled()) {
                    throw new SalesforceFailure.Unavailable("The wait for the login at %s was cancelled.".formatted(host), null);
                }
            }
        } catch (final InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new SalesforceFailure.Unavailable("The wait for the login at %s was interrupted.".formatted(host), interrupted);
        }
    }

    private Session granted(final Session refused) throws SalesforceFailure {
        return switch (grant) {
            case Grant.ClientCredentials(String clientId, Secret clientSecret) -> {
                final Map<String, String> form = form("client_credentials", clientId);
                form.put("client_secret", clientSecret.reveal());
                yield endpoint.ask(form).session();
            }
            case Grant.RefreshToken refresh -> refreshed(refresh);
            case Grant.JwtBearer jwt -> endpoint.ask(new LinkedHashMap<>(Map.of(
                    "grant_type", "urn:ietf:params:oauth:grant-type:jwt-bearer", "assertion", JwtAssertion.of(jwt, host, clock.instant())))).session();
            case Grant.ProvidedToken(TokenProvider provider) -> provided(provider, refused);
        };
    }

    private Session refreshed(final Grant.RefreshToken refresh) throws SalesforceFailure {
        final Map<String, String> form = form("refresh_token", refresh.clientId());
        refresh.clientSecret().ifPresent(secret -> form.put("client_secret", secret.reveal()));
        form.put("refresh_token", (rotatedRefreshToken == null ? refresh.refreshToken() : rotatedRefreshToken).reveal());
        final TokenEndpoint.Granted granted = endpoint.ask(form);
        granted.refreshToken().filter(token -> !token.equals(refresh.refreshToken())).ifPresent(token -> rotatedRefreshToken = token);
        return granted.session();
    }

    private Session provided(final TokenProvider provider, final Session refused) throws SalesforceFailure {
        if (refused == null) {
            return new Session(host.url(), provider.token(), null);
        }
        final Secret token = provider.tokenInsteadOf(refused.accessToken());
        if (token.equals(refused.accessToken())) {
            throw new SalesforceFailure.LoginRefused("Salesforce refused the token of the Access Token Provider, and the provider gave the same one again: "
                    + "disable and enable the provider, or choose another Authentication Strategy, which renews its token by itself.");
        }
        return new Session(host.url(), token, null);
    }

    private static Map<String, String> form(final String grantType, final String clientId) {
        final Map<String, String> form = new LinkedHashMap<>();
        form.put("grant_type", grantType);
        form.put("client_id", clientId);
        return form;
    }
}
