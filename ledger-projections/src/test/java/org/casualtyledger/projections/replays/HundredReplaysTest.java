package org.casualtyledger.projections.replays;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.Set;
import java.util.TimeZone;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.casualtyledger.counting.CountedHistory;
import org.casualtyledger.counting.Methodologies;
import org.casualtyledger.events.RecordedEvent;
import org.casualtyledger.projections.testing.ReadSide;
import org.junit.jupiter.api.Test;

/** However the log is cut into chunks, on however many threads, under whatever defaults. */
class HundredReplaysTest {
    private static final int SIZE = 400;
    private static final int[] CHUNKS = {7, 16, 64, 100, 256, 333, 399, 4_096};
    private static final String[] LOCALES = {
        "en", "tr-TR", "ar-SY-u-nu-arab", "th-TH-u-ca-buddhist"
    };
    private static final String[] ZONES = {
        "UTC", "Asia/Damascus", "Pacific/Apia", "America/St_Johns"
    };

    private final Locale locale = Locale.getDefault();
    private final TimeZone zone = TimeZone.getDefault();

    @Test
    void a_hundred_replays_have_one_digest_and_one_root() throws Exception {
        long seed = System.nanoTime();
        List<RecordedEvent> history = EveryEvent.history(new Random(seed), SIZE);
        CountedHistory counted = new CountedHistory(Methodologies.DOCUMENTED);
        history.forEach(counted::apply);
        Comparison.Digests expected =
                new Comparison.Digests(counted.tallyDigest(), counted.postingsDigest());
        try (Shadows shadows = new Shadows(new ReadSide())) {
            shadows.side.log.append(history);
            shadows.side.caughtUp();
            Set<Object> results = new HashSet<>();
            int done = 0;
            Random random = new Random(seed);
            while (done < 100) {
                int threads = 1 + random.nextInt(6);
                results.addAll(round(shadows, random, Math.min(threads, 100 - done)));
                done += threads;
            }
            assertThat(results)
                    .as("seed %d", seed)
                    .containsExactly(List.of(expected, expected, 0L, shadows.tree()));
        } finally {
            Locale.setDefault(locale);
            TimeZone.setDefault(zone);
        }
    }

    /** Some replays at once, under other defaults than the ones before. */
    private static List<Object> round(Shadows shadows, Random random, int threads)
            throws Exception {
        Locale.setDefault(Locale.forLanguageTag(LOCALES[random.nextInt(LOCALES.length)]));
        TimeZone.setDefault(TimeZone.getTimeZone(ZONES[random.nextInt(ZONES.length)]));
        // A session has the time zone that its client had when it began.
        shadows.side.database.getHikariPoolMXBean().softEvictConnections();
        Replays replays = shadows.replays("round");
        List<Object> results = new ArrayList<>();
        try (ExecutorService several = Executors.newFixedThreadPool(threads)) {
            List<Future<Object>> all = new ArrayList<>();
            for (int i = 0; i < threads; i++) {
                int chunk = CHUNKS[random.nextInt(CHUNKS.length)];
                all.add(several.submit(() -> result(shadows, replays, chunk)));
            }
            for (Future<Object> one : all) {
                results.add(one.get());
            }
        }
        return results;
    }

    private static Object result(Shadows shadows, Replays replays, int chunk) {
        long id = shadows.begin(replays, Shadows.following(chunk)).id();
        Replay replay = shadows.caughtUp(replays, id);
        Comparison comparison = shadows.compared(replays, id);
        replays.discard(id, "auditor");
        return List.of(
                comparison.live(), comparison.replay(), comparison.cells(), replay.frontier());
    }
}
