package com.spotzee.nifi.services;

import com.spotzee.nifi.salesforce.SalesforceClient;
import org.apache.nifi.controller.ControllerService;

/** One Salesforce org and one login to it, shared by everything that asks it. */
public interface SalesforceConnection extends ControllerService {

    /** The client of this connection; it logs in when it is first used. Ask anew on each trigger: it ends when the service is disabled. */
    SalesforceClient client();
}
