package com.spotzee.nifi.connect;

import com.spotzee.nifi.http.Secret;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.List;

/** Remembers what a person would see, and answers what a person would type. */
final class RecordingTerminal implements Terminal {

    private final List<String> shown = new ArrayList<>();
    private final Deque<String> typed;

    RecordingTerminal(final String... typed) {
        this.typed = new ArrayDeque<>(List.of(typed));
    }

    @Override
    public synchronized void say(final String text) {
        shown.add(text);
    }

    @Override
    public synchronized String ask(final String question) {
        shown.add(question);
        return typed.removeFirst();
    }

    @Override
    public synchronized Secret askSecret(final String question) {
        shown.add(question);
        return new Secret(typed.removeFirst());
    }

    synchronized String text() {
        return String.join("\n", shown);
    }

    synchronized Collection<String> unanswered() {
        return List.copyOf(typed);
    }
}
