package com.spotzee.nifi.sandbox.data;

import com.spotzee.nifi.sandbox.salesforce.schema.SalesforceId;

/** The objects a data export is read from and written to, parents before their children. */
public enum ExportObject {
    ACCOUNT("Account", "001"),
    CAMPAIGN("Campaign", "701"),
    CONTACT("Contact", "003"),
    LEAD("Lead", "00Q"),
    CAMPAIGN_MEMBER("CampaignMember", "00v");

    // Not the block from which the org itself numbers new records.
    private static final String BLOCK = "5g0";
    private static final int DIGITS = 9;
    private static final int ALPHABET = 62;

    private final String apiName;
    private final String keyPrefix;

    ExportObject(final String apiName, final String keyPrefix) {
        this.apiName = apiName;
        this.keyPrefix = keyPrefix;
    }

    /** Such as {@code CampaignMember}. */
    public String apiName() {
        return apiName;
    }

    /** Such as {@code CampaignMember.csv}. */
    public String fileName() {
        return apiName + ".csv";
    }

    /** The id of the n-th generated record. */
    String id(final int number) {
        final char[] digits = new char[DIGITS];
        int rest = number + 1;
        for (int position = DIGITS - 1; position >= 0; position--) {
            digits[position] = digit(rest % ALPHABET);
            rest /= ALPHABET;
        }
        return SalesforceId.normalize(keyPrefix + BLOCK + new String(digits)).orElseThrow();
    }

    private static char digit(final int value) {
        if (value < 10) {
            return (char) ('0' + value);
        }
        return value < 36 ? (char) ('A' + value - 10) : (char) ('a' + value - 36);
    }
}
