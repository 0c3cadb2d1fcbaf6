package com.spotzee.nifi.health;

import com.spotzee.nifi.health.HealthFinding.Verdict;
import com.spotzee.nifi.integration.IntegrationSettings;
import com.spotzee.nifi.integration.MissingField;
import com.spotzee.nifi.integration.ObjectPlan;
import com.spotzee.nifi.salesforce.ApiUsage;
import com.spotzee.nifi.salesforce.SalesforceClient;
import com.spotzee.nifi.salesforce.SalesforceFailure;
import com.spotzee.nifi.salesforce.SalesforceObject;
import com.spotzee.nifi.sync.LastSync;
import com.spotzee.nifi.sync.SyncHistory;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Finds out whether an integration is well, with a few read-only calls, and says what to do where it is not. */
public final class HealthChecks {

    private static final double LEAST_PERCENT_LEFT = 10;
    private static final int OVERDUE_FACTOR = 2;
    private static final double TENTHS = 10;

    private final Subject subject;
    private final InstantSource clock;
    private final Instant watchedSince;

    /**
     * Checks of one integration.
     *
     * @param subject      the integration
     * @param clock        this machine's clock, by which syncs are noted as completed
     * @param watchedSince since when the integration is watched: so long an integration without any sync is given the benefit of the doubt
     */
    public HealthChecks(final Subject subject, final InstantSource clock, final Instant watchedSince) {
        this.subject = subject;
        this.clock = clock;
        this.watchedSince = watchedSince;
    }

    /**
     * What is checked.
     *
     * @param settings the integration's settings
     * @param client   the client it reads through
     * @param planner  binds its rules and mappings to the org
     * @param history  its last syncs
     * @param optOuts  whether its opt-outs find their way
     */
    public record Subject(IntegrationSettings settings, SalesforceClient client, Planner planner, SyncHistory history, OptOutCheck optOuts) {
    }

    /** Binds rules and mappings to an object as the org shows it now. */
    @FunctionalInterface
    public interface Planner {
        ObjectPlan plan(SalesforceObject object) throws SalesforceFailure;
    }

    @FunctionalInterface
    private interface Check {
        Verdict verdict();
    }

    /** Runs all checks. */
    public HealthReport run() {
        final Instant begun = clock.instant();
        final List<HealthFinding> findings = List.of(
                finding(HealthCheckName.CREDENTIALS, this::credentials),
                finding(HealthCheckName.FIELD_MAPPINGS, this::fieldMappings),
                finding(HealthCheckName.API_LIMITS, this::apiLimits),
                finding(HealthCheckName.SYNC_STALENESS, this::syncStaleness),
                finding(HealthCheckName.OPT_OUTS, subject.optOuts()::verdict));
        return new HealthReport(findings, begun, Duration.between(begun, clock.instant()));
    }

    private HealthFinding finding(final HealthCheckName name, final Check check) {
        final Instant begun = clock.instant();
        final Verdict verdict = check.verdict();
        return new HealthFinding(name, verdict, begun, Duration.between(begun, clock.instant()));
    }

    private Verdict credentials() {
        final String object = subject.settings().objects().getFirst().apiName();
        try {
            subject.client().query("SELECT Id FROM %s LIMIT 1".formatted(object), salesforceRecord -> { });
            return Verdict.passed("Salesforce accepts the login.");
        } catch (final SalesforceFailure.LoginRefused | SalesforceFailure.AccessDenied refused) {
            return Verdict.failed(refused.getMessage(), "Repair the Salesforce Connection and reconnect; rules, mappings and history stay as they are.");
        } catch (final SalesforceFailure.WrongOrganization elsewhere) {
            return Verdict.failed(elsewhere.getMessage(), "Nothing is synced until somebody decides.");
        } catch (final SalesforceFailure.Unavailable | SalesforceFailure.NotUnderstood unreachable) {
            return Verdict.failed("Whether the login is still good could not be found out: " + unreachable.getMessage(),
                    "The next check tries again; if this lasts, look at the network, the proxy and status.salesforce.com.");
        } catch (final SalesforceFailure answered) {
            // Salesforce looks at the token first: whatever else it says, it has accepted that
            return Verdict.passed("Salesforce accepts the login.");
        } catch (final IOException never) {
            throw new IllegalStateException(never);
        }
    }

