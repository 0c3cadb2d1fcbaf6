package com.spotzee.nifi.processors.sending;

import com.spotzee.nifi.ledger.SyncStanding;
import com.spotzee.nifi.salesforce.SalesforceId;
import com.spotzee.nifi.salesforce.SalesforceObject;
import com.spotzee.nifi.spotzee.LateOptOuts;
import com.spotzee.nifi.sync.OptOutRegister;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The integration's register of opt-outs, by the external ids that the people of one page have. It says nothing any more when the page's sync has ended,
 * for then it is cleared.
 */
public final class PageOptOuts implements LateOptOuts {

    private final OptOutRegister register;
    private final SalesforceObject object;
    private final Standing standing;

    public PageOptOuts(final OptOutRegister register, final SalesforceObject object, final Standing standing) {
        this.register = register;
        this.object = object;
        this.standing = standing;
    }

    /** How the page's sync stands now. */
    @FunctionalInterface
    public interface Standing {
        SyncStanding ask() throws IOException;
    }

    @Override
    public Turn turn(final Set<String> people) {
        return register.turn(records(people).keySet())::end;
    }

    @Override
    public Set<String> among(final Set<String> people) {
        final Map<SalesforceId, String> records = records(people);
        try {
            final Set<SalesforceId> optedOut = register.among(object, records.keySet());
            // asked after it: the register is cleared only when the sync has ended, so what an open one reads is whole
            final SyncStanding now = standing.ask();
            if (now != SyncStanding.OPEN) {
                throw new SyncEnded(now);
            }
            return optedOut.stream().map(records::get).collect(Collectors.toSet());
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void unsubscribed(final Set<String> people) {
        final Map<SalesforceId, String> records = records(people);
        try {
            if (!records.isEmpty()) {
                register.leave(object, records.keySet());
            }
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The sync of what is being sent has ended meanwhile, so who has opted out can't be told any more and nothing more may be sent. */
    static final class SyncEnded extends RuntimeException {
        private static final long serialVersionUID = 1L;
        private final SyncStanding standing;

        SyncEnded(final SyncStanding standing) {
            super("The sync of what is being sent has ended: " + standing);
            this.standing = standing;
        }

        SyncStanding standing() {
            return standing;
        }
    }

    /** By their records' ids, which external ids end with; whoever comes from elsewhere is in no register. */
    private Map<SalesforceId, String> records(final Set<String> people) {
        final Map<SalesforceId, String> records = new HashMap<>();
        for (final String person : people) {
            final String id = person.substring(person.lastIndexOf('_') + 1);
            if (id.startsWith(object.keyPrefix()) && SalesforceId.isValid(id)) {
                records.put(new SalesforceId(id), person);
            }
        }
        return records;
    }
}
