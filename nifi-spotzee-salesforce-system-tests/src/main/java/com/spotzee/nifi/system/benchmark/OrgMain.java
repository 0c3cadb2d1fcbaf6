package com.spotzee.nifi.system.benchmark;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.spotzee.nifi.sandbox.data.ExportObject;
import com.spotzee.nifi.sandbox.data.GeneratedOrg;
import com.spotzee.nifi.sandbox.data.OrgContent;
import com.spotzee.nifi.sandbox.salesforce.EmulatedOrg;
import com.spotzee.nifi.sandbox.salesforce.OrgClock;
import com.spotzee.nifi.sandbox.salesforce.OrgSettings;
import com.spotzee.nifi.sandbox.salesforce.store.OrgStore;
import com.spotzee.nifi.sandbox.salesforce.store.RecordInserter;

import java.io.IOException;
import java.util.Iterator;
import java.util.Map;

/**
 * The program of the process in which the benchmark's org lives, so that its work and its memory are not counted as the reader's: invents leads,
 * says on one line where they are, and ends with its standard input, which is to say with whoever started it.
 */
final class OrgMain {

    static final String READY = "ready ";
    /** Leads are about 6 of 11 people that the sandbox invents. */
    private static final int PEOPLE_PER_LEAD = 2;
    private static final long SEED = 1;
    private static final long CALLS_ALLOWED = 100_000_000;

    private OrgMain() {
    }

    /** @param arguments how many leads, and which of them is the last of the sample */
    public static void main(final String[] arguments) throws IOException {
        final int leads = Integer.parseInt(arguments[0]);
        final int sample = Integer.parseInt(arguments[1]);
        try (EmulatedOrg org = EmulatedOrg.start(OrgSettings.defaults().withClock(OrgClock.system()).withApiLimit(CALLS_ALLOWED))) {
            final String endOfSample = fill(org.store(), leads, sample);
            System.out.println(READY + new ObjectMapper().writeValueAsString(
                    new OrgAddress(org.url(), org.clientId(), org.clientSecret(), endOfSample)));
            System.out.flush();
            System.in.transferTo(java.io.OutputStream.nullOutputStream());
        }
    }

    private static String fill(final OrgStore store, final int leads, final int sample) {
        final GeneratedOrg invented = GeneratedOrg.of(new OrgContent.Generated(leads * PEOPLE_PER_LEAD, SEED));
        final Iterator<Map<String, String>> rows = invented.rows(ExportObject.LEAD).limit(leads).iterator();
        String endOfSample = "";
        try (RecordInserter inserter = store.insert(ExportObject.LEAD.apiName())) {
            while (rows.hasNext()) {
                final String id = inserter.add(rows.next());
                if (inserter.added() == sample) {
                    endOfSample = id;
                }
            }
        }
        return endOfSample;
    }
}
