package org.casualtyledger.gazetteer;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Finds, among many folds, those that share most trigrams with another. A first, cheap choice: how
 * similar two names are is judged by {@link JaroWinkler}.
 */
final class Trigrams {
    private final Map<Long, Ints> postings = new HashMap<>();
    private final int[] counts;

    /** Indexes, in the order in which they were added. */
    private static final class Ints {
        private static final Ints NONE = new Ints();
        private int[] values = new int[2];
        private int size;

        void add(int value) {
            if (size == values.length) {
                values = Arrays.copyOf(values, size * 2);
            }
            values[size++] = value;
        }
    }

    Trigrams(List<String> folds) {
        counts = new int[folds.size()];
        for (int i = 0; i < counts.length; i++) {
            long[] grams = of(folds.get(i));
            counts[i] = grams.length;
            for (long gram : grams) {
                postings.computeIfAbsent(gram, _ -> new Ints()).add(i);
            }
        }
    }

    /**
     * The indexes of at most {@code limit} folds by Dice's coefficient, the closest first; of equal
     * ones the earlier. Folds without a common trigram are none of them.
     */
    List<Integer> closest(String fold, int limit) {
        long[] grams = of(fold);
        int[] common = new int[counts.length];
        for (long gram : grams) {
            Ints holders = postings.getOrDefault(gram, Ints.NONE);
            for (int i = 0; i < holders.size; i++) {
                common[holders.values[i]]++;
            }
        }
        // A heap of the best so far, the worst of them first.
        long[] best = new long[limit];
        for (int i = 0; i < common.length; i++) {
            if (common[i] > 0) {
                long dice = 2_000_000L * common[i] / (grams.length + counts[i]);
                long ranked = (dice << 32) | (Integer.MAX_VALUE - i);
                if (ranked > best[0]) {
                    best[0] = ranked;
                    sink(best);
                }
            }
        }
        Arrays.sort(best);
        return Arrays.stream(best)
                .filter(ranked -> ranked > 0)
                .mapToObj(ranked -> Integer.MAX_VALUE - (int) ranked)
                .toList()
                .reversed();
    }

    /** Restores a heap whose smallest stands first, after its first was replaced. */
    private static void sink(long[] heap) {
        int at = 0;
        while (true) {
            int child = 2 * at + 1;
            if (child + 1 < heap.length && heap[child + 1] < heap[child]) {
                child++;
            }
            if (child >= heap.length || heap[at] <= heap[child]) {
                return;
            }
            long moved = heap[at];
            heap[at] = heap[child];
            heap[child] = moved;
            at = child;
        }
    }

    /**
     * The distinct trigrams, with two blanks before and one behind, so that beginnings weigh more.
     */
    private static long[] of(String fold) {
        String padded = "  " + fold + " ";
        long[] grams = new long[padded.length() - 2];
        for (int i = 0; i < grams.length; i++) {
            grams[i] =
                    ((long) padded.charAt(i) << 32)
                            | ((long) padded.charAt(i + 1) << 16)
                            | padded.charAt(i + 2);
        }
        return Arrays.stream(grams).distinct().toArray();
    }
}
