package com.spotzee.nifi.mapping;

import java.time.ZoneId;
import java.util.Arrays;
import java.util.IllformedLocaleException;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The user fields that Spotzee keeps beside {@code data}. It refuses a whole user for a wrong value of theirs, so each knows what is accepted. */
public enum FirstClassField {
    EMAIL("email") {
        @Override
        Optional<String> accepted(final String text) {
            final int at = text.lastIndexOf('@');
            return at <= LONGEST_LOCAL_PART && text.length() <= LONGEST_ADDRESS && ADDRESS.matcher(text).matches() ? Optional.of(text) : Optional.empty();
        }
    },
    PHONE("phone") {
        /** Spotzee normalises what it can; a text without any digit is no number in any country. */
        @Override
        Optional<String> accepted(final String text) {
            return text.chars().anyMatch(Character::isDigit) ? Optional.of(text) : Optional.empty();
        }
    },
    TIMEZONE("timezone") {
        @Override
        Optional<String> accepted(final String text) {
            return !text.startsWith("SystemV/") && ZoneId.getAvailableZoneIds().contains(text) ? Optional.of(text) : Optional.empty();
        }
    },
    LOCALE("locale") {
        /** Salesforce writes {@code en_US} where BCP 47 has {@code en-US}. A tag without a language, {@code und-US}, says nothing to Spotzee. */
        @Override
        Optional<String> accepted(final String text) {
            try {
                final Locale locale = new Locale.Builder().setLanguageTag(text.replace('_', '-')).build();
                return locale.getLanguage().isEmpty() ? Optional.empty() : Optional.of(locale.toLanguageTag());
            } catch (final IllformedLocaleException e) {
                return Optional.empty();
            }
        }
    };

    private static final int LONGEST_LOCAL_PART = 64;
    private static final int LONGEST_ADDRESS = 254;
    private static final String ATOM = "[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+";
    private static final String LABEL = "[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?";
    /** No top-level domain begins with a digit, so that an IP address is none, and none has one letter only. */
    private static final String TOP_LABEL = "[A-Za-z][A-Za-z0-9-]{0,61}[A-Za-z0-9]";
    /** RFC 5322, 3.2.4. */
    private static final String QUOTED = "\"(?:[\\t !#-\\[\\]-~]|\\\\[\\t -~])*+\"";
    private static final Pattern ADDRESS = Pattern.compile("(?:" + ATOM + "(?:\\." + ATOM + ")*|" + QUOTED + ")@(?:" + LABEL + "\\.)+" + TOP_LABEL);

    private static final Map<String, FirstClassField> BY_PROPERTY = Arrays.stream(values()).collect(Collectors.toUnmodifiableMap(FirstClassField::property,
            Function.identity()));

    private final String property;

    FirstClassField(final String property) {
        this.property = property;
    }

    /** The field of this name, exactly as Spotzee writes it. */
    public static Optional<FirstClassField> named(final String property) {
        return Optional.ofNullable(BY_PROPERTY.get(property));
    }

    public String property() {
        return property;
    }

    /** The text in a form that Spotzee accepts; empty if there is none. */
    abstract Optional<String> accepted(String text);
}
