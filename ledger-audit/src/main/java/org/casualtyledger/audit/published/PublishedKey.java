package org.casualtyledger.audit.published;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.util.Optional;
import org.casualtyledger.events.note.VerifierKey;

/** The public keys that a log says are its own: worth no more than the one who serves them. */
public final class PublishedKey {
    private PublishedKey() {}

    /** The key of the log. */
    public static VerifierKey of(PublishedLog log) throws IOException, Found {
        return parse("the log's key", log.read(PublishedLog.KEY));
    }

    /** Reads a key as it is published. */
    public static VerifierKey parse(String what, Optional<byte[]> bytes) throws Found {
        if (bytes.isEmpty()) {
            throw new Found(new Finding.Unreadable(what, "none is published"));
        }
        try {
            return VerifierKey.parse(new String(bytes.get(), UTF_8));
        } catch (IllegalArgumentException e) {
            throw new Found(new Finding.Unreadable(what, String.valueOf(e.getMessage())));
        }
    }
}
