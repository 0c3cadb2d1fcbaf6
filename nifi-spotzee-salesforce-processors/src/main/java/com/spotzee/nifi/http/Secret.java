package com.spotzee.nifi.http;

import java.util.Objects;

/** A text that must not be seen: it shows itself only to who asks for it by name. */
public final class Secret {

    private final String text;

    public Secret(final String text) {
        this.text = Objects.requireNonNull(text, "text");
    }

    /** The text itself, for the request that needs it. */
    public String reveal() {
        return text;
    }

    @Override
    public boolean equals(final Object other) {
        return other instanceof Secret secret && text.equals(secret.text);
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }

    @Override
    public String toString() {
        return "";
    }
}
