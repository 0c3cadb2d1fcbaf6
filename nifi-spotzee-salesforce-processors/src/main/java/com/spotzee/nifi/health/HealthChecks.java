package com.spotzee.nifi.health;

import com.spotzee.nifi.health.HealthFinding.Verdict;
import com.spotzee.nifi.integration.IntegrationSettings;
import com.spotzee.nifi.integration.ObjectPlan;
import com.spotzee.nifi.ledger.DeliveryLedger;
import com.spotzee.nifi.salesforce.SalesforceClient;
import com.spotzee.nifi.salesforce.SalesforceFailure;
import com.spotzee.nifi.salesforce.SalesforceObject;
import com.spotzee.nifi.sync.SyncHistory;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Supplier;

/**
 * Finds out whether an integration is well, with a few read-only calls, and says what to do where it is not: two API calls of Salesforce, one more for
 * each object of which the user sees no record, and two requests to Spotzee.
 */
public final class HealthChecks {

    private final Subject subject;
    private final InstantSource clock;
    private final Watch watch;

    /**
     * Checks of one integration.
     *
     * @param subject the integration
     * @param clock   this machine's clock, by which syncs are noted as completed
     * @param watch   what earlier looks at it tell
     */
    public HealthChecks(final Subject subject, final InstantSource clock, final Watch watch) {
        this.subject = subject;
        this.clock = clock;
        this.watch = watch;
    }

    /**
     * What is checked.
     *
     * @param settings   the integration's settings
     * @param client     the client it reads through
     * @param claim      comes before anything else is asked of Salesforce
     * @param planner    binds its rules and mappings to the org
     * @param history    its last syncs
     * @param ledger     what is under way
     * @param optOuts    whether its opt-outs find their way
     * @param spotzeeKey whether Spotzee accepts the key
     */
    public record Subject(IntegrationSettings settings, SalesforceClient client, Claim claim, Planner planner, SyncHistory history,
                          DeliveryLedger ledger, OptOutCheck optOuts, SpotzeeKeyCheck spotzeeKey) {
    }

    /** Makes sure that the org is the integration's. */
    @FunctionalInterface
    public interface Claim {
        void make() throws SalesforceFailure;
    }

    /** Binds rules and mappings to an object as the org shows it now. */
    @FunctionalInterface
    public interface Planner {
        ObjectPlan plan(SalesforceObject object) throws SalesforceFailure;
    }

    /** Runs all checks. */
    public HealthReport run() {
        final Instant begun = clock.instant();
        final OrgLook look = new OrgLook(subject.client(), subject.claim(), subject.settings().objects());
        final HealthFinding credentials = finding(HealthCheckName.CREDENTIALS, look::credentials);
        final ClockCheck time = ClockCheck.at(subject.client(), clock.instant());
        final ApiLimitCheck limits = new ApiLimitCheck(subject.client());
        final SyncChecks syncs = SyncChecks.of(subject.settings(), subject.history(), subject.ledger(), watch);
        final List<HealthFinding> findings = List.of(credentials,
                finding(HealthCheckName.FIELD_MAPPINGS, new FieldMappingCheck(subject.settings().objects(), subject.planner())::verdict),
                finding(HealthCheckName.API_LIMITS, limits::verdict),
                finding(HealthCheckName.SYNC_STALENESS, () -> syncs.staleness(clock.instant())),
                finding(HealthCheckName.LAST_SYNC, syncs::lastAttempt),
                finding(HealthCheckName.OPEN_SYNCS, () -> syncs.openSyncs(clock.instant(), time.salesforceTime())),
                finding(HealthCheckName.OPT_OUTS, subject.optOuts()::verdict),
                finding(HealthCheckName.ORGANIZATION, look::organization),
                finding(HealthCheckName.VISIBILITY, look::visibility),
                finding(HealthCheckName.CLOCK, time::verdict),
                finding(HealthCheckName.SPOTZEE_KEY, subject.spotzeeKey()::verdict));
        return new HealthReport(findings, begun, Duration.between(begun, clock.instant()),
                new HealthFigures(limits.usage().orElse(null), time.salesforceTime().orElse(null), syncs.objects()));
    }

    private HealthFinding finding(final HealthCheckName name, final Supplier<Verdict> check) {
        final Instant begun = clock.instant();
        final Verdict verdict = check.get();
        return new HealthFinding(name, verdict, begun, Duration.between(begun, clock.instant()));
    }

    static String ended(final String sentence) {
        return sentence.endsWith(".") || sentence.endsWith("?") ? sentence : sentence + ".";
    }
}
