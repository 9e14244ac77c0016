package org.casualtyledger.audit.published;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import org.casualtyledger.audit.MemoryLog;
import org.junit.jupiter.api.Test;

/** What every place that a log is published at must answer. */
abstract class PublishedLogContract {
    static final MemoryLog FILES =
            new MemoryLog()
                    .put("checkpoint", "a note".getBytes(UTF_8))
                    .put("key", "a key".getBytes(UTF_8))
                    .put("tile/0/000.p/7", new byte[] {1, 2, 3})
                    .put("tile/entries/x001/000", new byte[0])
                    .put("tally-receipt", "a receipt".getBytes(UTF_8))
                    .put("tally-key", "its key".getBytes(UTF_8))
                    .put("tile/entries/001", new byte[PublishedLog.MOST_BYTES])
                    .put("tile/entries/002", new byte[PublishedLog.MOST_BYTES + 1]);

    /** Publishes {@link #FILES}. */
    abstract PublishedLog publish() throws IOException;

    @Test
    void what_is_published_is_read_byte_by_byte() throws IOException {
        try (PublishedLog log = publish()) {
            assertThat(log.read("checkpoint")).hasValue("a note".getBytes(UTF_8));
            assertThat(log.read("tile/0/000.p/7")).hasValue(new byte[] {1, 2, 3});
            assertThat(log.read("tile/entries/x001/000")).hasValue(new byte[0]);
        }
    }

    @Test
    void what_is_not_published_is_absent_and_no_error() throws IOException {
        try (PublishedLog log = publish()) {
            assertThat(log.read("tile/0/000")).isEmpty();
            assertThat(log.read("tile/0/000.p")).isEmpty();
            assertThat(log.read("tile")).isEmpty();
        }
    }

    @Test
    void a_receipt_and_its_key_are_found() throws IOException {
        try (PublishedLog log = publish()) {
            assertThat(log.tallyReceipt(6)).hasValue("a receipt".getBytes(UTF_8));
            assertThat(log.tallyKey()).hasValue("its key".getBytes(UTF_8));
        }
    }

    @Test
    void nobody_is_made_to_read_more_than_a_log_can_publish() throws IOException {
        try (PublishedLog log = publish()) {
            assertThat(log.read("tile/entries/001").orElseThrow()).hasSize(PublishedLog.MOST_BYTES);
            assertThatThrownBy(() -> log.read("tile/entries/002"))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("tile/entries/002");
        }
    }
}
