package org.casualtyledger.projections.processing;

import java.util.LinkedHashMap;
import java.util.Map;

/** A map that forgets what was not used for longest. For one thread at a time. */
public final class Lru<K, V> extends LinkedHashMap<K, V> {
    private static final long serialVersionUID = 1L;

    private final int most;

    public Lru(int most) {
        super(16, 0.75f, true);
        this.most = most;
    }

    @Override
    protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
        return size() > most;
    }
}
