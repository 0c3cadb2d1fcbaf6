package com.spotzee.nifi.sandbox.http;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** Remembers the newest requests, a bounded number of them, so that tests and people can see what a client really sent. */
public final class RequestLog {

    private static final int CAPACITY = 4000;

    private final Deque<RecordedRequest> requests = new ArrayDeque<>(CAPACITY);
    private long total;

    public synchronized void add(final RecordedRequest request) {
        if (requests.size() == CAPACITY) {
            requests.removeFirst();
        }
        requests.addLast(request);
        total++;
    }

    /** The newest requests, oldest first. */
    public synchronized List<RecordedRequest> requests() {
        return List.copyOf(requests);
    }

    /** All requests ever answered, also those that are no longer remembered. */
    public synchronized long total() {
        return total;
    }

    public synchronized void clear() {
        requests.clear();
    }
}
