package com.spotzee.nifi.processors.reading;

import com.spotzee.nifi.integration.ObjectPlan;
import com.spotzee.nifi.salesforce.Glance;
import com.spotzee.nifi.salesforce.SalesforceFailure;
import com.spotzee.nifi.salesforce.SalesforceObject;
import com.spotzee.nifi.sync.Checkpoint;
import com.spotzee.nifi.sync.CoveredChanges;
import com.spotzee.nifi.sync.LaneReach;
import com.spotzee.nifi.sync.SyncMode;
import com.spotzee.nifi.sync.WindowEnds;

import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Asks for the opt-outs of one object, on one node since its start, with as few calls as can be. */
final class OptOutAsking {

    private final SalesforceObject object;
    private final CoveredChanges covered;
    private final WindowBounds bounds;
    private final LaneReach reach = new LaneReach();
    private final UnknownOptOuts unknown;
    private Instant askedAt;
    private boolean told;
    private boolean nobodyToAskFor;

    OptOutAsking(final SalesforceObject object, final CoveredChanges covered, final WindowBounds bounds) {
        this.object = object;
        this.covered = covered;
        this.bounds = bounds;
        this.unknown = new UnknownOptOuts(object);
    }

    /**
     * Looks first, in one call, whether there is anybody to ask for; what else is due travels with it. So a sync in which nothing changed costs no more
     * than this call and one for each of the window's statements.
     *
     * @return whether all that can be read were asked for
     */
    boolean ask(final QueryRun run, final Checkpoint checkpoint) throws SalesforceFailure, GuardedCommit.NotStored, IOException {
        final ObjectPlan remembered = run.integration().rememberedPlan(object);
        final Optional<List<Glance.Statement>> counts = remembered.optOut().isEmpty() ? Optional.empty()
                : new OptOutLane(run, remembered, remembered.optOut().get(), reach).counts(checkpoint);
        final Instant serverTime = run.serverClock().ask(run.client());
        final boolean nobody = showsNobody(run, counts.orElse(List.of()), serverTime) && counts.isPresent();
        final ObjectPlan plan = run.integration().plan(object);
        nobodyToAskFor = plan.optOut().isEmpty();
        if (nobodyToAskFor) {
            tellIfNobodyElseDoes(run, plan);
            return true;
        }
        unknown.tell(run, checkpoint, serverTime);
        final boolean all = ask(run, checkpoint, plan, new Looked(serverTime, nobody && plan.optOut().equals(remembered.optOut())));
        if (all) {
            askedAt = serverTime;
            unknown.asked(serverTime);
        }
        return all;
    }

    /** What the first look has told: when, and whether there is nobody to ask for. */
    private record Looked(Instant serverTime, boolean nobody) {
    }

    private boolean ask(final QueryRun run, final Checkpoint checkpoint, final ObjectPlan plan, final Looked looked)
            throws SalesforceFailure, GuardedCommit.NotStored, IOException {
        final OptOutLane lane = new OptOutLane(run, plan, plan.optOut().get(), reach);
        final WindowEnds ends = bounds.ends(run, looked.serverTime(), plan.optOut().get().parents());
        if (looked.nobody()) {
            lane.moveOn(checkpoint, ends);
            return true;
        }
        return lane.ask(checkpoint, ends);
    }

    /** Verify says so of the objects that are synced. */
    private void tellIfNobodyElseDoes(final QueryRun run, final ObjectPlan plan) {
        if (!told && !run.integrationSettings().objects().contains(object)) {
            told = true;
            run.log().warn("{} is synced no more, but its people may be in Spotzee. {}", object,
                    plan.withoutOptOut(run.integrationSettings().optOutProperty()).orElse(""));
        }
    }

    private boolean showsNobody(final QueryRun run, final List<Glance.Statement> counts, final Instant serverTime) throws SalesforceFailure, IOException {
        try {
            int first = 0;
            do {
                final int end = Math.min(counts.size(), first + Glance.Question.MOST_STATEMENTS);
                final Glance.Question question = covered.with(counts.subList(first, end), object.apiName(), serverTime);
                final Glance glance = run.client().glance(question, found -> { });
                covered.heard(question, glance, serverTime);
                if (glance.pages().stream().anyMatch(page -> page.totalSize() > 0)) {
                    return false;
                }
                first = end;
            } while (first < counts.size());
            return true;
        } catch (final SalesforceFailure.QueryTimedOut slow) {
            // the lane itself knows how to ask for less
            return false;
        }
    }

    /** Whether everybody who has ever opted out was asked for, and nothing was forgotten since. */
    boolean coverEverybody() {
        return reach.coversEverybody();
    }

    /** Whether all are known whose opt-outs the records of such a window may not tell themselves. */
    boolean coverWindow(final SyncMode mode) {
        return nobodyToAskFor || (mode == SyncMode.INCREMENTAL ? reach.hasAsked() : reach.coversEverybody());
    }

    /** Salesforce's time before it was asked last; empty where nothing has to be known for a window to be opened. */
    Optional<Instant> askedAt() {
        return nobodyToAskFor ? Optional.empty() : Optional.ofNullable(askedAt);
    }

    /** Somebody may have been created whose opt-out came earlier: all is asked for again. */
    void forget() {
        askedAt = null;
        reach.forget();
    }
}
