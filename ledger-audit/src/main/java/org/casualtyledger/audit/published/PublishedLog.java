package org.casualtyledger.audit.published;

import java.io.IOException;
import java.util.Optional;

/**
 * The published bytes of one log, wherever they lie: a server, a folder, any web server that serves
 * a mirror. Nothing of what it answers is to be believed; a reader checks every byte.
 *
 * <p>Two reads of the same path may differ. Safe for use by several threads at once.
 */
public interface PublishedLog extends AutoCloseable {
    /**
     * Bytes of the longest thing that is published: 256 entries of 65,535 bytes, each behind two.
     */
    int MOST_BYTES = 256 * (2 + 65_535);

    /** Where the signed note of the tree's size and root is. */
    String CHECKPOINT = "checkpoint";

    /** Where the log says its own public key. */
    String KEY = "key";

    /**
     * The bytes at a path below {@code /log/}: {@code checkpoint}, {@code key}, {@code
     * tile/0/000.p/7}, {@code tile/entries/000}.
     *
     * @return empty where nothing is published
     * @throws Refused where the publisher wants to know who asks
     * @throws IOException where nobody answers, or with more than {@link #MOST_BYTES}
     */
    Optional<byte[]> read(String path) throws IOException;

    /**
     * The signed receipt of the tally of everything.
     *
     * @param position as of which it is asked for; a folder has the one that it has
     * @return empty where none is published
     */
    Optional<byte[]> tallyReceipt(long position) throws IOException;

    /** The public key that receipts of tallies are signed by; empty where none is published. */
    Optional<byte[]> tallyKey() throws IOException;

    /** How people know it. */
    String name();

    @Override
    void close();

    /** The publisher answers, and wants a key, or one with another scope. */
    final class Refused extends IOException {
        private static final long serialVersionUID = 1L;

        Refused(String message) {
            super(message);
        }
    }
}
