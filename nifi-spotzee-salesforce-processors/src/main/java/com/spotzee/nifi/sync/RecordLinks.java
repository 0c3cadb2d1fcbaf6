package com.spotzee.nifi.sync;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.spotzee.nifi.salesforce.FieldPath;
import com.spotzee.nifi.salesforce.SObjectDescription;
import com.spotzee.nifi.salesforce.SalesforceId;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What a record says of the one that took its place: the winner of a merge, the contact that a lead was converted to (Object Reference,
 * Lead). Salesforce shows the latter only to users who may see it, so each field is there only if the description has it.
 */
public final class RecordLinks {

    public static final String MASTER = "MasterRecordId";
    public static final String CONVERTED = "IsConverted";
    public static final String CONVERTED_CONTACT = "ConvertedContactId";

    private RecordLinks() {
    }

    /** The fields to select. */
    public static List<FieldPath> fields(final SObjectDescription object) {
        return Stream.of(MASTER, CONVERTED, CONVERTED_CONTACT).flatMap(name -> object.field(name).stream())
                .map(field -> new FieldPath(List.of(), field.name())).toList();
    }

    /** The record that this one was merged into: 18 characters; the record itself is deleted then. */
    public static Optional<String> winner(final ObjectNode salesforceRecord) {
        return id(salesforceRecord, MASTER);
    }

    /** The contact that this lead was converted to: 18 characters. */
    public static Optional<String> contact(final ObjectNode salesforceRecord) {
        return id(salesforceRecord, CONVERTED_CONTACT);
    }

    private static Optional<String> id(final ObjectNode salesforceRecord, final String field) {
        return Optional.ofNullable(salesforceRecord.path(field).textValue()).filter(SalesforceId::isValid).map(id -> new SalesforceId(id).value());
    }
}
