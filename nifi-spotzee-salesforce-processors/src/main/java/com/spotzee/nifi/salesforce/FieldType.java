package com.spotzee.nifi.salesforce;

import java.util.Arrays;
import java.util.Locale;

/** Salesforce's field types, as {@code describe} names them; {@link #OTHER} stands for the rare ones that are passed on as text. */
public enum FieldType {
    ID(Family.ID),
    REFERENCE(Family.ID),
    STRING(Family.TEXT),
    PICKLIST(Family.TEXT),
    COMBOBOX(Family.TEXT),
    PHONE(Family.TEXT),
    URL(Family.TEXT),
    EMAIL(Family.TEXT),
    ENCRYPTEDSTRING(Family.TEXT),
    TEXTAREA(Family.TEXT),
    MULTIPICKLIST(Family.MULTI_SELECT),
    BOOLEAN(Family.BOOLEAN),
    INT(Family.NUMBER),
    LONG(Family.NUMBER),
    DOUBLE(Family.NUMBER),
    CURRENCY(Family.NUMBER),
    PERCENT(Family.NUMBER),
    DATE(Family.DATE),
    DATETIME(Family.DATETIME),
    TIME(Family.TIME),
    ADDRESS(Family.COMPOUND),
    LOCATION(Family.COMPOUND),
    BASE64(Family.OTHER),
    OTHER(Family.OTHER);

    /** Types that are compared and converted alike. */
    public enum Family { ID, TEXT, MULTI_SELECT, BOOLEAN, NUMBER, DATE, DATETIME, TIME, COMPOUND, OTHER }

    private final Family family;

    FieldType(final Family family) {
        this.family = family;
    }

    /** The type that {@code describe} calls {@code wireName}. */
    public static FieldType named(final String wireName) {
        final String name = wireName.toUpperCase(Locale.ROOT);
        return Arrays.stream(values()).filter(type -> type.name().equals(name)).findFirst().orElse(OTHER);
    }

    public Family family() {
        return family;
    }
}
