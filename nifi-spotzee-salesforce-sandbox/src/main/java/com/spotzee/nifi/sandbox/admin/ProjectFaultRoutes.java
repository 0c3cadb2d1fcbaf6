package com.spotzee.nifi.sandbox.admin;

import com.spotzee.nifi.sandbox.http.Exchange;
import com.spotzee.nifi.sandbox.spotzee.EmulatedProject;
import com.spotzee.nifi.sandbox.spotzee.ProblemCode;
import com.spotzee.nifi.sandbox.spotzee.ProjectFault;
import com.spotzee.nifi.sandbox.spotzee.ProjectWhen;

import java.io.IOException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Set;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Collectors;

/** Lets the project fail on request, and replaces its key. */
final class ProjectFaultRoutes {
    private static final Set<String> WHEN = Set.of("fault", "method", "path", "about", "nth", "every", "times");

    private final EmulatedProject project;

    ProjectFaultRoutes(final EmulatedProject project) {
        this.project = project;
    }

    List<AdminRoute> routes() {
        return List.of(
                new AdminRoute("GET", "/project/faults", "The project's faults that are set, and how many requests each has struck", this::list),
                new AdminRoute("POST", "/project/faults", "Set a fault: {\"fault\":\"refusal\",\"code\":\"rate_limited\",\"retryAfter\":2,"
                        + "\"path\":\"/users/batch\",\"every\":5}; faults: " + String.join(", ", ProjectFaultKind.names()), this::add),
                new AdminRoute("GET", "/project/fault-kinds", "The faults there are with their keys, and the codes that a refusal takes", this::kinds),
                new AdminRoute("DELETE", "/project/faults/{number}", "End one fault of the project", this::end),
                new AdminRoute("DELETE", "/project/faults", "End all faults of the project; answers they hold up go on", this::clear),
                new AdminRoute("POST", "/project/secret-key", "Revoke the secret key and make another one", this::replaceKey));
    }

    private void list(final Exchange exchange) throws IOException {
        ListedFaults.list(exchange, project.faults().active());
    }

    private void add(final Exchange exchange) throws IOException {
        final RequestBody body = RequestBody.of(exchange);
        final ProjectFault fault = ProjectFaultKind.read(body, WHEN);
        ListedFaults.added(exchange, project.faults().add(when(body), fault));
    }

    private void kinds(final Exchange exchange) throws IOException {
        ListedFaults.kinds(exchange, Arrays.stream(ProjectFaultKind.values()).collect(Collectors.toMap(ProjectFaultKind::text, ProjectFaultKind::keys,
                (one, other) -> one, LinkedHashMap::new)), "codes", Arrays.stream(ProblemCode.values()).map(ProblemCode::code).toList());
    }

    private void end(final Exchange exchange) throws IOException {
        final String number = exchange.pathValue("number");
        project.faults().end(project.faults().active().stream().filter(fault -> String.valueOf(fault.number()).equals(number)).findFirst()
                .orElseThrow(() -> AdminProblem.notFound("There is no fault " + number + ": GET /project/faults lists them.")));
        exchange.empty(204);
    }

    private void clear(final Exchange exchange) throws IOException {
        project.faults().clear();
        exchange.empty(204);
    }

    private void replaceKey(final Exchange exchange) throws IOException {
        final String key = project.replaceSecretKey();
        exchange.json(201, json -> {
            json.writeStartObject();
            json.writeStringField("secretKey", key);
            json.writeEndObject();
        });
    }

    private static ProjectWhen when(final RequestBody body) {
        try {
            return ProjectWhen.always().method(body.text("method").orElse("")).path(body.text("path").orElse("")).about(body.text("about").orElse(""))
                    .nth(body.number("nth").orElse(1L)).every(body.number("every").orElse(1L)).times(body.number("times").orElse(Long.MAX_VALUE));
        } catch (final PatternSyntaxException e) {
            throw AdminProblem.badRequest("\"path\" takes a regular expression: " + e.getDescription() + ".");
        } catch (final IllegalArgumentException e) {
            throw AdminProblem.badRequest(e.getMessage());
        }
    }
}
