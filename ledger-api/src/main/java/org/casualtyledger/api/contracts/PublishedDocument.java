package org.casualtyledger.api.contracts;

import java.time.Duration;
import java.util.HexFormat;
import org.casualtyledger.events.merkle.Merkle;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;

/**
 * A document that comes with the program, ready to be sent.
 *
 * @param etag the SHA-256 of its bytes
 */
record PublishedDocument(MediaType type, byte[] bytes, String etag) {
    /**
     * A day. Not for ever: a later program may describe an optional member more, and what was kept
     * until then still describes everything that it did.
     */
    private static final CacheControl DAY = CacheControl.maxAge(Duration.ofDays(1)).cachePublic();

    static PublishedDocument of(MediaType type, byte[] bytes) {
        String sha256 = HexFormat.of().formatHex(Merkle.sha256().digest(bytes));
        return new PublishedDocument(type, bytes, "\"" + sha256 + "\"");
    }

    ResponseEntity<byte[]> answer() {
        return ResponseEntity.ok().contentType(type).eTag(etag).cacheControl(DAY).body(bytes);
    }
}
