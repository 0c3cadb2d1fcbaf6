package com.spotzee.nifi.sandbox;

import com.spotzee.nifi.sandbox.admin.AdminApi;
import com.spotzee.nifi.sandbox.data.OrgFiller;
import com.spotzee.nifi.sandbox.salesforce.EmulatedOrg;
import com.spotzee.nifi.sandbox.spotzee.EmulatedProject;

import java.net.URI;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * A running sandbox: an emulated Salesforce org with records, an emulated Spotzee project without users, and the admin API that changes the one and
 * shows both. Also the program that starts one from the command line.
 */
public final class Sandbox implements AutoCloseable {
    private final Deque<Runnable> parts = new ArrayDeque<>();
    private final EmulatedOrg org;
    private final EmulatedProject project;
    private final AdminApi admin;

    private Sandbox(final SandboxOptions options) {
        boolean complete = false;
        try {
            // All ports first: loading a large export only to find a port taken would waste the user's time.
            this.org = EmulatedOrg.start(options.org());
            parts.push(org::close);
            this.project = EmulatedProject.start(options.project());
            parts.push(project::close);
            this.admin = AdminApi.start(options.adminPort(), org, project, options.project().subscriptions());
            parts.push(admin::close);
            new OrgFiller(org.store(), org.edits()).fill(options.content());
            complete = true;
        } finally {
            if (!complete) {
                close();
            }
        }
    }

    /**
     * Starts a sandbox; it is complete when this returns.
     *
     * @throws com.spotzee.nifi.sandbox.http.PortTakenException if a port is not free
     * @throws com.spotzee.nifi.sandbox.data.UnreadableExportException if the export can't be loaded
     */
    public static Sandbox start(final SandboxOptions options) {
        return new Sandbox(options);
    }

    /** Starts the command line program; {@code --help} explains it. */
    public static void main(final String[] arguments) {
        if (System.getProperty("org.slf4j.simpleLogger.defaultLogLevel") == null) {
            System.setProperty("org.slf4j.simpleLogger.defaultLogLevel", "warn");
        }
        System.exit(SandboxCommand.run(arguments));
    }

    /** The Salesforce side. */
    public EmulatedOrg org() {
        return org;
    }

    /** The Spotzee side. */
    public EmulatedProject project() {
        return project;
    }

    /** The admin API's address, {@code http://127.0.0.1:port}. */
    public URI adminUrl() {
        return admin.url();
    }

    /** The console's address, for a browser. */
    public URI consoleUrl() {
        return admin.consoleUrl();
    }

    @Override
    public void close() {
        while (!parts.isEmpty()) {
            parts.pop().run();
        }
    }
}
