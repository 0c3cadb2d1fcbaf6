package com.spotzee.nifi.salesforce;

import com.fasterxml.jackson.databind.JsonNode;

/** What a record says about a field. The differences matter: an empty field clears a property in Spotzee, an unreadable one must not. */
public sealed interface FieldValue {

    /** The field has a value. */
    record Given(JsonNode value) implements FieldValue {
    }

    /** The field is empty, or its parent does not exist. */
    record Empty() implements FieldValue {
    }

    /** The parent exists, but the user may not see it. */
    record Hidden() implements FieldValue {
    }

    /** The record was read without this field. */
    record NotRead() implements FieldValue {
    }
}
