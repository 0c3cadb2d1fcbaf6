package com.spotzee.nifi.sandbox.salesforce;

import com.spotzee.nifi.sandbox.http.BodyTooLargeException;
import com.spotzee.nifi.sandbox.http.Exchange;
import com.spotzee.nifi.sandbox.http.HttpSite;
import com.spotzee.nifi.sandbox.http.RecordedRequest;
import com.spotzee.nifi.sandbox.http.RequestLog;
import com.spotzee.nifi.sandbox.http.Routes;
import com.spotzee.nifi.sandbox.salesforce.bulk.BulkJobs;
import com.spotzee.nifi.sandbox.salesforce.edit.OrgEdits;
import com.spotzee.nifi.sandbox.salesforce.faults.FaultPlayer;
import com.spotzee.nifi.sandbox.salesforce.faults.Faults;
import com.spotzee.nifi.sandbox.salesforce.oauth.AuthorizationApi;
import com.spotzee.nifi.sandbox.salesforce.oauth.ExternalClientApp;
import com.spotzee.nifi.sandbox.salesforce.oauth.JwtBearer;
import com.spotzee.nifi.sandbox.salesforce.oauth.OAuthApi;
import com.spotzee.nifi.sandbox.salesforce.oauth.OrgIdentity;
import com.spotzee.nifi.sandbox.salesforce.oauth.Sessions;
import com.spotzee.nifi.sandbox.salesforce.oauth.TokenGrants;
import com.spotzee.nifi.sandbox.salesforce.oauth.TokenRefusal;
import com.spotzee.nifi.sandbox.salesforce.rest.ApiUsage;
import com.spotzee.nifi.sandbox.salesforce.rest.DataApi;
import com.spotzee.nifi.sandbox.salesforce.rest.QueryMood;
import com.spotzee.nifi.sandbox.salesforce.store.OrgStore;
import org.eclipse.jetty.http.HttpException;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.PrivateKey;
import java.util.List;
import java.util.Optional;

/**
 * A Salesforce org on a port of 127.0.0.1: its own login host and its own instance, as an org with a My Domain is. What is read through the
 * API can't be changed through it; {@link #edits()} changes the org as people would.
 */
public final class EmulatedOrg implements AutoCloseable {

    private static final System.Logger LOG = System.getLogger(EmulatedOrg.class.getName());

    private final OrgSettings settings;
    private final OrgStore store;
    private final OrgEdits edits;
    private final OrgIdentity identity;
    private final Sessions sessions;
    private final JwtBearer jwt = new JwtBearer();
    private final ExternalClientApp app = new ExternalClientApp();
    private final TokenGrants grants;
    private final ApiUsage usage;
    private final BulkJobs bulk;
    private final DataApi dataApi;
    private final Faults faults;
    private final FaultPlayer faultPlayer;
    private final OAuthApi oauth;
    private final Routes oauthRoutes;
    private final RequestLog log = new RequestLog();
    private final HttpSite site;

    private EmulatedOrg(final OrgSettings settings, final OrgStore store) {
        this.settings = settings;
        this.store = store;
        this.edits = new OrgEdits(store);
        this.identity = OrgIdentity.of(settings.organization(), store.adminUserId(), store.adminUsername());
        this.sessions = new Sessions(settings.clock(), store::endSession);
        this.grants = new TokenGrants(identity, app, sessions, jwt, settings.clock());
        this.usage = new ApiUsage(settings.apiLimit());
        this.bulk = new BulkJobs(store);
        this.dataApi = new DataApi(store, sessions, usage, bulk, settings.apiVersions());
        this.faults = new Faults(settings.clock());
        this.faultPlayer = new FaultPlayer(faults, sessions, usage, store);
        this.oauth = new OAuthApi(identity, sessions, grants, settings.clock(), this::url);
        this.oauthRoutes = new AuthorizationApi(identity, app, grants).addTo(oauth.addTo(Routes.builder())).build();
        this.site = HttpSite.start("the Salesforce org", settings.port(), settings.clock(), log, this::answer);
    }

