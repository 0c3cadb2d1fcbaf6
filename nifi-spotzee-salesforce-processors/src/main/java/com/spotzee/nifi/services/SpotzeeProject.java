package com.spotzee.nifi.services;

import com.spotzee.nifi.spotzee.SpotzeeClient;
import org.apache.nifi.controller.ControllerService;

import java.util.Set;

/** One Spotzee project: its address, its key, the pace it allows, and the subscriptions that an opt-out ends. */
public interface SpotzeeProject extends ControllerService {

    /** The client of this project, paced together with all its other users. Ask anew on each trigger. */
    SpotzeeClient client();

    /** Where the project is, for provenance. */
    String url();

    /** The subscription ids that an opt-out unsubscribes; empty if none was named. */
    Set<Long> optOutSubscriptions();
}
