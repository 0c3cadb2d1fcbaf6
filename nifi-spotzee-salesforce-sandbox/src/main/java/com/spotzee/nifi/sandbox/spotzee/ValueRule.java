package com.spotzee.nifi.sandbox.spotzee;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberFormat;
import com.google.i18n.phonenumbers.Phonenumber.PhoneNumber;

import java.time.ZoneId;
import java.util.IllformedLocaleException;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** What the values of first-class fields must look like, and the form in which they are read back. */
enum ValueRule {

    EMAIL("email", "must look like an RFC 5322 e-mail address") {
        @Override
        Optional<String> accept(final String value, final String region) {
            final boolean fits = value.length() <= LONGEST_ADDRESS && ADDRESS.matcher(value).matches() && value.lastIndexOf('@') <= LONGEST_LOCAL_PART;
            return fits ? Optional.of(value) : Optional.empty();
        }
    },
    PHONE("phone", "must be a possible phone number, best in E.164") {
        @Override
        Optional<String> accept(final String value, final String region) {
            try {
                final PhoneNumber number = PHONES.parse(value, region);
                return PHONES.isPossibleNumber(number) ? Optional.of(PHONES.format(number, PhoneNumberFormat.E164)) : Optional.empty();
            } catch (final NumberParseException e) {
                return Optional.empty();
            }
        }
    },
    TIMEZONE("timezone", "must be an IANA time zone name") {
        @Override
        Optional<String> accept(final String value, final String region) {
            return ZONES.contains(value) && !value.startsWith("SystemV/") ? Optional.of(value) : Optional.empty();
        }
    },
    LOCALE("locale", "must be a BCP 47 language tag") {
        @Override
        Optional<String> accept(final String value, final String region) {
            try {
                return new Locale.Builder().setLanguageTag(value).build().getLanguage().isEmpty() ? Optional.empty() : Optional.of(value);
            } catch (final IllformedLocaleException e) {
                return Optional.empty();
            }
        }
    };

    private static final PhoneNumberUtil PHONES = PhoneNumberUtil.getInstance();
    private static final Set<String> ZONES = Set.copyOf(ZoneId.getAvailableZoneIds());
    private static final int LONGEST_ADDRESS = 254;
    private static final int LONGEST_LOCAL_PART = 64;
    private static final String ATOM = "[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]++";
    private static final String LABEL = "[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?";
    /** What ASCII can print, blanks and tabs; quotes and backslashes behind a backslash (RFC 5322, 3.2.4). */
    private static final String QUOTED = "\"(?:[\\t\\x20-\\x7E&&[^\"\\\\]]|\\\\[\\t\\x20-\\x7E])*+\"";
    private static final Pattern ADDRESS = Pattern.compile(
            "(?:" + ATOM + "(?:\\." + ATOM + ")*+|" + QUOTED + ")@(?:" + LABEL + "\\.)+[A-Za-z](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])");

    private final String field;
    private final String demand;

    ValueRule(final String field, final String demand) {
        this.field = field;
        this.demand = demand;
    }

    /** Name of the field in an item. */
    String field() {
        return field;
    }

    /** Why a value is refused. */
    String complaint() {
        return field + " " + demand + ".";
    }

    /** The value as it is kept, or empty if it is refused. */
    abstract Optional<String> accept(String value, String region);
}
