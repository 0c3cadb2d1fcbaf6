package com.spotzee.nifi.sync;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** What a processor knows from what it has stored itself: that nobody has emitted a page of the number that comes next. */
public final class UnusedPages {

    private final Map<String, String> places = new ConcurrentHashMap<>();

    boolean know(final String object, final OpenWindow window) {
        return place(window).equals(places.get(object));
    }

    void doubt(final String object) {
        places.remove(object);
    }

    /** A window that stays where it is tells nothing new. */
    void stored(final String object, final Checkpoint before, final Checkpoint now) {
        final Optional<String> place = now.window().map(UnusedPages::place);
        if (place.isPresent() && !place.equals(before.window().map(UnusedPages::place))) {
            places.put(object, place.get());
        }
    }

    private static String place(final OpenWindow window) {
        return window.syncId() + ' ' + window.nextPage();
    }
}
