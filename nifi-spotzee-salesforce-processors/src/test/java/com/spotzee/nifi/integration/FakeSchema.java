package com.spotzee.nifi.integration;

import com.spotzee.nifi.salesforce.FieldDescription;
import com.spotzee.nifi.salesforce.FieldType;
import com.spotzee.nifi.salesforce.SObjectDescription;
import com.spotzee.nifi.salesforce.SalesforceFailure;
import com.spotzee.nifi.salesforce.Schema;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Objects and fields as a test names them; what is not named is as absent as a hidden field. */
final class FakeSchema implements Schema {

    private final Map<String, List<FieldDescription>> objects = new HashMap<>();

    FakeSchema with(final String object, final String name, final FieldType type) {
        return with(object, new FieldDescription(name, name, type, 255, true, false, null, List.of()));
    }

    FakeSchema lookup(final String object, final String name, final String relationship, final String... targets) {
        return with(object, new FieldDescription(name, name, FieldType.REFERENCE, 18, true, false, relationship, List.of(targets)));
    }

    FakeSchema with(final String object, final FieldDescription field) {
        objects.computeIfAbsent(object, name -> new ArrayList<>()).add(field);
        return this;
    }

    @Override
    public SObjectDescription describe(final String object) throws SalesforceFailure {
        final String name = objects.keySet().stream().filter(object::equalsIgnoreCase).findFirst()
                .orElseThrow(() -> new SalesforceFailure.NotFound("no object " + object));
        return new SObjectDescription(name, null, objects.get(name));
    }
}
