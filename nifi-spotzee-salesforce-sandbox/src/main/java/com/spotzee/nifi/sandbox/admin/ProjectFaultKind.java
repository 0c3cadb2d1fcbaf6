package com.spotzee.nifi.sandbox.admin;

import com.spotzee.nifi.sandbox.spotzee.ProblemCode;
import com.spotzee.nifi.sandbox.spotzee.ProjectFault;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The faults of the project that can be set over the admin API, and the keys each of them takes. */
enum ProjectFaultKind {
    REFUSAL(Set.of("code", "retryAfter"), body -> new ProjectFault.Refusal(code(body.neededText("code")), number(body, "retryAfter", 0))),
    HTML(Set.of("status"), body -> ProjectFault.html(number(body, "status", 502))),
    UNREACHABLE(Set.of(), body -> ProjectFault.unreachable()),
    LOST_ANSWER(Set.of(), body -> ProjectFault.lostAnswer()),
    CUT(Set.of("bytes"), body -> ProjectFault.cut(number(body, "bytes", 100))),
    STALL(Set.of(), body -> ProjectFault.stall()),
    REFUSED_ITEM(Set.of("place"), body -> ProjectFault.refusedItem(number(body, "place", 0))),
    REFUSED_USER(Set.of("user"), body -> ProjectFault.refusedUser(body.neededText("user")));

    private final Set<String> keys;
    private final Function<RequestBody, ProjectFault> reader;

    ProjectFaultKind(final Set<String> keys, final Function<RequestBody, ProjectFault> reader) {
        this.keys = keys;
        this.reader = reader;
    }

    /** What its description takes besides the requests that it strikes. */
    Set<String> keys() {
        return keys;
    }

    static List<String> names() {
        return Arrays.stream(values()).map(ProjectFaultKind::text).toList();
    }

    /** The fault that a body names and describes; it may also hold these other keys. */
    static ProjectFault read(final RequestBody body, final Set<String> others) {
        final String name = body.neededText("fault");
        final ProjectFaultKind kind = Arrays.stream(values()).filter(each -> each.text().equals(name)).findFirst()
                .orElseThrow(() -> AdminProblem.badRequest("There is no fault \"" + name + "\": use one of " + String.join(", ", names()) + "."));
        body.keys().stream().filter(key -> !kind.keys.contains(key) && !others.contains(key)).findFirst().ifPresent(key -> {
            throw AdminProblem.badRequest("The fault " + name + " takes no \"" + key + "\""
                    + (kind.keys.isEmpty() ? "." : ": it takes " + kind.keys.stream().sorted().collect(Collectors.joining(", ")) + "."));
        });
        return kind.reader.apply(body);
    }

    String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    private static ProblemCode code(final String name) {
        return Arrays.stream(ProblemCode.values()).filter(code -> code.code().equals(name)).findFirst()
                .orElseThrow(() -> AdminProblem.badRequest("There is no code \"" + name + "\": \"code\" takes one of "
                        + Arrays.stream(ProblemCode.values()).map(ProblemCode::code).collect(Collectors.joining(", ")) + "."));
    }

    private static int number(final RequestBody body, final String key, final int usual) {
        final long number = body.number(key).orElse((long) usual);
        if (number < 0 || number > 100_000) {
            throw AdminProblem.badRequest("\"" + key + "\" takes a whole number from 0 to 100000.");
        }
        return (int) number;
    }
}
