package com.spotzee.nifi.health;

import com.spotzee.nifi.health.HealthFinding.Verdict;
import com.spotzee.nifi.spotzee.SpotzeeClient;
import com.spotzee.nifi.spotzee.SpotzeeFailure;
import com.spotzee.nifi.spotzee.SpotzeeIdentity;

/** Whether the key opens a Spotzee project: one that is wrong, revoked or of another kind does not. */
public final class SpotzeeKeyCheck {

    private final SpotzeeClient client;

    /**
     * A check.
     *
     * @param client the project's client, or null if that is not to be checked
     */
    public SpotzeeKeyCheck(final SpotzeeClient client) {
        this.client = client;
    }

    Verdict verdict() {
        if (client == null) {
            return Verdict.unknown("Whether the Spotzee key works is checked once Spotzee Project is named here.");
        }
        try {
            final SpotzeeIdentity project = client.me();
            return Verdict.passed("The key opens project '%s' (id %d).".formatted(project.name(), project.projectId()));
        } catch (final SpotzeeFailure.Denied denied) {
            return Verdict.failed(HealthChecks.ended(denied.getMessage()),
                    "Nothing is lost meanwhile: what was read waits in the queue before PutSpotzeeUsers.");
        } catch (final SpotzeeFailure other) {
            return Verdict.failed("Spotzee could not be asked whether the key works: " + HealthChecks.ended(other.getMessage()),
                    "The next check tries again; what was read waits in the queue before PutSpotzeeUsers. If this lasts, look at the network, the proxy and "
                            + "Spotzee's status page.");
        }
    }
}
