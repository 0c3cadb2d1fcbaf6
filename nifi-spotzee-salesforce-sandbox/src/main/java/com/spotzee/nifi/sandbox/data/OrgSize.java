package com.spotzee.nifi.sandbox.data;

/**
 * How many records of each object an org of so many people has, and which lead and contact are the same person.
 *
 * @param leads     about 6 of 11 people
 * @param contacts  the others
 * @param accounts  companies the contacts belong to
 * @param campaigns a few, more in a larger org
 * @param members   campaign members
 */
record OrgSize(int leads, int contacts, int accounts, int campaigns, int members) {
    private static final int LEADS_OF_11 = 6;
    private static final int MEMBERS_OF_11 = 4;
    private static final int CONTACTS_OF_AN_ACCOUNT = 4;
    private static final int PEOPLE_OF_A_CAMPAIGN = 500;
    private static final int FEWEST_CAMPAIGNS = 6;
    private static final int MOST_CAMPAIGNS = 200;
    private static final int NOBODY = -1;
    private static final int EVERY_LEAD = 16;
    private static final int CONVERTED_LEAD = 5;
    private static final int TWIN_LEAD = 11;
    private static final int EVERY_CONTACT = 8;
    private static final int CONVERTED_CONTACT = 2;
    private static final int TWIN_CONTACT = 6;

    static OrgSize of(final int people) {
        final int leads = (int) ((long) people * LEADS_OF_11 / 11);
        final int contacts = people - leads;
        final int campaigns = Math.clamp(people / PEOPLE_OF_A_CAMPAIGN, FEWEST_CAMPAIGNS, MOST_CAMPAIGNS);
        return new OrgSize(leads, contacts, (contacts + CONTACTS_OF_AN_ACCOUNT - 1) / CONTACTS_OF_AN_ACCOUNT, people == 0 ? 0 : campaigns,
                (int) ((long) people * MEMBERS_OF_11 / 11));
    }

    int of(final ExportObject object) {
        return switch (object) {
            case ACCOUNT -> accounts;
            case CAMPAIGN -> campaigns;
            case CONTACT -> contacts;
            case LEAD -> leads;
            case CAMPAIGN_MEMBER -> members;
        };
    }

    /** The number of the contact that a converted lead became, or a negative number. */
    int contactOfConverted(final int lead) {
        final int contact = lead / EVERY_LEAD * EVERY_CONTACT + CONVERTED_CONTACT;
        return lead % EVERY_LEAD == CONVERTED_LEAD && contact < contacts ? contact : NOBODY;
    }

    /** Whether a contact with the same e-mail address exists, converted or not. */
    boolean leadIsAlsoContact(final int lead) {
        final int twin = lead / EVERY_LEAD * EVERY_CONTACT + TWIN_CONTACT;
        return contactOfConverted(lead) >= 0 || lead % EVERY_LEAD == TWIN_LEAD && twin < contacts;
    }

    /** The number of the lead who is the same person as a contact, or a negative number. */
    int leadOf(final int contact) {
        final int place = switch (contact % EVERY_CONTACT) {
            case CONVERTED_CONTACT -> CONVERTED_LEAD;
            case TWIN_CONTACT -> TWIN_LEAD;
            default -> NOBODY;
        };
        final long lead = (long) contact / EVERY_CONTACT * EVERY_LEAD + place;
        return place >= 0 && lead < leads ? (int) lead : NOBODY;
    }

    /** Whether that lead was converted into this contact. */
    boolean madeByConversion(final int contact) {
        return contact % EVERY_CONTACT == CONVERTED_CONTACT && leadOf(contact) >= 0;
    }
}
