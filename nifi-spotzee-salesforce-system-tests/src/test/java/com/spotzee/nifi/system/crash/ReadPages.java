package com.spotzee.nifi.system.crash;

import com.spotzee.nifi.sandbox.http.RecordedRequest;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The pages of an object's first sync that the org was asked for by REST, seen from the org's own record of requests.
 *
 * @param number    how many pages were asked for
 * @param startIds for each statement the id it goes on behind, or an empty text where it begins with the first record
 */
record ReadPages(int number, List<String> startIds) {

    private static final Pattern FURTHER_PAGE = Pattern.compile("/services/data/v[\\d.]+/query/(\\w{18})-\\d+");

    ReadPages {
        startIds = List.copyOf(startIds);
    }

    /** @param field a field that only the main way reads, not the opt-out lane and not the health check */
    static ReadPages of(final String object, final String field, final List<RecordedRequest> requests) {
        final Pattern firstSync = Pattern.compile("SELECT .*\\b" + field + "\\b.* FROM " + object + "(?: WHERE Id > '(\\w{18})')? ORDER BY Id");
        final Map<String, Boolean> ofFirstSync = new HashMap<>();
        final List<String> startIds = new ArrayList<>();
        boolean last = false;
        int pages = 0;
        for (final RecordedRequest request : requests) {
            final String statement = request.parameter("q").orElse("");
            final Matcher first = firstSync.matcher(statement);
            final Matcher further = FURTHER_PAGE.matcher(request.path());
            if (first.matches()) {
                startIds.add(first.group(1) == null ? "" : first.group(1));
                last = true;
                pages++;
            } else if (further.matches()) {
                ofFirstSync.putIfAbsent(further.group(1), last);
                pages += ofFirstSync.get(further.group(1)) ? 1 : 0;
            } else if (!statement.isEmpty() && !statement.contains("COUNT()")) {
                last = false;
            }
        }
        return new ReadPages(pages, startIds);
    }
}
