package com.spotzee.nifi.processors.reading;

import com.spotzee.nifi.salesforce.SalesforceId;
import com.spotzee.nifi.salesforce.SalesforceObject;
import com.spotzee.nifi.sync.KnownOptOuts;
import com.spotzee.nifi.sync.OpenWindow;
import com.spotzee.nifi.sync.OptOutRegister;

import java.io.IOException;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Takes in whom an opt-out lane shows, before they leave the query: pages that are made from now on say so of them, and who may be on a page that was
 * made before goes into the register. For as long as it is asked, no window moves.
 */
final class OptOutIntake {

    private final QueryRun run;
    private final OptOutRegister register;
    private final Map<SalesforceObject, Boolean> pagesOut = new EnumMap<>(SalesforceObject.class);
    private boolean anybody;

    OptOutIntake(final QueryRun run) {
        this.run = run;
        this.register = run.integration().optOutRegister();
    }

    /**
     * People whose own records say so.
     *
     * @param people and whether that may be news to the pages that were made before
     */
    void own(final SalesforceObject object, final Map<SalesforceId, Boolean> people) throws IOException {
        if (take(object, people)) {
            run.knownOptOuts().add(object, people.keySet());
        }
    }

    /** People who have opted out by another record; their own never says so. */
    void heirs(final SalesforceObject object, final Map<SalesforceId, Boolean> people) throws IOException {
        if (take(object, people)) {
            run.knownOptOuts().addHeirs(object, people.keySet());
        }
    }

    /** Whether anybody was taken in. */
    boolean tookAnybody() {
        return anybody;
    }

    private boolean take(final SalesforceObject object, final Map<SalesforceId, Boolean> people) throws IOException {
        if (people.isEmpty() || !run.integrationSettings().objects().contains(object)) {
            return false;
        }
        anybody = true;
        final Set<SalesforceId> late = mayBeOnPages(object) ? late(object, people) : Set.of();
        if (late.isEmpty()) {
            // a window that was given up may still have a batch in flight
            register.turn(people.keySet()).end();
        } else {
            register.enter(object, late);
        }
        return true;
    }

    private Set<SalesforceId> late(final SalesforceObject object, final Map<SalesforceId, Boolean> people) {
        final KnownOptOuts known = run.knownOptOuts();
        return known.newAmong(object, people.keySet()).stream().filter(people::get).collect(Collectors.toSet());
    }

    /** Whether pages of the object may be under way. Where that could not be stored, there may be one although the window knows of none. */
    private boolean mayBeOnPages(final SalesforceObject object) throws IOException {
        if (!pagesOut.containsKey(object)) {
            final Optional<OpenWindow> window = run.checkpoints().load(object.apiName()).window();
            pagesOut.put(object, window.filter(open -> open.pages() > 0 || !run.checkpoints().knowNextPageUnused(object.apiName(), open)).isPresent());
        }
        return pagesOut.get(object);
    }
}
