package com.spotzee.nifi.salesforce.login;

import com.spotzee.nifi.http.Cancellation;
import com.spotzee.nifi.http.HttpExchange;
import com.spotzee.nifi.http.Secret;
import com.spotzee.nifi.salesforce.SalesforceFailure;
import com.spotzee.nifi.salesforce.Session;
import com.spotzee.nifi.salesforce.Sessions;

import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The login of a connection. One thread at a time logs in, the others wait for its result, good or bad. A token is kept until Salesforce
 * refuses it. What came of the last attempt is remembered until the next one may be made ({@link LoginPace}), so that neither a wrong setting nor
 * tokens that are refused at once become a storm of logins, which locks users out. A new configuration is a new object and starts afresh.
 */
public final class SharedLogin implements Sessions {

    private static final long LOOK_UP_MILLIS = 200;

    private final SalesforceHost host;
    private final Grant grant;
    private final InstantSource clock;
    private final TokenEndpoint endpoint;
    private final ReentrantLock loggingIn = new ReentrantLock();
    private final LoginPace pace;
    private volatile Session session;
    private volatile Session accepted;
    private SalesforceFailure lastFailure;
    private boolean rotated;

    public SharedLogin(final SalesforceHost host, final Grant grant, final HttpExchange http, final InstantSource clock) {
        this.host = host;
        this.grant = grant;
        this.clock = clock;
        this.endpoint = new TokenEndpoint(http, host);
        this.pace = new LoginPace(clock);
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

    @Override
    public void accepted(final Session good) {
        accepted = good;
    }

    private Session logIn(final Session refused) throws SalesforceFailure {
        takeTurn();
        try {
            if (session != null && session != refused) {
                return session;
            }
            if (session != null) {
                noteEndOf(session);
                session = null;
            }
            waitForNothing();
            pace.attempted();
            session = remembered(refused);
            return session;
        } finally {
            loggingIn.unlock();
        }
    }

    private Session remembered(final Session refused) throws SalesforceFailure {
        try {
            final Session granted = granted(refused);
            lastFailure = null;
            return granted;
        } catch (final SalesforceFailure failure) {
            final boolean unanswered = failure instanceof SalesforceFailure.Unavailable unavailable
                    && unavailable.reach() != SalesforceFailure.Reach.ANSWERED;
            if (!unanswered) {
                pace.refused();
            }
            lastFailure = failure;
            throw failure;
        }
    }

    private void noteEndOf(final Session ended) {
        if (ended == accepted) {
            pace.fruitful();
        } else {
            pace.grantedInVain();
        }
    }

    /** Fails if the next attempt may not be made yet: with what came of the last one, or else with why there are too many. */
    private void waitForNothing() throws SalesforceFailure {
        final Optional<Duration> wait = pace.toWait();
        if (lastFailure != null && (rotated || wait.isPresent())) {
            throw lastFailure instanceof SalesforceFailure.Unavailable
                    ? new SalesforceFailure.Unavailable(lastFailure.getMessage(), lastFailure, SalesforceFailure.Reach.NOT_TRIED) : lastFailure;
        }
        if (wait.isEmpty()) {
            return;
        }
        if (pace.inVain() > 0) {
            throw new SalesforceFailure.LoginRefused(("%s grants logins and refuses their tokens at once, %d times in a row: look at the app's policies (IP "
                    + "relaxation, session policies, high assurance) and at Setup, Login History. The next login is not tried within %d s.")
                    .formatted(host, pace.inVain(), wait.get().toSeconds()));
        }
        throw new SalesforceFailure.Unavailable("Sessions at %s ended several times within a minute; the next login is not tried within %d s. See in "
                .formatted(host, wait.get().toSeconds()) + "Setup, Session Management and Login History who ends them.", null,
                SalesforceFailure.Reach.NOT_TRIED);
    }

    private void takeTurn() throws SalesforceFailure {
        final Cancellation cancellation = Cancellation.current();
        try {
            while (!loggingIn.tryLock(LOOK_UP_MILLIS, TimeUnit.MILLISECONDS)) {
                if (cancellation.isCancelled()) {
                    throw new SalesforceFailure.Unavailable("The wait for the login at %s was cancelled.".formatted(host), null,
                            SalesforceFailure.Reach.NOT_TRIED);
                }
            }
        } catch (final InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new SalesforceFailure.Unavailable("The wait for the login at %s was interrupted.".formatted(host), interrupted,
                    SalesforceFailure.Reach.NOT_TRIED);
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
        form.put("refresh_token", refresh.refreshToken().reveal());
        final TokenEndpoint.Granted granted = endpoint.ask(form);
        if (granted.refreshToken().filter(token -> !token.equals(refresh.refreshToken())).isPresent()) {
            rotated = true;
            throw new SalesforceFailure.LoginRefused(("%s replaced the Refresh Token while it logged in (Refresh Token Rotation), and the one in the "
                    + "properties is dead now. A token that changes can't be kept safely here: switch the rotation off in the app's OAuth settings and "
                    + "connect again, or use JWT Bearer or Client Credentials.").formatted(host));
        }
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
