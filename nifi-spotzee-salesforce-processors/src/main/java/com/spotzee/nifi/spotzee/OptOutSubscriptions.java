package com.spotzee.nifi.spotzee;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The subscriptions of a project as far as an opt-out can end them: those of the channel e-mail. */
public final class OptOutSubscriptions {

    private static final String EMAIL = "email";

    private final Map<Long, Subscription> present;

    private OptOutSubscriptions(final List<Subscription> present) {
        this.present = present.stream().collect(Collectors.toMap(Subscription::id, Function.identity()));
    }

    /** Asks for the project's subscriptions. */
    public static OptOutSubscriptions of(final SpotzeeClient client) throws SpotzeeFailure {
        return new OptOutSubscriptions(client.subscriptions());
    }

    /** Why opt-outs would not arrive if they ended these subscriptions, as a sentence that says what to do; empty if they would. */
    public Optional<String> problem(final Set<Long> bound) {
        if (bound.isEmpty()) {
            return Optional.of("No Opt-Out Subscriptions are named, so people who have opted out are not sent. The project's e-mail subscriptions: "
                    + choice());
        }
        final List<String> unfit = bound.stream().filter(id -> !fits(id)).sorted().map(this::unfit).toList();
        return unfit.isEmpty() ? Optional.empty()
                : Optional.of("An opt-out can't end %s. Name one or more e-mail subscriptions of the project: %s"
                        .formatted(String.join(", ", unfit), choice()));
    }

    /** The subscriptions by id and name. */
    public String named(final Set<Long> bound) {
        return bound.stream().sorted().map(present::get).map(OptOutSubscriptions::named).collect(Collectors.joining(", "));
    }

    private boolean fits(final long id) {
        return present.containsKey(id) && EMAIL.equals(present.get(id).channel());
    }

    private String unfit(final long id) {
        return present.containsKey(id) ? "%s, which is of the channel %s".formatted(named(present.get(id)), present.get(id).channel())
                : "%d, which the project does not have".formatted(id);
    }

    private String choice() {
        final String choice = present.values().stream().filter(subscription -> EMAIL.equals(subscription.channel())).map(OptOutSubscriptions::named).sorted()
                .collect(Collectors.joining(", "));
        return choice.isEmpty() ? "none yet; create one in Spotzee (Settings, Subscriptions)" : choice;
    }

    private static String named(final Subscription subscription) {
        return "%d (%s)".formatted(subscription.id(), subscription.name());
    }
}
