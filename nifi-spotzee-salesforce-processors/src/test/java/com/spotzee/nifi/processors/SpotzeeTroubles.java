package com.spotzee.nifi.processors;

import com.spotzee.nifi.sandbox.spotzee.FaultScript;
import com.spotzee.nifi.sandbox.spotzee.ProblemCode;
import com.spotzee.nifi.sandbox.spotzee.ProjectFault;
import com.spotzee.nifi.sandbox.spotzee.ProjectRequest;

import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/**
 * A Spotzee that refuses, throttles, fails and answers late. What strikes a request is drawn from the seed, from who it is about and how often that
 * was asked, so that it does not depend on which of several requests comes first.
 */
final class SpotzeeTroubles implements FaultScript {

    private static final int LONGEST_RETRY_AFTER = 30;
    private static final int LONGEST_OUTAGE = 12;

    private final long seed;
    private final double share;
    private final Consumer<RandomGenerator> meanwhile;
    private final Map<ProjectRequest, Integer> asked = new HashMap<>();
    private final Map<Kind, Integer> struck = new EnumMap<>(Kind.class);
    private final Set<String> refused = new HashSet<>();
    private ProjectFault outage;
    private int outageLeft;

    /** What may happen. */
    enum Kind {
        THROTTLED, UNAVAILABLE, FAILED, QUOTA, DENIED, KEY, IN_PROGRESS, REFUSED_WHOLE, REFUSED_ITEM, LOST_ANSWER, CUT_ANSWER, UNREACHABLE, SIGN_IN_PAGE, LATE,
        OUTAGE
    }

    /**
     * @param share     of all requests that are struck
     * @param meanwhile what happens elsewhere while an answer is late
     */
    SpotzeeTroubles(final long seed, final double share, final Consumer<RandomGenerator> meanwhile) {
        this.seed = seed;
        this.share = share;
        this.meanwhile = meanwhile;
    }

    @Override
    public synchronized List<ProjectFault> strike(final ProjectRequest request) {
        if (outageLeft > 0) {
            outageLeft--;
            return List.of(outage);
        }
        final int times = asked.merge(request, 1, Integer::sum);
        final RandomGenerator random = new SplittableRandom(seed * 31 + request.hashCode() * 17L + times);
        if (random.nextDouble() >= share) {
            return List.of();
        }
        final Kind kind = Kind.values()[random.nextInt(Kind.values().length)];
        struck.merge(kind, 1, Integer::sum);
        final ProjectFault fault = fault(kind, random);
        note(request.externalIds(), fault);
        return List.of(fault);
    }

    /** Who was refused, whoever has heard of it. */
    synchronized Set<String> refused() {
        return Set.copyOf(refused);
    }

    /** How often each kind has struck. */
    synchronized Map<Kind, Integer> struck() {
        return Map.copyOf(struck);
    }

    private void note(final List<String> people, final ProjectFault fault) {
        if (fault instanceof final ProjectFault.RefusedItem item && !people.isEmpty()) {
            refused.add(people.get(item.place() % people.size()));
        } else if (people.size() == 1 && fault.equals(ProjectFault.refusal(ProblemCode.VALIDATION_FAILED))) {
            refused.addAll(people);
        }
    }

    private ProjectFault fault(final Kind kind, final RandomGenerator random) {
        return switch (kind) {
            case THROTTLED -> ProjectFault.throttled(1 + random.nextInt(LONGEST_RETRY_AFTER));
            case UNAVAILABLE -> ProjectFault.refusal(ProblemCode.SERVICE_UNAVAILABLE);
            case FAILED -> ProjectFault.refusal(ProblemCode.INTERNAL_ERROR);
            case QUOTA -> ProjectFault.refusal(ProblemCode.QUOTA_EXCEEDED);
            case DENIED -> ProjectFault.refusal(ProblemCode.PERMISSION_DENIED);
            case KEY -> ProjectFault.refusal(ProblemCode.AUTHENTICATION_REQUIRED);
            case IN_PROGRESS -> new ProjectFault.Refusal(ProblemCode.IDEMPOTENCY_IN_PROGRESS, 1);
            case REFUSED_WHOLE -> ProjectFault.refusal(ProblemCode.VALIDATION_FAILED);
            case REFUSED_ITEM -> ProjectFault.refusedItem(random.nextInt(100));
            case LOST_ANSWER -> ProjectFault.lostAnswer();
            case CUT_ANSWER -> ProjectFault.cut(random.nextInt(200));
            case UNREACHABLE -> ProjectFault.unreachable();
            case SIGN_IN_PAGE -> ProjectFault.html(random.nextBoolean() ? 200 : 502);
            case LATE -> ProjectFault.meanwhile(() -> meanwhile.accept(random));
            case OUTAGE -> {
                outage = random.nextBoolean() ? ProjectFault.unreachable() : ProjectFault.refusal(ProblemCode.SERVICE_UNAVAILABLE);
                outageLeft = 1 + random.nextInt(LONGEST_OUTAGE);
                yield outage;
            }
        };
    }
}
