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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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
                new PlanParts("rules", List.of(), rows, List.of(), List.of()));
    }

    private static RowPlan row(final String name, final String meaning) {
        return new RowPlan(name, "same", meaning, List.of(), !meaning.isEmpty(), false);
    }

    /** A row that the org shows in part: {@code definition} names alternatives, {@code shown} those that are there. */
    private static RowPlan partly(final String definition, final String shown) {
        return new RowPlan("a", definition, shown, List.of(), definition.equals(shown), false);
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

    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
            A B|A  |A C|A  |edited while the same alternative is missing
            A B|A  |C B|C  |the readable alternative is edited
            A B|A B|C B|C  |edited and partly lost at once
            A B|A  |A B|B  |one is back, the other is gone
            A B|A  |A B|A B|the missing one is back
            A B|-  |A B|A  |one of two is back
            A B|-  |C B|C  |edited where nothing was readable
            """)
    void asksForARowThatIsShownInPartWhenItMayBringMore(final String definition, final String shown, final String nowDefinition, final String nowShown) {
        assertEquals(List.of("a"), changed(List.of(partly(definition, shown == null ? "" : shown)), List.of(partly(nowDefinition, nowShown))));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
            A B|A B|A B|A|one is lost
            A B|A B|A B|-|both are lost
            A B|A  |A B|A|nothing changed
            A B|A  |A C|-|edited, and nothing of it can be read
            """)
    void asksForNothingWhereARowCanBringNoMore(final String definition, final String shown, final String nowDefinition, final String nowShown) {
        assertEquals(List.of(), changed(List.of(partly(definition, shown)), List.of(partly(nowDefinition, nowShown == null ? "" : nowShown))));
    }

    @Test
    void takesForUnreadAPartlyShownRowThatWasEditedAndEditedBackMeanwhile() {
        final ObjectPlan plan = plan(List.of(partly("A B", "A")));
        final PlanPrint agreed = print(plan).agreedWith(print(plan(List.of(partly("C B", "C")))));
        assertInstanceOf(PlanChange.Rows.class, PlanChange.since(agreed, print(plan), plan));
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
