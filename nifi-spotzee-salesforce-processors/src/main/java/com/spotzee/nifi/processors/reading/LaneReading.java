package com.spotzee.nifi.processors.reading;

import com.spotzee.nifi.salesforce.QueryLocator;
import com.spotzee.nifi.salesforce.QueryPage;
import com.spotzee.nifi.salesforce.RecordConsumer;
import com.spotzee.nifi.salesforce.SalesforceFailure;
import com.spotzee.nifi.soql.SoqlQuery;
import com.spotzee.nifi.sync.Position;

import java.io.IOException;
import java.time.Instant;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * Reads the questions of a lane that goes first, page by page. What takes Salesforce too long is asked for in smaller parts, and a lost locator is
 * answered by asking again after the last record.
 */
final class LaneReading {

    private final QueryRun run;
    private final LanePages pages;
    private final Instant to;
    private final BooleanSupplier goesOn;

    /**
     * A reading.
     *
     * @param to     upper end of the time that is asked for, where it is asked for in parts
     * @param goesOn whether the next page may be asked for
     */
    LaneReading(final QueryRun run, final LanePages pages, final Instant to, final BooleanSupplier goesOn) {
        this.run = run;
        this.pages = pages;
        this.to = to;
        this.goesOn = goesOn;
    }

    /** A question that can be asked in parts. */
    interface Question {

        /** API name of the object whose records it shows. */
        String objectName();

        /** Lower end of its time, or null for everything. */
        Instant from();

        /** Whether the recycle bin is asked as well. */
        boolean binToo();

        /** The query for what a position says is to be read next. */
        SoqlQuery at(Position position);
    }

    /** Looks at the records of each page on their way. */
    interface Visitor {

        /** Takes the records of the page that begins, and hands on those that belong into it. */
        RecordConsumer into(RecordConsumer page);

        /** The page is read and not committed yet. */
        default void beforeItLeaves() throws IOException {
        }

        /** The page is committed. */
        default void emitted() throws SalesforceFailure, IOException {
        }
    }

    /** Where the answer goes on: at the locator if there is one, else at the position. */
    private record Place(Position.ByRest position, Optional<QueryLocator> locator) {
    }

    /**
     * Emits all that a question shows.
     *
     * @return whether all of it was emitted; false if it may not go on
     */
    boolean read(final Question question, final Visitor visitor) throws SalesforceFailure, IOException {
        Optional<Place> place = Optional.of(new Place(Position.START, Optional.empty()));
        while (place.isPresent()) {
            if (!goesOn.getAsBoolean()) {
                return false;
            }
            place = step(question, visitor, place.get());
        }
        return true;
    }

    /** Emits one page, or finds a smaller part to ask for when Salesforce takes too long. */
    private Optional<Place> step(final Question question, final Visitor visitor, final Place place) throws SalesforceFailure, IOException {
        try {
            return emitPage(question, visitor, place);
        } catch (final SalesforceFailure.QueryTimedOut timedOut) {
            run.log().info("{}: what goes first is asked for in smaller parts: {}", question.objectName(), timedOut.getMessage());
            return new SmallerParts(run.client(), question.objectName(), question.binToo(), question.from(), to)
                    .insteadOf(place.position(), timedOut).map(part -> new Place(part, Optional.empty()));
        }
    }

    private Optional<Place> emitPage(final Question question, final Visitor visitor, final Place place) throws SalesforceFailure, IOException {
        final LastId last = new LastId();
        final QueryPage answer = pages.emit(question.objectName(), page -> {
            final QueryPage read = ask(question, place, last.before(visitor.into(page)));
            visitor.beforeItLeaves();
            return read;
        });
        visitor.emitted();
        if (answer.next().isPresent() || answer.endsEarly()) {
            return Optional.of(new Place(last.known().map(place.position()::after).orElse(place.position()), answer.next()));
        }
        return place.position().nextPart(to).map(part -> new Place(part, Optional.empty()));
    }

    private QueryPage ask(final Question question, final Place place, final RecordConsumer records) throws SalesforceFailure, IOException {
        if (place.locator().isPresent()) {
            try {
                return run.client().nextPage(place.locator().get(), records);
            } catch (final SalesforceFailure.LocatorLost e) {
                run.log().info("{}: Salesforce forgot the page that comes next; the query is asked again after the last record: {}", question.objectName(),
                        e.getMessage());
            }
        }
        final String soql = question.at(place.position()).text();
        return question.binToo() ? run.client().queryAll(soql, records) : run.client().query(soql, records);
    }
}
