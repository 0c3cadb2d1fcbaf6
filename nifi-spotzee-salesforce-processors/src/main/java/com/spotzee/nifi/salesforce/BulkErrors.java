package com.spotzee.nifi.salesforce;

import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What errors mean in requests about query jobs. The messages are those that Estuary's and Airbyte's connectors recorded in production, for
 * Salesforce documents no codes of its own; everything else means what it means elsewhere.
 */
final class BulkErrors {

    private static final String USE_REST = "This is read through the REST API instead.";
    private static final Set<String> ORG_WIDE = Set.of("REQUEST_LIMIT_EXCEEDED", "API_DISABLED_FOR_ORG", "API_CURRENTLY_DISABLED");

    private BulkErrors() {
    }

    /** A job could not be created. */
    static SalesforceFailure ofCreation(final String tried, final ErrorAnswer error) {
        final String message = error.message().toLowerCase(Locale.ROOT);
        if (message.contains("max bulk v2 query") || "LIMIT_EXCEEDED".equals(error.code())) {
            return new SalesforceFailure.BulkAllowanceUsedUp(ErrorClassification.sentence(tried, error,
                    "The org's Bulk API jobs of the last 24 hours, or the storage for their results, are used up; there are some again within a day."));
        }
        if (Stream.of("no such column", "didn't understand relationship").anyMatch(message::contains)) {
            // told as API_ERROR here; in a REST query it has a code of its own
            return new SalesforceFailure.Refused(ErrorCode.INVALID_FIELD.name(), ErrorClassification.sentence(tried, error, ErrorCode.INVALID_FIELD.advice()));
        }
        final boolean thisQuery = Stream.of("not supported in bulk", "not supported by the bulk", "does not support query", "implementation restriction",
                "compound data").anyMatch(message::contains);
        final boolean here = Set.of(403, 404, 405).contains(error.status()) && !ORG_WIDE.contains(error.code());
        if (thisQuery || here || Set.of("INVALIDENTITY", "FEATURENOTENABLED", "FEATURE_NOT_ENABLED").contains(error.code())) {
            return new SalesforceFailure.BulkNotPossible(ErrorClassification.sentence(tried, error, USE_REST));
        }
        return ErrorClassification.of(tried, error);
    }

    /** A request about a job that was created failed. */
    static SalesforceFailure ofJob(final String tried, final ErrorAnswer error) {
        return switch (error.status()) {
            case 404, 410 -> new SalesforceFailure.JobLost(ErrorClassification.sentence(tried, error,
                    "Salesforce knows the job no more (results are kept for seven days): it is made again."));
            case 409 -> new SalesforceFailure.JobOfOtherVersion(ErrorClassification.sentence(tried, error,
                    "The job was made with another version of the API: it is made again."));
            default -> ErrorClassification.of(tried, error);
        };
    }
}
