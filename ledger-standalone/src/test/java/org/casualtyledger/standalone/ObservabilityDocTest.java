package org.casualtyledger.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** docs/OBSERVABILITY.md lists the meters that /metrics shows, and no other. */
class ObservabilityDocTest {
    private static final Path PAGE = Path.of("../docs/OBSERVABILITY.md");

    /** The first column of the page's tables. */
    private static final Pattern DOCUMENTED =
            Pattern.compile("^\\| `(ledger_[a-z_]+)(?:\\{[^`]*})?` ", Pattern.MULTILINE);

    private static final Pattern SHOWN =
            Pattern.compile("^# TYPE (ledger_[a-z_]+) [a-z]+$", Pattern.MULTILINE);

    private static final String NEEDS_KAFKA = "## Meters of Kafka's slices";

    @Test
    void the_page_lists_what_the_ledger_shows_and_nothing_else() throws IOException {
        Requests operator = RealLedger.asOperator();
        String replay = operator.post("/v1/replays", "{}").json().path("id").asString("");
        try {
            operator.get("/v1/me").is(200); // so that a request is counted
            String page = Files.readString(PAGE);
            int kafka = page.indexOf(NEEDS_KAFKA);
            Set<String> shown = names(SHOWN, operator.get("/metrics").is(200).body());
            shown.removeIf(name -> name.endsWith("_max") && shown.contains(timed(name)));
            // A rate is there once a chunk was folded, which an empty log may never have.
            shown.add("ledger_replay_events_per_second");
            assertThat(shown)
                    .isEqualTo(names(DOCUMENTED, kafka < 0 ? page : page.substring(0, kafka)));
        } finally {
            operator.send(
                    "DELETE",
                    "/v1/replays/" + replay,
                    HttpRequest.BodyPublishers.noBody(),
                    Map.of());
        }
    }

    /** A timer's or a summary's greatest, beside its histogram. */
    private static String timed(String max) {
        return max.substring(0, max.length() - "_max".length());
    }

    private static Set<String> names(Pattern pattern, String text) {
        Set<String> names = new TreeSet<>();
        Matcher found = pattern.matcher(text);
        while (found.find()) {
            names.add(found.group(1));
        }
        return names;
    }
}
