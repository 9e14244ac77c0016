package org.casualtyledger.audit.published;

import java.util.Base64;
import java.util.OptionalLong;

/** What is wrong with a published log: the first that was found, from left to right. */
public sealed interface Finding {

    /** The first position that is wrong; empty for a fault that is at none. */
    OptionalLong position();

    /** A stable name of the kind of fault. */
    default String fault() {
        String name = getClass().getSimpleName();
        return name.replaceAll("([a-z])([A-Z])", "$1-$2").toLowerCase(java.util.Locale.ROOT);
    }

    /** The fault in a sentence. */
    String words();

    /** A fault of a note, a key, or of the tree as a whole. */
    sealed interface OfTheWhole extends Finding {
        @Override
        default OptionalLong position() {
            return OptionalLong.empty();
        }
    }

    /** A fault at a position. */
    sealed interface At extends Finding {
        long first();

        @Override
        default OptionalLong position() {
            return OptionalLong.of(first());
        }
    }

    /** There is no checkpoint, or no key, or it cannot be read. */
    record Unreadable(String what, String why) implements OfTheWhole {
        @Override
        public String words() {
            return what + " cannot be read: " + why;
        }
    }

    /** A note is not signed by the key that it must be signed by, or is another log's. */
    record NotSigned(String what, String why) implements OfTheWhole {
        @Override
        public String words() {
            return what + " " + why;
        }
    }

    /** A witness that was asked for did not cosign the checkpoint. */
    record NotCosigned(String witness, String why) implements OfTheWhole {
        @Override
        public String words() {
            return "the checkpoint has no good cosignature of " + witness + ": " + why;
        }
    }

    /** The log is shorter than it was: {@code first} is the first position that is gone. */
    record RolledBack(long first, long sizeBefore, String earlier) implements At {
        @Override
        public String words() {
            return "the log was rolled back: "
                    + earlier
                    + " is of "
                    + sizeBefore
                    + " events, the log now has "
                    + first;
        }
    }

    /**
     * The log does not begin with the tree of an earlier checkpoint.
     *
     * @param position the first that differs, where the earlier tree's tiles are at hand
     */
    record Forked(OptionalLong position, long sizeBefore, String earlier) implements Finding {
        @Override
        public String words() {
            return "history was rewritten: the log's first "
                    + sizeBefore
                    + " events are not those of "
                    + earlier
                    + (position.isPresent()
                            ? "; the first that differs is at position " + position.getAsLong()
                            : "; which of them cannot be said without that tree's tiles");
        }
    }

    /** Something below the signed size is not published. */
    record Missing(String path, long first) implements At {
        @Override
        public String words() {
            return path
                    + " is not published: what was signed cannot be seen from position "
                    + first
                    + " on";
        }
    }

    /** Entries that are not what was signed; the tile says so, and fits the signed root. */
    record EntryChanged(long first, String path, String how) implements At {
        @Override
        public String words() {
            return "the entry at position " + first + " is not the one that was signed: " + how;
        }
    }

    /** A tile whose hash is not that of what lies below, which fits the signed root. */
    record TileChanged(long first, String path) implements At {
        @Override
        public String words() {
            return path
                    + " is not as it was signed: its hash for position "
                    + first
                    + " is not that of the entries, and the entries fit the signed root";
        }
    }

    /** Entries and tile contradict each other, and neither fits the signed root. */
    record Contradiction(long first, String path) implements At {
        @Override
        public String words() {
            return path
                    + " contradicts the entries from position "
                    + first
                    + " on, and neither fits the signed root";
        }
    }

    /**
     * Entries and their tile were rewritten together: the tile above says so, and fits the root.
     */
    record EntriesRewritten(long first, long last, String path) implements At {
        @Override
        public String words() {
            return "the entries from position "
                    + first
                    + " to "
                    + last
                    + " were rewritten together with their tile: "
                    + path
                    + " has another hash for them, and fits the signed root";
        }
    }

    /** Everything fits together, and not to the root that was signed. */
    record RootDiffers(long size, byte[] signed, byte[] found) implements OfTheWhole {
        @Override
        public String words() {
            return "the "
                    + size
                    + " entries have the root "
                    + Base64.getEncoder().encodeToString(found)
                    + ", signed is "
                    + Base64.getEncoder().encodeToString(signed);
        }
    }

    /** An entry is as it was signed, and no event of this ledger, or not in canonical JSON. */
    record EventUnreadable(long first, String why) implements At {
        @Override
        public String words() {
            return "the entry at position " + first + " is no event: " + why;
        }
    }

    /** A submitter's signature, or the endorsement of a key, is none. */
    record SignatureInvalid(long first, String why) implements At {
        @Override
        public String words() {
            return "the signature in the event at position " + first + " is not valid: " + why;
        }
    }

    /** Recorded time goes backwards. */
    record TimeWentBack(long first, String before, String at) implements At {
        @Override
        public String words() {
            return "the event at position "
                    + first
                    + " says "
                    + at
                    + ", the one before it "
                    + before;
        }
    }

    /** An event that no ledger could have accepted after those before it. */
    record EventInadmissible(long first, String why) implements At {
        @Override
        public String words() {
            return "the event at position " + first + " cannot follow what is before it: " + why;
        }
    }

    /** The events were counted again, and give other numbers than the receipt. */
    record DigestDiffers(String of, long asOf, String signed, String counted)
            implements OfTheWhole {
        @Override
        public String words() {
            return "the "
                    + of
                    + " as of position "
                    + asOf
                    + " does not follow from the events: counted again its digest is "
                    + counted
                    + ", the receipt says "
                    + signed;
        }
    }

    /** The receipt of a tally is of another tree, or by rules that nobody published. */
    record ReceiptUnfounded(String why) implements OfTheWhole {
        @Override
        public String words() {
            return "the tally's receipt " + why;
        }
    }
}
