package com.spotzee.nifi.identity;

import com.spotzee.nifi.integration.IntegrationId;
import com.spotzee.nifi.salesforce.SalesforceId;
import com.spotzee.nifi.salesforce.SalesforceObject;
import com.spotzee.nifi.sync.ExternalId;
import org.junit.jupiter.api.Test;

import java.util.List;

import static org.junit.jupiter.api.Assertions.assertEquals;

class SeenPeopleTest {

    private static final ExternalId LEAD = person(SalesforceObject.LEAD, 'a');
    private static final ExternalId NEW_LEAD = person(SalesforceObject.LEAD, 'b');
    private static final ExternalId CONTACT = person(SalesforceObject.CONTACT, 'a');

    private final SeenPeople seen = new SeenPeople(100);

    private static ExternalId person(final SalesforceObject object, final char last) {
        return new ExternalId(new IntegrationId("crm"), object, new SalesforceId(object.keyPrefix() + "9H00000C6py" + last));
    }

    private static Sighting at(final ExternalId person, final String address) {
        return new Sighting(person, address, null);
    }

    private List<SuspectedDouble> enter(final Sighting... page) {
        return seen.enter(List.of(page));
    }

    private static SuspectedDouble leadAndContact(final ExternalId lead) {
        return new SuspectedDouble(DoubleKind.LEAD_AND_CONTACT, lead, CONTACT, "x");
    }

    @Test
    void findsLeadAndContactAcrossPagesAndTellsThemOnce() {
        assertEquals(List.of(), enter(at(CONTACT, "x")));
        assertEquals(List.of(leadAndContact(LEAD)), enter(at(LEAD, "x")));
        assertEquals(List.of(), enter(at(CONTACT, "x"), at(LEAD, "x")));
    }

    @Test
    void suspectsARecordOfTheSameObjectUnderANewId() {
        assertEquals(List.of(new SuspectedDouble(DoubleKind.SAME_OBJECT, LEAD, NEW_LEAD, "x")), enter(at(LEAD, "x"), at(NEW_LEAD, "x"), at(CONTACT, "y")));
    }

    @Test
    void tellsAConvertedLeadWithItsContactAndNotOnceMoreForTheirAddress() {
        assertEquals(List.of(new SuspectedDouble(DoubleKind.CONVERTED_LEAD, LEAD, CONTACT, null)), enter(new Sighting(LEAD, null, CONTACT)));
        assertEquals(List.of(), enter(at(CONTACT, "x"), new Sighting(LEAD, "x", CONTACT)));
    }

    @Test
    void leavesCampaignMembersAlone() {
        assertEquals(List.of(), enter(at(LEAD, "x"),
                at(person(SalesforceObject.CAMPAIGN_MEMBER, 'a'), "x"), at(person(SalesforceObject.CAMPAIGN_MEMBER, 'b'), "x")));
    }

    @Test
    void forgetsAnAddressThatSomebodyHasNoMore() {
        enter(at(LEAD, "x"));
        enter(at(LEAD, "y"));
        assertEquals(List.of(), enter(at(CONTACT, "x")));
        enter(at(CONTACT, null));
        assertEquals(List.of(), enter(at(NEW_LEAD, "x")));
    }

    @Test
    void comparesWithTheLastOfEachObjectHoweverManyShareAnAddress() {
        enter(at(CONTACT, "x"));
        for (final char last : "abcdefgh".toCharArray()) {
            enter(at(person(SalesforceObject.LEAD, last), "x"));
        }
        assertEquals(List.of(new SuspectedDouble(DoubleKind.SAME_OBJECT, person(SalesforceObject.LEAD, 'h'), person(SalesforceObject.LEAD, 'i'), "x")),
                enter(at(person(SalesforceObject.LEAD, 'i'), "x")));
    }

    @Test
    void forgetsWhatWasNotSeenForLongest() {
        final SeenPeople small = new SeenPeople(1);
        small.enter(List.of(at(CONTACT, "x"), at(NEW_LEAD, "y")));
        assertEquals(List.of(), small.enter(List.of(at(LEAD, "x"))));
        assertEquals(2, small.takeForgotten());
        assertEquals(0, small.takeForgotten());
    }
}
