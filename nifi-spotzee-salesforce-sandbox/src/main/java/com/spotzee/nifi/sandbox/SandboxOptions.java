package com.spotzee.nifi.sandbox;

import com.spotzee.nifi.sandbox.data.OrgContent;
import com.spotzee.nifi.sandbox.salesforce.NullSemantics;
import com.spotzee.nifi.sandbox.salesforce.OrgClock;
import com.spotzee.nifi.sandbox.salesforce.OrgSettings;
import com.spotzee.nifi.sandbox.spotzee.ProjectSettings;
import com.spotzee.nifi.sandbox.spotzee.RateLimits;

import java.nio.file.Path;
import java.util.Objects;

/**
 * How a sandbox is started. Port 0 takes a free port.
 *
 * @param content   where the org's records come from
 * @param org       how the emulated org is set up
 * @param project   how the emulated project is set up
 * @param adminPort where the admin API listens
 */
public record SandboxOptions(OrgContent content, OrgSettings org, ProjectSettings project, int adminPort) {
    private static final int LAST_PORT = 65_535;

    /** Checks. */
    public SandboxOptions {
        Objects.requireNonNull(content, "content");
        Objects.requireNonNull(org, "org");
        Objects.requireNonNull(project, "project");
        if (adminPort < 0 || adminPort > LAST_PORT) {
            throw new IllegalArgumentException("The port of the admin API must lie between 0 and " + LAST_PORT + ", not " + adminPort + ".");
        }
    }

    /** The demo export on free ports, everything as strict as the real services, one clock for both sides. */
    public static SandboxOptions defaults() {
        return new SandboxOptions(new OrgContent.Demo(), OrgSettings.defaults(), ProjectSettings.defaults(), 0).withClock(OrgClock.system());
    }

    /** With other records in the org. */
    public SandboxOptions withContent(final OrgContent other) {
        return new SandboxOptions(other, org, project, adminPort);
    }

    /** With invented people instead of the demo export. */
    public SandboxOptions withRecords(final int people, final long seed) {
        return withContent(new OrgContent.Generated(people, seed));
    }

    /** With an export's records instead of the demo export. */
    public SandboxOptions withData(final Path folder) {
        return withContent(new OrgContent.Export(folder));
    }

    /** With the emulated org on another port. */
    public SandboxOptions withSalesforcePort(final int port) {
        return withOrg(org.withPort(port));
    }

    /** With the emulated project on another port. */
    public SandboxOptions withSpotzeePort(final int port) {
        return withProject(project.withPort(port));
    }

    /** With the admin API on another port. */
    public SandboxOptions withAdminPort(final int port) {
        return new SandboxOptions(content, org, project, port);
    }

    /** With Spotzee's rate limits enforced or not. */
    public SandboxOptions withRateLimits(final boolean enforced) {
        return withProject(project.withRateLimits(enforced ? RateLimits.documented() : RateLimits.none()));
    }

    /** With empty fields treated otherwise in negated conditions. */
    public SandboxOptions withNullSemantics(final NullSemantics semantics) {
        return withOrg(org.withNullSemantics(semantics));
    }

    /** With another clock for both sides. */
    public SandboxOptions withClock(final OrgClock clock) {
        return new SandboxOptions(content, org.withClock(clock), project.withClock(clock), adminPort);
    }

    /** With the emulated org set up otherwise. */
    public SandboxOptions withOrg(final OrgSettings settings) {
        return new SandboxOptions(content, settings, project, adminPort);
    }

    /** With the emulated project set up otherwise. */
    public SandboxOptions withProject(final ProjectSettings settings) {
        return new SandboxOptions(content, org, settings, adminPort);
    }
}
