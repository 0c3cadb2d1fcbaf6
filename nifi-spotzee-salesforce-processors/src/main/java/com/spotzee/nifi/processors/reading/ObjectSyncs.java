package com.spotzee.nifi.processors.reading;

import com.spotzee.nifi.salesforce.SalesforceObject;
import com.spotzee.nifi.sync.KnownOptOuts;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;

/** The syncs of all objects on one node since it began, with what it keeps in mind of them beside the state: opt-outs of all first, then the windows. */
public final class ObjectSyncs {

    private final Map<SalesforceObject, ObjectSync> objects = new EnumMap<>(SalesforceObject.class);
    private final KnownOptOuts knownOptOuts = new KnownOptOuts();
    private final LongSupplier elapsedMillis;

    /** @param elapsedMillis milliseconds since some fixed moment, never going back */
    public ObjectSyncs(final LongSupplier elapsedMillis) {
        this.elapsedMillis = elapsedMillis;
    }

    /** Whom the opt-out lanes have shown. */
    public KnownOptOuts knownOptOuts() {
        return knownOptOuts;
    }

    /** Lets each object do what is due. */
    public void advance(final QueryRun run) throws IOException {
        final List<SalesforceObject> all = run.integrationSettings().objects();
        final List<Advance> steps = new ArrayList<>();
        all.forEach(object -> steps.add(() -> sync(object).advanceOptOuts(run)));
        Arrays.stream(SalesforceObject.values()).filter(object -> !all.contains(object)).forEach(object -> steps.add(() -> sync(object).retire(run)));
        all.forEach(object -> steps.add(() -> sync(object).advanceWindow(run)));
        inTurn(steps);
    }

    /** A defect that shows in one object keeps no other from its turn; NiFi hears of it afterwards. */
    private static void inTurn(final List<Advance> steps) throws IOException {
        if (steps.isEmpty()) {
            return;
        }
        try {
            steps.getFirst().run();
        } finally {
            inTurn(steps.subList(1, steps.size()));
        }
    }

    private ObjectSync sync(final SalesforceObject object) {
        return objects.computeIfAbsent(object, one -> new ObjectSync(one, elapsedMillis));
    }

    /** One object's part of a run. */
    @FunctionalInterface
    private interface Advance {
        void run() throws IOException;
    }
}
