package com.spotzee.nifi.processors.reading;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.spotzee.nifi.salesforce.FieldPath;
import com.spotzee.nifi.salesforce.QueryPage;
import com.spotzee.nifi.salesforce.RecordConsumer;
import com.spotzee.nifi.salesforce.SObjectDescription;
import com.spotzee.nifi.salesforce.SalesforceClient;
import com.spotzee.nifi.salesforce.SalesforceFailure;
import com.spotzee.nifi.salesforce.SalesforceId;
import com.spotzee.nifi.salesforce.SalesforceObject;
import com.spotzee.nifi.soql.SoqlCondition;
import com.spotzee.nifi.soql.SoqlLiteral;
import com.spotzee.nifi.soql.SoqlQuery;
import com.spotzee.nifi.sync.PartConditions;
import com.spotzee.nifi.sync.Position;
import com.spotzee.nifi.sync.RecordLinks;

import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Who took the place of records: winners of merges, contacts of converted leads, and whoever took the place of those. Salesforce is asked only
 * when there is somebody to follow.
 */
final class Successors {

    /** A chain longer than this is taken for a mistake in the data. */
    private static final int MOST_STEPS = 5;
    /** A list that leaves room in an address of 16,384 bytes. */
    private static final int IDS_IN_A_STATEMENT = 400;

    private final SalesforceClient client;
    private final Map<SalesforceObject, Map<SalesforceId, Boolean>> found = new EnumMap<>(SalesforceObject.class);
    private Map<SalesforceObject, Set<String>> toFollow = new EnumMap<>(SalesforceObject.class);

    Successors(final SalesforceClient client) {
        this.client = client;
    }

    /**
     * Takes note of whoever took this record's place.
     *
     * @param news whether that may be news
     */
    void of(final SalesforceObject object, final ObjectNode salesforceRecord, final boolean news) {
        RecordLinks.winner(salesforceRecord).ifPresent(winner -> add(object, winner, news));
        RecordLinks.contact(salesforceRecord).ifPresent(contact -> add(SalesforceObject.CONTACT, contact, news));
    }

    /** All of them by object, and whether that may be news: it may of all who were found behind somebody else, whose stamps nobody has looked at. */
    Map<SalesforceObject, Map<SalesforceId, Boolean>> all() throws SalesforceFailure, IOException {
        for (int step = 0; step < MOST_STEPS && !toFollow.isEmpty(); step++) {
            final Map<SalesforceObject, Set<String>> now = toFollow;
            toFollow = new EnumMap<>(SalesforceObject.class);
            for (final Map.Entry<SalesforceObject, Set<String>> entry : now.entrySet()) {
                follow(entry.getKey(), List.copyOf(entry.getValue()));
            }
        }
        return found;
    }

    private void add(final SalesforceObject object, final String id, final boolean news) {
        final Map<SalesforceId, Boolean> all = found.computeIfAbsent(object, one -> new LinkedHashMap<>());
        final boolean before = all.containsKey(new SalesforceId(id));
        all.merge(new SalesforceId(id), news, Boolean::logicalOr);
        if (!before) {
            toFollow.computeIfAbsent(object, one -> new LinkedHashSet<>()).add(id);
        }
    }

    private void follow(final SalesforceObject object, final List<String> ids) throws SalesforceFailure, IOException {
        final List<FieldPath> links = links(object);
        for (int from = 0; from < ids.size() && !links.isEmpty(); from += IDS_IN_A_STATEMENT) {
            final List<String> some = ids.subList(from, Math.min(ids.size(), from + IDS_IN_A_STATEMENT));
            final List<FieldPath> fields = new ArrayList<>(List.of(FieldPath.parse("Id")));
            fields.addAll(links);
            followAll(object, fields, new SoqlCondition(some.stream().map(SoqlLiteral::of).collect(Collectors.joining(", ", "Id IN (", ")"))));
        }
    }

    private void followAll(final SalesforceObject object, final List<FieldPath> fields, final SoqlCondition some) throws SalesforceFailure, IOException {
        final LastId last = new LastId();
        final RecordConsumer followed = last.before(each -> of(object, each, true));
        QueryPage page = client.queryAll(new SoqlQuery(fields, object.apiName(), List.of(some)).text(), followed);
        while (page.next().isPresent() || page.endsEarly()) {
            page = client.queryAll(new SoqlQuery(fields, object.apiName(), behind(some, last)).text(), followed);
        }
    }

    private static List<SoqlCondition> behind(final SoqlCondition some, final LastId last) {
        final List<SoqlCondition> conditions = new ArrayList<>(List.of(some));
        conditions.addAll(PartConditions.ids(new Position.InIdOrder(0, last.known().orElse(null))));
        return conditions;
    }

    private List<FieldPath> links(final SalesforceObject object) throws SalesforceFailure {
        try {
            final SObjectDescription description = client.describe(object.apiName());
            return RecordLinks.fields(description);
        } catch (final SalesforceFailure.NotFound hidden) {
            return List.of();
        }
    }
}
