package com.spotzee.nifi.identity;

import java.io.Serial;
import java.util.LinkedHashMap;
import java.util.Map;

/** A map that forgets what was not used for longest when it grows beyond its bound. */
final class BoundedMap<K, V> extends LinkedHashMap<K, V> {

    @Serial
    private static final long serialVersionUID = 1L;
    private static final int INITIAL = 16;
    private static final float LOAD = 0.75f;

    private final int most;
    private long forgotten;

    BoundedMap(final int most) {
        super(INITIAL, LOAD, true);
        this.most = most;
    }

    @Override
    protected boolean removeEldestEntry(final Map.Entry<K, V> eldest) {
        final boolean full = size() > most;
        forgotten += full ? 1 : 0;
        return full;
    }

    /** How many entries were forgotten since this was asked before. */
    long takeForgotten() {
        final long taken = forgotten;
        forgotten = 0;
        return taken;
    }
}
