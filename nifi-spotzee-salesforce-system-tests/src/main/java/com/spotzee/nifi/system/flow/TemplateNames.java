package com.spotzee.nifi.system.flow;

import java.nio.file.Path;

/** The names in the template that users, the demo and the tests go by. */
public final class TemplateNames {

    public static final String PARAMETER_CONTEXT = "Spotzee Salesforce Sync";
    public static final String FILE = "spotzee-salesforce-sync.json";

    public static final String INTEGRATION_ID = "Integration ID";
    public static final String SYNC_FREQUENCY = "Sync Frequency";
    public static final String FULL_SYNC_REQUEST = "Full Sync Request";
    public static final String OBJECTS = "Sync Objects";
    public static final String SYNC_RULES = "Sync Rules";
    public static final String SALESFORCE_ENVIRONMENT = "Salesforce Environment";
    public static final String SALESFORCE_DOMAIN = "Salesforce Custom Domain";
    public static final String SALESFORCE_AUTHENTICATION = "Salesforce Authentication";
    public static final String SALESFORCE_CLIENT_ID = "Salesforce Client ID";
    public static final String SALESFORCE_CLIENT_SECRET = "Salesforce Client Secret";
    public static final String SALESFORCE_USERNAME = "Salesforce Username";
    public static final String SALESFORCE_PRIVATE_KEY = "Salesforce JWT Private Key";
    public static final String SPOTZEE_URL = "Spotzee URL";
    public static final String SPOTZEE_KEY = "Spotzee API Key";
    public static final String OPT_OUT_SUBSCRIPTIONS = "Spotzee Opt-Out Subscriptions";

    /** Before the name of the Spotzee property: the parameter that says what it is read from. */
    public static final String MAPPING = "Mapping ";

    private TemplateNames() {
    }

    /** The template in a project's folder. */
    public static Path file(final Path projectRoot) {
        return projectRoot.resolve("templates").resolve(FILE);
    }
}
