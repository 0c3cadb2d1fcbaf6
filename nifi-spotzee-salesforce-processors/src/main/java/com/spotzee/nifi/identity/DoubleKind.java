package com.spotzee.nifi.identity;

/** Why two users are suspected to be one person, and what people can do about it. */
public enum DoubleKind {
    CONVERTED_LEAD("converted_lead", "This lead was converted to this contact, and both are synced",
            "Choose Skip in Converted Leads on the Salesforce Integration, so that converted leads do not come any more, and merge the two users at Spotzee"),
    LEAD_AND_CONTACT("lead_and_contact", "A lead and a contact have the same e-mail address, so the person may be synced twice",
            "Pick one of the two for an audience, or use segments that de-duplicate by e-mail at Spotzee; or convert the lead to the contact in Salesforce"),
    SAME_OBJECT("same_object", "Two records of one object have the same e-mail address: perhaps a record was deleted and recreated under a new id",
            "If one of the records is gone, merge the two users at Spotzee. If both are there and are one person, merge the records in Salesforce. "
                    + "If two people share the address, leave them");

    private final String label;
    private final String reason;
    private final String whatToDo;

    DoubleKind(final String label, final String reason, final String whatToDo) {
        this.label = label;
        this.reason = reason;
        this.whatToDo = whatToDo;
    }

    /** For machines. */
    public String label() {
        return label;
    }

    /** What makes them suspicious, as one sentence. */
    public String reason() {
        return reason;
    }

    /** The cures. */
    public String whatToDo() {
        return whatToDo;
    }
}
