package com.spotzee.nifi.system.template;

import com.spotzee.nifi.system.template.Sketch.Label;
import com.spotzee.nifi.system.template.Sketch.Look;
import com.spotzee.nifi.system.template.Sketch.Point;

import java.util.List;

/** The notes on the canvas: they explain the flow to someone who sees it for the first time. */
final class TemplateLabels {

    private static final Look TITLE = new Look("#cde8f0", "20px");
    private static final Look NOTE = new Look("#fff7d7", "16px");
    private static final double LEFT = -760;

    private TemplateLabels() {
    }

    static List<Label> all() {
        return List.of(
                new Label("""
                        Salesforce to Spotzee, one way
                        1. Parameters (right click, Parameters): fill in the Salesforce and Spotzee credentials, look at rules and mappings.
                        2. Controller services (right click, Controller Services): enable all three; Verify on each tells what is wrong.
                        3. Start. Stop and start "Query Salesforce" whenever you want a sync now.""", new Point(LEFT, -230), 1112, 170, TITLE),
                note(0, """
                        Reads what has changed: everything the first time, then every Sync Frequency. \
                        People who have opted out take the lane on the left, past rules and mappings, and are unsubscribed first."""),
                note(1, """
                        Keeps the records that fulfil the Sync Rules. Records that stop matching stay in Spotzee as they are."""),
                note(2, """
                        Turns each record into a Spotzee user, by the mapping rows. \
                        A value that does not fit is left out and reported; the person still goes."""),
                note(3, """
                        Gives each person one id: sf_<integration>_<object>_<Salesforce id>. \
                        The same e-mail address under two ids is reported on "duplicates", never merged."""),
                note(4, """
                        Sends batches of 100 at Spotzee's pace. Who has opted out is made unmailable before anything else is written. \
                        What can't be sent now waits in the queue; what Spotzee refuses goes to "failure" with the reason."""),
                new Label("""
                        Something to look at? It waits here for 30 days and never blocks the flow: right click a connection, List queue.""",
                        new Point(610, 150), 260, 130, NOTE),
                new Label("""
                        The integration log: one FlowFile per event (sync_started, sync_completed, sync_failed, records_imported, \
                        records_updated, health_check), kept for 7 days. Connect your own processors here to be told.""",
                        new Point(1192, 640), 416, 130, NOTE),
                new Label("""
                        Checks login, mapped fields, API limits and staleness every five minutes, and says what to do.""",
                        new Point(1040, -110), 352, 80, NOTE));
    }

    private static Label note(final int row, final String text) {
        return new Label(text, new Point(LEFT, row * 280), 400, 128, NOTE);
    }
}
