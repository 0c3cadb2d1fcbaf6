package com.spotzee.nifi.sandbox.salesforce.schema;

import java.util.Locale;

/** Salesforce's field types as far as the emulated org has them, each with what describe and the database need to know. */
public enum FieldType {
    ID("tns:ID", Family.TEXT),
    REFERENCE("tns:ID", Family.TEXT),
    STRING("xsd:string", Family.TEXT),
    PICKLIST("xsd:string", Family.TEXT),
    MULTIPICKLIST("xsd:string", Family.TEXT),
    PHONE("xsd:string", Family.TEXT),
    URL("xsd:string", Family.TEXT),
    EMAIL("xsd:string", Family.TEXT),
    TEXTAREA("xsd:string", Family.TEXT),
    ENCRYPTEDSTRING("xsd:string", Family.TEXT),
    BOOLEAN("xsd:boolean", Family.BOOLEAN),
    INT("xsd:int", Family.NUMBER),
    DOUBLE("xsd:double", Family.NUMBER),
    CURRENCY("xsd:double", Family.NUMBER),
    PERCENT("xsd:double", Family.NUMBER),
    DATE("xsd:date", Family.DATE),
    DATETIME("xsd:dateTime", Family.DATETIME),
    ADDRESS("urn:address", Family.COMPOUND),
    LOCATION("urn:location", Family.COMPOUND);

    /** What values of a type are made of. */
    public enum Family { TEXT, NUMBER, BOOLEAN, DATE, DATETIME, COMPOUND }

    private final String soapType;
    private final Family family;

    FieldType(final String soapType, final Family family) {
        this.soapType = soapType;
        this.family = family;
    }

    /** The type as describe spells it. */
    public String apiName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The type in Salesforce's SOAP API, which describe repeats. */
    public String soapType() {
        return soapType;
    }

    /** What the values are made of. */
    public Family family() {
        return family;
    }

    /** Whether values are record ids. */
    public boolean isId() {
        return this == ID || this == REFERENCE;
    }

    /** Whether LIKE may be used. */
    public boolean supportsLike() {
        return family == Family.TEXT && !isId() && this != MULTIPICKLIST;
    }
}
