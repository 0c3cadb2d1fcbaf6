package com.spotzee.nifi.system.demo;

import com.spotzee.nifi.sandbox.Sandbox;
import com.spotzee.nifi.system.Deadline;
import com.spotzee.nifi.system.compare.Comparison;
import com.spotzee.nifi.system.compare.ComparisonResult;
import com.spotzee.nifi.system.flow.SyncFlow;
import com.spotzee.nifi.system.flow.TemplateNames;
import com.spotzee.nifi.system.rest.NiFiApi;
import com.spotzee.nifi.system.runtime.NiFiAssembly;
import com.spotzee.nifi.system.runtime.NiFiInstance;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;

/** Both emulated sides and a real NiFi with our template between them, its parameters filled; closing it stops everything it has started. */
public final class DemoWorld implements AutoCloseable {

    public static final String INTEGRATION_ID = "demo";
    /** Both e-mail subscriptions of the emulated project. */
    private static final Set<Long> OPT_OUT_SUBSCRIPTIONS = Set.of(1L, 2L);

    private final Sandbox sandbox;
    private final NiFiInstance nifi;
    private final SyncFlow flow;
    private final AtomicBoolean closed = new AtomicBoolean();

    private DemoWorld(final Sandbox sandbox, final NiFiInstance nifi, final SyncFlow flow) {
        this.sandbox = sandbox;
        this.nifi = nifi;
        this.flow = flow;
    }

    /** Takes a running sandbox over, starts NiFi beside it, and imports the template from the project's folder; nothing syncs yet. */
    public static DemoWorld around(final Sandbox sandbox, final Path nifiHome, final int nifiPort, final Duration frequency) {
        final NiFiInstance nifi = NiFiInstance.start(NiFiAssembly.ofThisBuild(), nifiHome, nifiPort);
        boolean whole = false;
        try {
            final SyncFlow flow = flow(sandbox, nifi.api(), frequency);
            whole = true;
            return new DemoWorld(sandbox, nifi, flow);
        } finally {
            if (!whole) {
                nifi.close();
            }
        }
    }

    /** Imports the template from the project's folder and fills its parameters; nothing syncs yet. */
    public static SyncFlow flow(final Sandbox sandbox, final NiFiApi nifi, final Duration frequency) {
        final SyncFlow flow = SyncFlow.imported(nifi, TemplateNames.file(NiFiAssembly.projectRootOfThisBuild()));
        flow.setParameters(parameters(sandbox, frequency));
        return flow;
    }

    /** Compares the records of one object with their users. */
    public static ComparisonResult compare(final Sandbox sandbox, final String object) {
        return Comparison.ofObject(object, sandbox.org().store(), sandbox.project(), INTEGRATION_ID, OPT_OUT_SUBSCRIPTIONS);
    }

    /** What a user would type into the parameter context. */
    private static Map<String, String> parameters(final Sandbox sandbox, final Duration frequency) {
        final Map<String, String> values = new HashMap<>();
        values.put(TemplateNames.INTEGRATION_ID, INTEGRATION_ID);
        values.put(TemplateNames.SYNC_FREQUENCY, frequency.toSeconds() + " sec");
        values.put(TemplateNames.SALESFORCE_ENVIRONMENT, "Custom Domain");
        values.put(TemplateNames.SALESFORCE_DOMAIN, sandbox.org().url().toString());
        values.put(TemplateNames.SALESFORCE_CLIENT_ID, sandbox.org().clientId());
        values.put(TemplateNames.SALESFORCE_CLIENT_SECRET, sandbox.org().clientSecret());
        values.put(TemplateNames.SPOTZEE_URL, sandbox.project().url().toString());
        values.put(TemplateNames.SPOTZEE_KEY, sandbox.project().secretKey());
        values.put(TemplateNames.OPT_OUT_SUBSCRIPTIONS, "1, 2");
        values.put(TemplateNames.MAPPING + "interests", "[Lead] Interests__c, [Contact] Interests__c");
        values.put(TemplateNames.MAPPING + "score", "[Lead] Score__c, [Contact] Score__c");
        return values;
    }

    public Sandbox sandbox() {
        return sandbox;
    }

    public NiFiInstance nifi() {
        return nifi;
    }

    public SyncFlow flow() {
        return flow;
    }

    /** Makes a working day's changes in the org. */
    public OrgChanges.Done change() {
        final OrgChanges.Done done = new OrgChanges(sandbox.org().store(), sandbox.org().edits()).make();
        // stamps are whole seconds: once the second is over, the next window holds every change
        final Instant last = sandbox.org().clock().stamp();
        Deadline.in(Duration.ofSeconds(10)).await("the org's second is over", () -> sandbox.org().clock().stamp().isAfter(last));
        return done;
    }

    /** Compares both sides field by field. */
    public ComparisonResult compare() {
        return Comparison.of(sandbox.org().store(), sandbox.project(), INTEGRATION_ID, OPT_OUT_SUBSCRIPTIONS);
    }

    /** Compares the records of one object with their users. */
    public ComparisonResult compare(final String object) {
        return compare(sandbox, object);
    }

    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            nifi.close();
            sandbox.close();
        }
    }
}
