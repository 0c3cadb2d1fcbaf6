package com.spotzee.nifi.sync;

import com.spotzee.nifi.integration.CursorField;
import com.spotzee.nifi.integration.DeletedRecords;
import com.spotzee.nifi.integration.DeletionSettings;
import com.spotzee.nifi.integration.IntegrationId;
import com.spotzee.nifi.integration.IntegrationSettings;
import com.spotzee.nifi.integration.ObjectPlan;
import com.spotzee.nifi.integration.PlanParts;
import com.spotzee.nifi.integration.RowPlan;
import com.spotzee.nifi.integration.UnreadableOptOut;
import com.spotzee.nifi.salesforce.SalesforceObject;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

class PlanPrintTest {

    private static final int STATE_VALUE = 32 * 1024;

    private static final IntegrationSettings SETTINGS = new IntegrationSettings(new IntegrationId("crm"), List.of(SalesforceObject.LEAD), Duration.ofHours(1),
            CursorField.LAST_MODIFIED_DATE, "unsubscribed", UnreadableOptOut.HOLD, new DeletionSettings(DeletedRecords.IGNORE, null));

    private static ObjectPlan plan(final List<RowPlan> rows) {
        return new ObjectPlan(SalesforceObject.LEAD, List.of(), null, kept -> true, null, List.of(), List.of(), List.of(), null,
                new PlanParts("rules", List.of(), rows, List.of()));
    }

    private static RowPlan row(final String name, final String meaning) {
        return new RowPlan(name, meaning, List.of(), !meaning.isEmpty(), false);
    }

    private static List<RowPlan> rows(final int count) {
        return IntStream.range(0, count).mapToObj(number -> row("row" + number, "meaning" + number)).toList();
    }

    private static PlanPrint print(final ObjectPlan plan) {
        return PlanPrint.of(plan, SETTINGS);
    }

    private static List<String> changed(final List<RowPlan> before, final List<RowPlan> now) {
        final PlanChange change = PlanChange.since(PlanPrint.parse(print(plan(before)).asText()), print(plan(now)), plan(now));
        return change instanceof PlanChange.Rows rows ? rows.rows().stream().map(RowPlan::name).toList() : List.of();
    }

    @Test
    void givesBackWhatWasStored() {
        final PlanPrint print = print(plan(List.of(row("a", "x"), row("b", ""))));
        assertEquals(print, PlanPrint.parse(print.asText()));
        assertEquals(PlanPrint.NONE, PlanPrint.parse(PlanPrint.NONE.asText()));
    }

    @Test
    void fitsIntoAStateValueHoweverManyRowsThereAre() {
        assertTrue(print(plan(rows(1000))).asText().length() < STATE_VALUE);
        assertTrue(print(plan(rows(5000))).asText().length() < STATE_VALUE);
        assertEquals(List.of(), changed(rows(1000), rows(1000)));
        assertEquals(1001, changed(rows(1000), rows(1001)).size());
        assertEquals(List.of(), changed(rows(5000), rows(5000)));
        assertEquals(List.of("row999"), changed(rows(999), rows(1000)));
    }

    @Test
    void asksForARowWhoseFieldIsThereAgainAndNotForOneThatIsGone() {
        assertEquals(List.of(), changed(List.of(row("a", "x")), List.of(row("a", ""))));
        assertEquals(List.of("a"), changed(List.of(row("a", "")), List.of(row("a", "x"))));
        assertEquals(List.of("b"), changed(List.of(row("a", "x")), List.of(row("a", "x"), row("b", "y"))));
        assertEquals(List.of(), changed(List.of(row("a", "x"), row("b", "y")), List.of(row("a", "x"))));
    }

    @Test
    void takesForUnreadWhatChangedWhileTheWindowWasOpenEvenIfItChangedBack() {
        final ObjectPlan plan = plan(List.of(row("a", "x"), row("b", "y"), row("c", "z")));
        final PlanPrint opened = print(plan);
        final PlanPrint agreed = opened.agreedWith(print(plan(List.of(row("a", "other"), row("b", "y"), row("c", "")))));
        final PlanChange.Rows change = assertInstanceOf(PlanChange.Rows.class, PlanChange.since(agreed, opened, plan));
        assertEquals("row 'a' changed, row 'c' can be read again", change.reason());
        assertEquals(List.of("a", "c"), change.rows().stream().map(RowPlan::name).toList());
    }

    @Test
    void asksForEverythingWhereNothingIsKnown() {
        assertInstanceOf(PlanChange.Everything.class, PlanChange.since(PlanPrint.NONE, print(plan(rows(2))), plan(rows(2))));
    }
}
