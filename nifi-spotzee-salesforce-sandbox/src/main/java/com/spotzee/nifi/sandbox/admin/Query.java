package com.spotzee.nifi.sandbox.admin;

import com.spotzee.nifi.sandbox.http.Exchange;
import com.spotzee.nifi.sandbox.http.Parameters;

import java.util.Set;

/** Query parameters of the admin API; an unknown one is refused rather than overlooked. */
final class Query {
    private Query() {
    }

    static Parameters of(final Exchange exchange, final Set<String> known) {
        final Parameters parameters;
        try {
            parameters = exchange.parameters();
        } catch (final IllegalArgumentException e) {
            throw AdminProblem.badRequest("The query is not encoded as addresses are: write a percent sign as %25.");
        }
        parameters.names().stream().filter(name -> !known.contains(name)).findFirst().ifPresent(name -> {
            throw AdminProblem.badRequest("There is no parameter \"" + name + "\" here: use " + String.join(", ", known.stream().sorted().toList()) + ".");
        });
        return parameters;
    }

    static int limit(final Parameters parameters, final int usual, final int most) {
        try {
            final int limit = parameters.first("limit").map(Integer::parseInt).orElse(usual);
            if (limit >= 1 && limit <= most) {
                return limit;
            }
        } catch (final NumberFormatException e) {
            throw wrongLimit(most);
        }
        throw wrongLimit(most);
    }

    private static AdminProblem wrongLimit(final int most) {
        return AdminProblem.badRequest("limit takes a whole number from 1 to " + most + ".");
    }
}
