package com.spotzee.nifi.sandbox.spotzee;

import com.spotzee.nifi.sandbox.http.Disturbance;
import com.spotzee.nifi.sandbox.http.Exchange;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/** The faults of one project, by rules and by a script. While none is set, every request is answered honestly. Safe to use from several threads. */
public final class ProjectFaults {

    private final List<ActiveProjectFault> active = new CopyOnWriteArrayList<>();
    private final AtomicInteger numbers = new AtomicInteger();
    private volatile Scripted scripted = new Scripted(FaultScript.NONE, new CountDownLatch(1));

    ProjectFaults() {
    }

    private record Scripted(FaultScript script, CountDownLatch over) {
    }

    /** A fault that strikes a request, and what ends it. */
    private record Striking(ProjectFault fault, CountDownLatch over) {
    }

    /** Sets a fault. Of several that strike one request all are played; the answer is that of the first one that has one. */
    public ActiveProjectFault add(final ProjectWhen when, final ProjectFault fault) {
        final ActiveProjectFault added = new ActiveProjectFault(numbers.incrementAndGet(), when, fault);
        active.add(added);
        return added;
    }

    /** Follows a script from now on, beside the faults that are set, and no other. */
    public void follow(final FaultScript script) {
        final Scripted before = scripted;
        scripted = new Scripted(script, new CountDownLatch(1));
        before.over().countDown();
    }

    /** The faults that are set, oldest first, also those that will strike no more. */
    public List<ActiveProjectFault> active() {
        return List.copyOf(active);
    }

    /** Ends a fault: answers it holds up go on. */
    public void end(final ActiveProjectFault fault) {
        active.remove(fault);
        fault.over().countDown();
    }

    /** Ends all faults, and the script. */
    public void clear() {
        active().forEach(this::end);
        follow(FaultScript.NONE);
    }

    /**
     * Plays what strikes a request: either it has answered (empty), or the project is to carry it out in the mood that is returned.
     *
     * @throws RefusedException where it never comes to the operation
     */
    Optional<ProjectMood> play(final Exchange exchange, final byte[] body) throws IOException {
        if (active.isEmpty() && scripted.script() == FaultScript.NONE) {
            return Optional.of(ProjectMood.CALM);
        }
        final ProjectRequest request = ProjectRequest.of(exchange, body);
        ProjectMood mood = ProjectMood.CALM;
        for (final Striking striking : striking(request)) {
            switch (striking.fault()) {
                case final ProjectFault.Refusal refusal when refusal.beforeOperation() -> throw ProjectMood.refused(refusal);
                case final ProjectFault.Refusal refusal -> mood = mood.refusing(refusal);
                case final ProjectFault.RefusedItem item -> mood = mood.refusing(item.place());
                case final ProjectFault.RefusedUser user when request.externalIds().contains(user.externalId()) ->
                        mood = mood.refusing(request.externalIds().indexOf(user.externalId()));
                case ProjectFault.RefusedUser nobody -> { }
                case final ProjectFault.OnTheWay harm -> exchange.disturb(harm.disturbance(), striking.over());
                case final ProjectFault.Meanwhile meanwhile -> meanwhile.event().run();
                case final ProjectFault.Page page -> {
                    exchange.bytes(page.status(), page.contentType(), page.text().getBytes(StandardCharsets.UTF_8));
                    return Optional.empty();
                }
                case ProjectFault.Unreachable nobody -> {
                    exchange.disturb(new Disturbance.Reset(false), striking.over());
                    exchange.empty(ProblemCode.SERVICE_UNAVAILABLE.status());
                    return Optional.empty();
                }
            }
        }
        return Optional.of(mood);
    }

    private List<Striking> striking(final ProjectRequest request) {
        final List<Striking> striking = new ArrayList<>();
        active.stream().filter(fault -> fault.strikes(request)).forEach(fault -> striking.add(new Striking(fault.fault(), fault.over())));
        final Scripted now = scripted;
        now.script().strike(request).forEach(fault -> striking.add(new Striking(fault, now.over())));
        return striking;
    }
}