    /**
     * Starts an org without records.
     *
     * @throws com.spotzee.nifi.sandbox.http.PortTakenException if the port is not free
     */
    public static EmulatedOrg start(final OrgSettings settings) {
        final OrgStore store = OrgStore.open(settings);
        boolean started = false;
        try {
            final EmulatedOrg org = new EmulatedOrg(settings, store);
            started = true;
            return org;
        } finally {
            if (!started) {
                store.close();
            }
        }
    }

    /** Where to log in and where to ask, {@code http://127.0.0.1:port}. */
    public URI url() {
        return site.url();
    }

    /** 18 characters. */
    public String organizationId() {
        return identity.organizationId();
    }

    public String clientId() {
        return identity.clientId();
    }

    public String clientSecret() {
        return identity.clientSecret();
    }

    /** The OAuth settings of the app. */
    public ExternalClientApp app() {
        return app;
    }

    /** A refresh token that works at this moment: that of the newest approval. */
    public String refreshToken() {
        return grants.refreshToken();
    }

    public String username() {
        return identity.username();
    }

    /** What a client signs its JWT with. */
    public PrivateKey jwtPrivateKey() {
        return jwt.privateKey();
    }

    /** The same as a PKCS#8 PEM text. */
    public String jwtPrivateKeyPem() {
        return jwt.privateKeyPem();
    }

    public OrgStore store() {
        return store;
    }

    public OrgEdits edits() {
        return edits;
    }

    /** What goes wrong, when it should. */
    public Faults faults() {
        return faults;
    }

    public OrgClock clock() {
        return settings.clock();
    }

    /** The newest requests, oldest first, without credentials. */
    public List<RecordedRequest> requests() {
        return log.requests();
    }

    /** Forgets the recorded requests. */
    public void clearRequests() {
        log.clear();
    }

    /** Ends every session: the next call of each client gets 401. */
    public void revokeTokens() {
        sessions.endAll();
    }

    /** Pretends that so many API calls of so many are used; none is answered any more once they are used up. */
    public void setApiUsage(final long used, final long max) {
        usage.set(used, max);
    }

    public ApiUsage apiUsage() {
        return usage;
    }

    /** The query jobs of Bulk API 2.0. */
    public BulkJobs bulk() {
        return bulk;
    }

    /** Refuses every further login that would succeed. */
    public void refuseLogins(final TokenRefusal refusal) {
        grants.refuseLogins(refusal);
    }

    /** Lets logins in again. */
    public void acceptLogins() {
        grants.refuseLogins(null);
    }

    /** Whether each use of a refresh token replaces it. */
    public void rotateRefreshTokens(final boolean on) {
        grants.rotate(on);
    }

    /** Whether the identity address names org and user by 15 characters instead of 18. */
    public void useShortIdentityIds(final boolean on) {
        oauth.shortIds(on);
    }

    @Override
    public void close() {
        faults.clear();
        site.close();
        bulk.close();
        store.close();
    }

    private void answer(final Exchange exchange) throws IOException {
        final Optional<QueryMood> mood = faultPlayer.play(exchange);
        if (mood.isEmpty()) {
            return;
        }
        if (DataApi.owns(exchange.pathSegments())) {
            dataApi.answer(exchange, mood.get());
            return;
        }
        try {
            switch (oauthRoutes.find(exchange)) {
                case Routes.Found found -> found.action().answer(exchange);
                case Routes.WrongMethod wrong -> oauth.fail(exchange, 400, "invalid_request", "must use HTTP " + String.join(" or ", wrong.allowed()));
                case Routes.Unknown unknown -> page(exchange, 404, "URL No Longer Exists");
            }
        } catch (final BodyTooLargeException | HttpException.RuntimeException e) {
            oauth.fail(exchange, 400, "invalid_request", "malformed request");
        } catch (final RuntimeException e) {
            if (exchange.sent()) {
                throw e;
            }
            LOG.log(System.Logger.Level.ERROR, "The Salesforce org failed at " + exchange.method() + " " + exchange.path(), e);
            oauth.fail(exchange, 400, "unknown_error", "retry your request");
        }
    }

    /** Outside its APIs Salesforce answers with pages for people. */
    private static void page(final Exchange exchange, final int status, final String title) throws IOException {
        final String html = "<html><head><title>" + title + "</title></head><body>" + title + "</body></html>";
        exchange.bytes(status, "text/html;charset=UTF-8", html.getBytes(StandardCharsets.UTF_8));
    }
}
