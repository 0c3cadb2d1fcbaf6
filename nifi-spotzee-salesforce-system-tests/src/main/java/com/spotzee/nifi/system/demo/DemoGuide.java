package com.spotzee.nifi.system.demo;

import com.spotzee.nifi.system.org.OrgRecords;

import java.io.PrintStream;
import java.net.URI;
import java.time.Duration;
import java.util.List;

/** What a visitor can look at and try once everybody has arrived. */
final class DemoGuide {

    private static final String NOBODY = "ID";

    private final DemoWorld world;
    private final Duration frequency;

    DemoGuide(final DemoWorld world, final Duration frequency) {
        this.world = world;
        this.frequency = frequency;
    }

    void print(final PrintStream out) {
        final URI spotzee = world.sandbox().project().url();
        final URI admin = world.sandbox().adminUrl();
        out.printf("%nEverybody has arrived in Spotzee: %,d users. Ctrl-C stops everything.%n%n", world.sandbox().project().userCount());
        out.printf("  NiFi                     %s/nifi%n", world.nifi().url());
        out.printf("  Salesforce (emulated)    %s%n", world.sandbox().org().url());
        out.printf("  Spotzee (emulated)       %s%n", spotzee);
        out.printf("  both sides, with buttons %s%n", world.sandbox().consoleUrl());
        out.printf("  change the org           %s%n", admin);
        out.printf("  NiFi's log               %s%n%n", world.nifi().log());
        out.printf("Try this; a sync runs every %d seconds:%n%n", frequency.toSeconds());
        final String lead = someone("SELECT Id FROM Lead WHERE IsConverted = false AND HasOptedOutOfEmail = false");
        final String contact = someone("SELECT Id FROM Contact");
        out.printf("  opt a lead out           curl -X POST %s/org/Lead/%s/opt-out%n", admin, lead);
        out.printf("  edit a contact           curl -X PATCH -H 'Content-Type: application/json' -d '{\"Title\":\"Captain\"}' %s/org/Contact/%s%n", admin,
                contact);
        out.printf("  delete it (Spotzee keeps the user)%n                           curl -X DELETE %s/org/Contact/%s%n", admin, contact);
        final String bearer = "curl -H 'Authorization: Bearer " + world.sandbox().project().secretKey() + "' " + spotzee
                + "/users/sf_" + DemoWorld.INTEGRATION_ID;
        out.printf("  the lead in Spotzee      %s_Lead_%s%n", bearer, lead);
        out.printf("  its subscriptions        %s_Lead_%s/subscriptions%n", bearer, lead);
        out.printf("  the contact in Spotzee   %s_Contact_%s%n%n", bearer, contact);
    }

    private String someone(final String soql) {
        final List<String> ids = new OrgRecords(world.sandbox().org().store()).column(soql, "Id");
        return ids.isEmpty() ? NOBODY : ids.getFirst();
    }
}
