package com.spotzee.nifi.processors;

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

/** The integration's register of opt-outs, by the external ids that the people of one page have. */
final class PageOptOuts implements LateOptOuts {

    private final OptOutRegister register;
    private final SalesforceObject object;

    PageOptOuts(final OptOutRegister register, final SalesforceObject object) {
        this.register = register;
        this.object = object;
    }

    @Override
    public Turn turn(final Set<String> people) {
        return register.turn(records(people).keySet())::end;
    }

    @Override
    public Set<String> among(final Set<String> people) {
        final Map<SalesforceId, String> records = records(people);
        try {
            return register.among(object, records.keySet()).stream().map(records::get).collect(Collectors.toSet());
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