    private Verdict fieldMappings() {
        final Set<String> broken = new LinkedHashSet<>();
        for (final SalesforceObject object : subject.settings().objects()) {
            try {
                final ObjectPlan plan = subject.planner().plan(object);
                findings(plan).forEach(finding -> broken.add("%s, %s: %s".formatted(object.apiName(), finding.usedBy(), ended(finding.reason()))));
            } catch (final SalesforceFailure.NotFound hidden) {
                broken.add(hidden.getMessage());
            } catch (final SalesforceFailure notNow) {
                return Verdict.unknown("Salesforce could not be asked for the fields of %s: %s".formatted(object, notNow.getMessage()));
            }
        }
        if (broken.isEmpty()) {
            return Verdict.passed("Every field that rules and mappings name is there and readable.");
        }
        return Verdict.failed(String.join(" ", broken),
                "Repair each row: pick the field's new name, remove the row, or give the connecting user access to the field (Setup, Permission Sets).");
    }

    private static List<MissingField> findings(final ObjectPlan plan) {
        final List<MissingField> findings = new ArrayList<>(plan.missing());
        findings.addAll(plan.brokenRules());
        plan.optOut().ifPresent(optOut -> findings.addAll(optOut.unreadable()));
        return findings;
    }

    private Verdict apiLimits() {
        final String action = "Look at Setup, System Overview in Salesforce, for what uses the calls up; a larger Sync Frequency needs fewer.";
        try {
            final Optional<ApiUsage> usage = subject.client().apiUsage();
            if (usage.isEmpty()) {
                return Verdict.unknown("Salesforce does not tell this user the API usage: the permission View Setup and Configuration is missing.");
            }
            final String detail = String.format(Locale.ROOT, "%d of %d API calls of the last 24 hours are used; %.1f %% are left.",
                    usage.get().used(), usage.get().allowed(), Math.floor(usage.get().percentLeft() * TENTHS) / TENTHS);
            return usage.get().percentLeft() > LEAST_PERCENT_LEFT ? Verdict.passed(detail) : Verdict.failed(detail, action);
        } catch (final SalesforceFailure.AllowanceUsedUp usedUp) {
            return Verdict.failed(usedUp.getMessage(), action);
        } catch (final SalesforceFailure notNow) {
            return Verdict.unknown("Salesforce could not be asked for the API usage: " + notNow.getMessage());
        }
    }

    private Verdict syncStaleness() {
        final Duration longest = subject.settings().syncFrequency().multipliedBy(OVERDUE_FACTOR);
        final Instant oldest = clock.instant().minus(longest);
        final List<String> stale = new ArrayList<>();
        final List<String> pending = new ArrayList<>();
        try {
            for (final SalesforceObject object : subject.settings().objects()) {
                final Optional<LastSync> last = subject.history().lastSync(object.apiName());
                if (last.isPresent() && last.get().completedAt().isBefore(oldest)) {
                    stale.add("The last sync of %s was completed at %s, more than %s ago.".formatted(object, last.get().completedAt(), minutes(longest)));
                } else if (last.isEmpty() && watchedSince.isBefore(oldest)) {
                    stale.add("No sync of %s has been completed yet.".formatted(object));
                } else if (last.isEmpty()) {
                    pending.add(object.apiName());
                }
            }
        } catch (final IOException unreadable) {
            return Verdict.failed("NiFi's cluster state could not be read, so the last sync is not known.", "Look at NiFi's log and its state provider.");
        }
        if (!stale.isEmpty()) {
            return Verdict.failed(String.join(" ", stale), "Read the latest sync_failed among the events; "
                    + "see that QuerySalesforceIncremental runs and that no queue is held up.");
        }
        return pending.isEmpty() ? Verdict.passed("The last sync of every object is no older than %s.".formatted(minutes(longest)))
                : Verdict.unknown("No sync of %s has been completed yet; the first may be running.".formatted(String.join(", ", pending)));
    }

    static String ended(final String sentence) {
        return sentence.endsWith(".") || sentence.endsWith("?") ? sentence : sentence + ".";
    }

    private static String minutes(final Duration duration) {
        return duration.compareTo(Duration.ofMinutes(OVERDUE_FACTOR)) < 0 ? duration.toSeconds() + " s" : duration.toMinutes() + " min";
    }
}
