package com.spotzee.nifi.processors.reading;

import com.spotzee.nifi.salesforce.FieldPath;
import com.spotzee.nifi.salesforce.SObjectDescription;
import com.spotzee.nifi.soql.SoqlCondition;
import com.spotzee.nifi.soql.SoqlLiteral;
import com.spotzee.nifi.soql.SoqlQuery;
import com.spotzee.nifi.sync.ChangeStatement;
import com.spotzee.nifi.sync.PartConditions;
import com.spotzee.nifi.sync.Position;
import com.spotzee.nifi.sync.RecordLinks;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** The statements by which an object's recycle bin is asked. */
final class DeletionStatements {

    private static final String STAMP = "SystemModstamp";
    private static final String DELETED = "IsDeleted = TRUE";

    private final SObjectDescription description;

    DeletionStatements(final SObjectDescription description) {
        this.description = description;
    }

    /**
     * A question to the recycle bin.
     *
     * @param description of the object
     * @param from        since when, or null for all times
     * @param condition   what holds for the records besides, or null for nothing
     */
    record Question(SObjectDescription description, Instant from, SoqlCondition condition) implements LaneReading.Question {

        @Override
        public String objectName() {
            return description.name();
        }

        @Override
        public boolean binToo() {
            return true;
        }

        @Override
        public SoqlQuery at(final Position position) {
            final List<FieldPath> fields = new ArrayList<>(List.of(FieldPath.parse("Id"), FieldPath.parse(STAMP), FieldPath.parse("IsDeleted")));
            description.field(RecordLinks.MASTER).ifPresent(field -> fields.add(FieldPath.parse(field.name())));
            final List<SoqlCondition> all = new ArrayList<>();
            PartConditions.time(position, ChangeStatement.of(description, List.of(), STAMP).getFirst(), from, null).ifPresent(all::add);
            Optional.ofNullable(condition).ifPresent(all::add);
            all.addAll(PartConditions.ids(position));
            return new SoqlQuery(fields, description.name(), all);
        }
    }

    /** Records that went into the bin, merged ones among them. */
    Question deletedSince(final Instant from) {
        return new Question(description, from, new SoqlCondition(DELETED));
    }

    /** These and all that changed otherwise, so that nobody who was restored is missed. */
    Question changedSince(final Instant from) {
        return new Question(description, from, null);
    }

    /** Some records, whether they are in the bin or not. */
    Question of(final Collection<String> ids) {
        return new Question(description, null, new SoqlCondition(ids.stream().map(SoqlLiteral::of).collect(Collectors.joining(", ", "Id IN (", ")"))));
    }
}
