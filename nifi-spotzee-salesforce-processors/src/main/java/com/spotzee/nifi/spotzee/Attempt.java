package com.spotzee.nifi.spotzee;

import java.util.Optional;

/**
 * What came of one attempt: an answer, or trouble of the network.
 *
 * @param answer  null where none came
 * @param trouble null where an answer came
 * @param unclear what is odd about a successful answer, or null
 */
record Attempt(SpotzeeAnswer answer, Exception trouble, String unclear) {

    /** Whether the answer is an old one, given again without anything being done. */
    boolean fromMemory() {
        return answer != null && answer.replayed();
    }

    /** What was looked up does not exist, says Spotzee; a 404 of anybody else is a wrong address. */
    boolean missing() {
        return answer != null && answer.status() == 404 && ProblemCode.RESOURCE_MISSING.wireName().equals(answer.problem().code());
    }

    /** The first request with this key is still being worked on: that is about this request alone. */
    boolean inProgress() {
        return answer != null && ProblemCode.IDEMPOTENCY_IN_PROGRESS.wireName().equals(answer.problem().code());
    }

    /** A refusal whose cause may be gone by now. */
    boolean refusedFromMemory() {
        return fromMemory() && !answer.successful();
    }

    /**
     * What went wrong; empty if nothing did.
     *
     * @param tried what was tried, as the beginning of a sentence
     */
    Optional<SpotzeeFailure> failure(final String tried) {
        if (answer == null) {
            return Optional.of(new SpotzeeFailure.Unavailable("%s: %s. Check the network, the proxy and the Spotzee URL if this goes on"
                    .formatted(tried, trouble.getMessage()), null, trouble));
        }
        if (answer.successful()) {
            return Optional.ofNullable(unclear).map(what -> answer.notUnderstood(tried, what));
        }
        final Problem problem = answer.problem();
        final String reason = "%s: Spotzee answered %d %s: %s; %s"
                .formatted(tried, answer.status(), problem.code(), problem.message().replaceAll("\\.$", ""), problem.advice());
        return Optional.of(switch (problem.treatment()) {
            case ASK_LATER -> new SpotzeeFailure.Unavailable(reason, problem.requestId(), null);
            case CHANGE_SETTING -> new SpotzeeFailure.Denied(reason, problem.requestId(), problem.code());
            case REFUSED -> new SpotzeeFailure.Refused(reason, problem.requestId(), problem.refusal());
        });
    }
}
