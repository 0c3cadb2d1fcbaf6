package com.spotzee.nifi.sandbox.comparison;

import com.spotzee.nifi.sandbox.salesforce.store.OrgStore;
import com.spotzee.nifi.sandbox.salesforce.store.Person;
import com.spotzee.nifi.sandbox.spotzee.EmulatedProject;

import java.util.function.LongSupplier;

/**
 * Compares org and project. Single people are compared whenever they are asked for; everybody only as often as it costs little: a comparison stands
 * for ten times as long as it took, which is a moment for hundreds of people and a quarter of a minute for a hundred thousand.
 */
public final class BothSides {
    private static final long REST = 10;

    private final OrgStore store;
    private final EmulatedProject project;
    private final LongSupplier nanoTime;
    private volatile Comparison latest;
    private long ended;
    private long took;

    /** Nothing is compared yet. */
    public BothSides(final OrgStore store, final EmulatedProject project) {
        this(store, project, System::nanoTime);
    }

    BothSides(final OrgStore store, final EmulatedProject project, final LongSupplier nanoTime) {
        this.store = store;
        this.project = project;
        this.nanoTime = nanoTime;
    }

    /** Everybody, compared now or a moment ago. */
    public synchronized Comparison compared() {
        final long began = nanoTime.getAsLong();
        if (latest == null || began - ended >= took * REST) {
            latest = Comparison.of(store, project);
            ended = nanoTime.getAsLong();
            took = ended - began;
        }
        return latest;
    }

    /** A person beside the users who came from it, at this moment. */
    public MatchedPerson match(final Person person) {
        return new Matching(project, known().integrations()).match(person);
    }

    /** The latest comparison however old it is, once it knows an integration: which ones there are changes hardly ever. */
    private Comparison known() {
        final Comparison known = latest;
        return known == null || known.integrations().isEmpty() ? compared() : known;
    }
}
