package org.casualtyledger.gazetteer;

/** What a search found, ordered as it is answered. */
record NameHit(Match match, Kind kind) implements Comparable<NameHit> {
    /** In the order of their worth. */
    enum Kind {
        EXACT,
        PREFIX,
        CONTAINED
    }

    @Override
    public int compareTo(NameHit other) {
        int byKind = kind.compareTo(other.kind);
        return byKind != 0
                ? byKind
                : Gazetteer.MOST_POPULOUS.compare(match.place(), other.match.place());
    }
}
