package com.spotzee.nifi.processors;

import com.spotzee.nifi.sandbox.salesforce.faults.Fault;
import com.spotzee.nifi.sandbox.salesforce.faults.RequestKind;
import com.spotzee.nifi.sandbox.salesforce.faults.When;
import com.spotzee.nifi.sandbox.salesforce.oauth.TokenRefusal;
import com.spotzee.nifi.services.EmulatedOrgRunner;
import org.apache.nifi.reporting.InitializationException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.util.Map;

import static com.spotzee.nifi.troubleshooting.TroubleshootingGuide.entry;

/** Salesforce refuses the login, or what the login is for. */
class RefusedLoginTroublesTest {

    private TroubledFlow flow;

    @BeforeEach
    void start() throws InitializationException {
        flow = new TroubledFlow(Map.of());
    }

    @AfterEach
    void stop() {
        flow.close();
    }

    @Test
    @DisplayName("troubleshooting.md#login-the-app-is-not-approved")
    void namesTheApprovalThatIsMissing() throws IOException {
        flow.org().refuseLogins(TokenRefusal.APP_NOT_APPROVED);
        flow.sync().readOnly();
        entry("login-the-app-is-not-approved").assertShownIn(flow.log());
        entry("login-the-app-is-not-approved").assertShownIn(flow.healthCheck());
    }

    @Test
    @DisplayName("troubleshooting.md#login-the-user-lacks-api-access")
    void namesThePermissionThatIsMissing() throws IOException {
        final Fault disabled = Fault.error(403, "API_CURRENTLY_DISABLED", "API is not enabled for this Organization or User");
        flow.org().faults().add(When.always().on(RequestKind.QUERY, RequestKind.COMPOSITE, RequestKind.DESCRIBE, RequestKind.LIMITS), disabled);
        flow.sync().readOnly();
        entry("login-the-user-lacks-api-access").assertShownIn(flow.log());
        entry("login-the-user-lacks-api-access").assertShownIn(flow.healthCheck());
    }

    @Test
    @DisplayName("troubleshooting.md#login-the-wrong-environment")
    void saysWhatToTypeInsteadOfTheWrongHost() throws IOException, InitializationException {
        flow.org().refuseLogins(TokenRefusal.WRONG_DOMAIN);
        flow.sync().readOnly();
        entry("login-the-wrong-environment").assertShownIn(flow.log(), EmulatedOrgRunner.explanationOfCustomDomain("acme.com"));
    }

    @Test
    @DisplayName("troubleshooting.md#login-the-session-or-its-policy-has-ended")
    void saysThatANewRefreshTokenIsNeeded() throws IOException {
        flow.org().refuseLogins(TokenRefusal.REFRESH_TOKEN_DEAD);
        flow.sync().readOnly();
        entry("login-the-session-or-its-policy-has-ended").assertShownIn(flow.log());
        entry("login-the-session-or-its-policy-has-ended").assertShownIn(flow.healthCheck());
    }
}
