package com.spotzee.nifi.sync;

import java.util.Arrays;
import java.util.Optional;

/** How records are asked for. */
public enum ReadingWay {
    REST("rest"),
    BULK("bulk"),
    ID_RANGES("id ranges"),
    TIME_SLICES("time slices");

    private final String label;

    ReadingWay(final String label) {
        this.label = label;
    }

    static Optional<ReadingWay> named(final String text) {
        return Arrays.stream(values()).filter(way -> way.label.equals(text)).findFirst();
    }

    /** How it stands in events and in the state. */
    public String label() {
        return label;
    }
}
