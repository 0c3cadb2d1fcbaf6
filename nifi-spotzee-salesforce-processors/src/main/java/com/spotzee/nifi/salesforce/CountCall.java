package com.spotzee.nifi.salesforce;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Several counts in one composite request, which counts as one call. */
final class CountCall {

    private final SalesforceCalls calls;
    private final String basePath;
    private final String tried;

    CountCall(final SalesforceCalls calls, final String basePath, final String object) {
        this.calls = calls;
        this.basePath = basePath;
        this.tried = "Counting records of " + object;
    }

    List<Counted> ask(final List<String> statements) throws SalesforceFailure {
        if (statements.size() > Glance.Question.MOST_STATEMENTS) {
            throw new IllegalArgumentException("%d counts in one call".formatted(statements.size()));
        }
        final List<Subrequest<QueryPage>> parts = new ArrayList<>();
        for (final String statement : statements) {
            final PageReader reader = new PageReader(salesforceRecord -> { });
            parts.add(new Subrequest<>(OneWay.queryPath(basePath, false, QueryText.checked(statement, "counted records")), Map.of(), reader::read));
        }
        if (!parts.isEmpty()) {
            final SalesforceCalls.Request request = new SalesforceCalls.Request(tried,
                    session -> OneWay.composite(session.instance(), basePath, List.copyOf(parts)));
            calls.askFor(request, answer -> failedOr(new CompositeReader(List.copyOf(parts)).read(answer), parts));
        }
        return parts.stream().map(this::counted).toList();
    }

    /** A session that has ended, and an allowance that is used up, are failures of the whole: no other part fares better. */
    private Reply<Instant> failedOr(final Reply<Instant> whole, final List<Subrequest<QueryPage>> parts) {
        if (whole instanceof Reply.Good<Instant>) {
            for (final Subrequest<QueryPage> part : parts) {
                if (part.reply() instanceof Reply.Bad<QueryPage> bad && (ErrorClassification.curedByLogin(bad.error())
                        || ErrorClassification.of(tried, bad.error()) instanceof SalesforceFailure.AllowanceUsedUp)) {
                    return new Reply.Bad<>(bad.error());
                }
            }
        }
        return whole;
    }

    private Counted counted(final Subrequest<QueryPage> part) {
        return switch (part.reply()) {
            case Reply.Good<QueryPage> good -> new Counted.Records(good.value().totalSize());
            case Reply.Bad<QueryPage> bad -> new Counted.Failed(ErrorClassification.of(tried, bad.error()));
        };
    }
}
