package com.spotzee.nifi.processors.reading;

import com.spotzee.nifi.salesforce.Glance;
import com.spotzee.nifi.soql.SoqlCondition;
import com.spotzee.nifi.soql.SoqlQuery;
import com.spotzee.nifi.sync.ChangeStatement;
import com.spotzee.nifi.sync.Position;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Counts whom the statements of the opt-out lane would show, so that a sync in which nobody opted out costs no more than one call. Where they are more
 * than a call takes, those that ask for the same people by different changes are counted together. That is an OR over several objects, which no index
 * serves: where Salesforce takes too long for it the lane asks without having counted.
 */
final class OptOutCounts {

    private OptOutCounts() {
    }

    /** Statements that count, for those of a lane that ask since a moment. */
    static List<Glance.Statement> of(final List<OptOutStatements.Statement> statements) {
        if (statements.size() <= Glance.Question.MOST_STATEMENTS) {
            return statements.stream().map(statement -> new Glance.Statement(statement.at(Position.START).count(), statement.binToo())).toList();
        }
        final Map<Asked, List<SoqlCondition>> changes = new LinkedHashMap<>();
        final List<Glance.Statement> counts = new ArrayList<>();
        for (final OptOutStatements.Statement statement : statements) {
            if (statement.change().shown()) {
                changes.computeIfAbsent(Asked.by(statement), asked -> new ArrayList<>()).add(change(statement));
            } else {
                // only a semi-join leads there, and SOQL takes none beside an OR
                counts.add(new Glance.Statement(statement.at(Position.START).count(), statement.binToo()));
            }
        }
        changes.forEach((asked, any) -> counts.add(asked.count(SoqlCondition.any(any))));
        return counts;
    }

    private static SoqlCondition change(final OptOutStatements.Statement statement) {
        return new ChangeStatement(statement.change().stamp(), null, null).between(statement.from(), null);
    }

    /** What statements have in common that differ in the change only. */
    private record Asked(String object, List<SoqlCondition> conditions, boolean binToo) {

        private static Asked by(final OptOutStatements.Statement statement) {
            return new Asked(statement.objectName(), statement.conditions(), statement.binToo());
        }

        private Glance.Statement count(final SoqlCondition change) {
            final List<SoqlCondition> all = new ArrayList<>();
            all.add(change);
            all.addAll(conditions);
            return new Glance.Statement(new SoqlQuery(List.of(), object, all).count(), binToo);
        }
    }
}
