package com.spotzee.nifi.sandbox.data;

import java.util.Map;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * An invented org: rows by API name with values as a data export writes them, null where empty. The same number and seed give the same rows; a row is
 * made when it is asked for, so that no number of people needs more memory than one.
 */
public final class GeneratedOrg {
    private final OrgSize size;
    private final PeopleRows people;
    private final CompanyRows companies;

    private GeneratedOrg(final OrgSize size, final long seed) {
        this.size = size;
        this.people = new PeopleRows(size, seed);
        this.companies = new CompanyRows(size, seed);
    }

    /** The org that the two numbers stand for. */
    public static GeneratedOrg of(final OrgContent.Generated content) {
        return new GeneratedOrg(OrgSize.of(content.people()), content.seed());
    }

    /** All rows of an object, every row with the same columns in the same order. */
    public Stream<Map<String, String>> rows(final ExportObject object) {
        return IntStream.range(0, size.of(object)).mapToObj(producer(object));
    }

    private IntFunction<Map<String, String>> producer(final ExportObject object) {
        return switch (object) {
            case ACCOUNT -> companies::account;
            case CAMPAIGN -> companies::campaign;
            case CONTACT -> people::contact;
            case LEAD -> people::lead;
            case CAMPAIGN_MEMBER -> companies::campaignMember;
        };
    }
}
