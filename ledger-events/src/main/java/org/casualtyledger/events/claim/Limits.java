package org.casualtyledger.events.claim;

/**
 * Every limit on what a report may hold, stated once. They bound what one event can cost a reader;
 * each is several times the largest value seen in UCDP GED's Syria extract, whose longest headline
 * has 4,674 characters and whose longest interval a year.
 */
public final class Limits {
    /** Most people that one figure may state. */
    public static final int COUNT = 1_000_000;

    /** Earliest year of an incident. */
    public static final int FIRST_YEAR = 1900;

    /** Longest interval of one claim, in years. */
    public static final int INTERVAL_YEARS = 10;

    /** Characters (code points) of a name: a place, an actor, a publisher, a claimant. */
    public static final int NAME = 200;

    /** Characters of an external id or an alias. */
    public static final int EXTERNAL_ID = 100;

    /** Characters of a source's title or address. */
    public static final int TITLE = 8_000;

    /** Characters of a narrative, a reason or a note. */
    public static final int NARRATIVE = 20_000;

    /** Places of one claim. */
    public static final int PLACES = 20;

    /** Levels of a place's admin path, from province downwards. */
    public static final int ADMIN_LEVELS = 5;

    /** Actors of one claim. */
    public static final int ACTORS = 20;

    /** Sources of one claim. */
    public static final int SOURCES = 200;

    /** Means of one claim. */
    public static final int MEANS = 20;

    /** Aliases of one report. */
    public static final int ALIASES = 10;

    /** Reports of one incident: each change of it folds them all. */
    public static final int REPORTS_OF_AN_INCIDENT = 1_000;

    /** Original figures kept beside one claim. */
    public static final int ORIGINAL = 64;

    /** Characters of the name of an original figure, and of a coded original value. */
    public static final int CODE = 64;

    /** Flags that one event carries. */
    public static final int FLAGS = 100;

    /** Bytes of a methodology document: a leaf has room for it, and a reader too. */
    public static final int DOCUMENT_BYTES = 16_384;

    /** Other names of an actor of the registry. */
    public static final int ACTOR_ALIASES = 100;

    /** Actors that one actor is part of, over all times. */
    public static final int MEMBERSHIPS = 100;

    /** Characters of a tally's query, and of a checkpoint's text. */
    public static final int QUERY = 4_000;

    /** Characters of one signature line of a note. */
    public static final int SIGNATURE = 1_000;

    /** Challenges about one publication or report: one page shows them all. */
    public static final int CHALLENGES = 1_000;

    /** Answers to one challenge. */
    public static final int ANSWERS = 100;

    /** Bytes of one event's leaf data: the most that a C2SP tlog-tiles entry can hold. */
    public static final int LEAF_BYTES = 65_535;

    private Limits() {}
}
