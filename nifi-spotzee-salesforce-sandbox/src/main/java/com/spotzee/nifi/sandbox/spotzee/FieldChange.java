package com.spotzee.nifi.sandbox.spotzee;

/** What an upsert wants of one first-class field. */
sealed interface FieldChange {

    /** The field's value afterwards. */
    String applyTo(String before);

    /** The field was absent. */
    record Keep() implements FieldChange {
        @Override
        public String applyTo(final String before) {
            return before;
        }
    }

    /** The field was null. */
    record Clear() implements FieldChange {
        @Override
        public String applyTo(final String before) {
            return null;
        }
    }

    /** The field has a value, already in the form in which it is read back. */
    record Set(String value) implements FieldChange {
        @Override
        public String applyTo(final String before) {
            return value;
        }
    }
}
