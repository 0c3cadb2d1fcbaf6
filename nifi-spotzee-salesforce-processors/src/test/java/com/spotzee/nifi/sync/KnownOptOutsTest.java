package com.spotzee.nifi.sync;

import com.spotzee.nifi.salesforce.SalesforceId;
import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Set;

import static com.spotzee.nifi.salesforce.SalesforceObject.CONTACT;
import static com.spotzee.nifi.salesforce.SalesforceObject.LEAD;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

class KnownOptOutsTest {

    private static final SalesforceId ADA = new SalesforceId("00Q9H00000C6pyc");
    private static final SalesforceId BOB = new SalesforceId("00Q9H00000C6pyd");

    private final KnownOptOuts known = new KnownOptOuts();

    @Test
    void heirsStayUntilTheyAreAskedForAgainAndOthersUntilTheWindowEnds() {
        known.add(LEAD, List.of(ADA));
        known.addHeirs(LEAD, List.of(BOB));
        assertEquals(Set.of(), known.newAmong(LEAD, List.of(ADA, BOB)));
        assertEquals(Set.of(ADA, BOB), known.newAmong(CONTACT, List.of(ADA, BOB)));

        known.windowEnded(LEAD);
        assertEquals(Set.of(ADA), known.newAmong(LEAD, List.of(ADA, BOB)));
        known.forget(LEAD);
        assertFalse(known.contains(LEAD, BOB.value()));
    }

    @Test
    void idsAreTheSameWithTheirChecksumAndWithoutAndWhatIsNoneIsNotKnown() {
        known.add(LEAD, List.of(ADA));
        assertTrue(known.contains(LEAD, "00Q9H00000C6pyc"));
        assertFalse(known.contains(LEAD, ""));
        assertFalse(known.contains(LEAD, "00Q9H"));
    }
}
