package com.spotzee.nifi.salesforce;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The {@code Sforce-Limit-Info} header: {@code api-usage=18/5000}, since 2025 with further parts after semicolons. */
final class LimitHeader {

    private static final Pattern USAGE = Pattern.compile("api-usage=(\\d{1,18})/(\\d{1,18})");

    private LimitHeader() {
    }

    static Optional<ApiUsage> parse(final String header) {
        return Stream.of(header.split(";")).map(part -> USAGE.matcher(part.strip())).filter(Matcher::matches).findFirst()
                .map(usage -> new ApiUsage(Long.parseLong(usage.group(1)), Long.parseLong(usage.group(2))));
    }
}
