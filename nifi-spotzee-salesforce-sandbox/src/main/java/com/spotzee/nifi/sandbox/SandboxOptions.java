package com.spotzee.nifi.sandbox;

import com.spotzee.nifi.sandbox.data.OrgContent;

import java.nio.file.Path;
import java.util.Objects;

/**
 * How a sandbox is started. Port 0 takes a free port.
 *
 * @param content        where the org's records come from
 * @param salesforcePort where the emulated org listens
 * @param spotzeePort    where the emulated project listens
 * @param adminPort      where the admin API listens
 * @param rateLimits     whether the emulated project enforces Spotzee's rate limits
 */
public record SandboxOptions(OrgContent content, int salesforcePort, int spotzeePort, int adminPort, boolean rateLimits) {
    private static final int LAST_PORT = 65_535;

    /** Checks. */
    public SandboxOptions {
        Objects.requireNonNull(content, "content");
        checkPort("Salesforce", salesforcePort);
        checkPort("Spotzee", spotzeePort);
        checkPort("admin", adminPort);
    }

    /** The demo export on free ports, everything as strict as the real services. */
    public static SandboxOptions defaults() {
        return new SandboxOptions(new OrgContent.Demo(), 0, 0, 0, true);
    }

    /** With invented people instead of the demo export. */
    public SandboxOptions withRecords(final int people, final long seed) {
        return new SandboxOptions(new OrgContent.Generated(people, seed), salesforcePort, spotzeePort, adminPort, rateLimits);
    }

    /** With an export's records instead of the demo export. */
    public SandboxOptions withData(final Path folder) {
        return new SandboxOptions(new OrgContent.Export(folder), salesforcePort, spotzeePort, adminPort, rateLimits);
    }

    /** With the emulated org on another port. */
    public SandboxOptions withSalesforcePort(final int port) {
        return new SandboxOptions(content, port, spotzeePort, adminPort, rateLimits);
    }

    /** With the emulated project on another port. */
    public SandboxOptions withSpotzeePort(final int port) {
        return new SandboxOptions(content, salesforcePort, port, adminPort, rateLimits);
    }

    /** With the admin API on another port. */
    public SandboxOptions withAdminPort(final int port) {
        return new SandboxOptions(content, salesforcePort, spotzeePort, port, rateLimits);
    }

    /** With Spotzee's rate limits enforced or not. */
    public SandboxOptions withRateLimits(final boolean enforced) {
        return new SandboxOptions(content, salesforcePort, spotzeePort, adminPort, enforced);
    }

    private static void checkPort(final String name, final int port) {
        if (port < 0 || port > LAST_PORT) {
            throw new IllegalArgumentException("The " + name + " port must lie between 0 and " + LAST_PORT + ", not " + port + ".");
        }
    }
}
