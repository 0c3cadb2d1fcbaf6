package com.spotzee.nifi.system.benchmark;

import com.spotzee.nifi.salesforce.BulkSelection;
import com.spotzee.nifi.salesforce.FieldPath;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The leads that every way of reading reads: those up to an id, with the fields that our template asks for.
 *
 * @param endId the last one's id
 */
record Sample(String endId) {

    static final int RESULT_PAGE = 50_000;
    private static final String OBJECT = "Lead";
    private static final List<FieldPath> FIELDS = Arrays.stream(("Id CreatedDate LastModifiedDate SystemModstamp Email FirstName LastName Phone MobilePhone "
            + "Company Title LeadSource AnnualRevenue HasOptedOutOfEmail").split(" ")).map(FieldPath::parse).toList();

    private String condition() {
        return "Id <= '" + endId + "'";
    }

    String statement() {
        return "SELECT " + FIELDS.stream().map(FieldPath::toString).collect(Collectors.joining(", ")) + " FROM " + OBJECT + " WHERE " + condition()
                + " ORDER BY Id";
    }

    BulkSelection selection() {
        return new BulkSelection(OBJECT, FIELDS, List.of(condition()), false);
    }
}
