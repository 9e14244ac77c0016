package org.casualtyledger.events.topic;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TopicEntryTest {
    private static final byte[] LEAF = {1, 2, 3};
    private static final String AT = "2026-11-22T06:00:00.123Z";
    private static final Map<String, String> EVENT =
            Map.of(
                    "ce_type", "report-submitted",
                    "ce_time", AT,
                    "position", "7",
                    "previous", "4");
    private static final Map<String, String> PROGRESS =
            Map.of("ce_type", "progress", "previous", "7");

    private static TopicEntry.Headers headers(Map<String, String> headers) {
        return name -> headers.containsKey(name) ? headers.get(name).getBytes(UTF_8) : null;
    }

    private static TopicEntry progress(String value) throws TopicEntry.NoEntry {
        return TopicEntry.of(headers(PROGRESS), value.getBytes(UTF_8));
    }

    @Test
    void an_event_has_its_position_the_one_before_it_and_its_leaf() throws Exception {
        TopicEntry entry = TopicEntry.of(headers(EVENT), LEAF);

        assertThat(entry).isEqualTo(new TopicEntry.Event(7, 4, LEAF));
        assertThat(entry.complete()).isEqualTo(8);
        assertThat(TopicEntry.recorded(headers(EVENT))).isEqualTo(Instant.parse(AT));
    }

    @Test
    void progress_says_how_far_the_log_is_published() throws Exception {
        TopicEntry entry = progress("{\"at\":\"" + AT + "\",\"size\":9}");

        assertThat(entry).isEqualTo(new TopicEntry.Progress(9, 7, Instant.parse(AT)));
        assertThat(entry.complete()).isEqualTo(9);
    }

    @ParameterizedTest
    @CsvSource({
        "position, ,     no header position",
        "previous, ,     no header previous",
        "ce_type,  ,     no header ce_type",
        "position, -1,   position is -1",
        "position, four, position is no number",
        "previous, -2,   previous is -2",
        "previous, 7,    said to be at 7",
    })
    void a_record_whose_headers_say_no_event_is_none(String name, String value, String why) {
        Map<String, String> headers = new HashMap<>(EVENT);
        headers.remove(name);
        if (value != null) {
            headers.put(name, value);
        }

        assertThatThrownBy(() -> TopicEntry.of(headers(headers), LEAF))
                .isInstanceOf(TopicEntry.NoEntry.class)
                .hasMessageContaining(why);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "{\"at\":\"2026-11-22T06:00:00.123Z\",\"size\":9; no progress",
                "{\"at\":\"2026-11-22T06:00:00.123Z\"}; no progress",
                "{\"at\":\"2026-11-22T06:00:00.123Z\",\"size\":-1}; no progress",
                "{\"at\":\"2026-11-22T06:00:00.123Z\",\"size\":9.5}; no progress",
                "{\"at\":\"yesterday\",\"size\":9}; time is none",
                "{\"at\":\"2026-11-22T06:00:00.123Z\",\"size\":7}; said to be at 7",
            })
    void a_record_whose_value_says_no_progress_is_none(String value, String why) {
        assertThatThrownBy(() -> progress(value))
                .isInstanceOf(TopicEntry.NoEntry.class)
                .hasMessageContaining(why);
    }

    @Test
    void a_record_without_a_value_is_none() {
        assertThatThrownBy(() -> TopicEntry.of(headers(EVENT), null))
                .isInstanceOf(TopicEntry.NoEntry.class)
                .hasMessageContaining("no value");
    }
}
