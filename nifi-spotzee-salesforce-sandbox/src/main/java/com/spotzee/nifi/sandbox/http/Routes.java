package com.spotzee.nifi.sandbox.http;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Finds what answers a method on a path. The first template that fits wins, so fixed paths are listed before named segments. */
public final class Routes {

    private final List<Route> routes;

    private Routes(final List<Route> routes) {
        this.routes = List.copyOf(routes);
    }

    public static Builder builder() {
        return new Builder();
    }

    public Routing find(final Exchange exchange) {
        final Set<String> allowed = new TreeSet<>();
        for (final Route route : routes) {
            final Optional<Map<String, String>> values = route.template().match(exchange.pathSegments());
            if (values.isPresent()) {
                if (route.method().equals(exchange.method()) || "HEAD".equals(exchange.method()) && "GET".equals(route.method())) {
                    exchange.enter(values.get());
                    return new Found(route.action());
                }
                allowed.add(route.method());
            }
        }
        return allowed.isEmpty() ? new Unknown() : new WrongMethod(allowed);
    }

    /** Answers one kind of request. */
    @FunctionalInterface
    public interface Action {
        void answer(Exchange exchange) throws IOException;
    }

    /** What a request leads to. */
    public sealed interface Routing {
    }

    /** The action that answers. */
    public record Found(Action action) implements Routing {
    }

    /** The path exists, but not for this method. */
    public record WrongMethod(Set<String> allowed) implements Routing {
    }

    /** There is no such path. */
    public record Unknown() implements Routing {
    }

    private record Route(String method, PathTemplate template, Action action) {
    }

    /** Collects routes in the order in which they are tried. */
    public static final class Builder {

        private final List<Route> routes = new ArrayList<>();

        public Builder on(final String method, final String template, final Action action) {
            routes.add(new Route(method, PathTemplate.of(template), action));
            return this;
        }

        public Routes build() {
            return new Routes(routes);
        }
    }
}
