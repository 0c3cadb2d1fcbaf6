package com.spotzee.nifi.integration;

import java.util.regex.Pattern;

/** The integration's id, the second part of every external id. Letters, digits and hyphens, so that underscores keep separating the parts. */
public record IntegrationId(String value) {

    private static final Pattern FORM = Pattern.compile("[A-Za-z0-9-]{1,64}");

    public IntegrationId {
        if (!FORM.matcher(value).matches()) {
            throw new IllegalArgumentException(
                    "Integration ID '%s': use 1 to 64 letters, digits and hyphens, no underscore, such as crm-emea".formatted(value));
        }
    }

    @Override
    public String toString() {
        return value;
    }
}
