package org.casualtyledger.api.audit;

import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.casualtyledger.events.merkle.Subtrees;
import org.casualtyledger.events.note.SignedNote;
import org.casualtyledger.events.note.VerifierKey;

/**
 * The witnesses of this log, all asked at once: a round lasts as long as the slowest, and no longer
 * than two requests may.
 */
final class Witnesses implements AutoCloseable {
    /** More than any checkpoint needs; sixteen signatures are all that every verifier must take. */
    static final int MOST = 15;

    private static final Duration CONNECT_WITHIN = Duration.ofSeconds(5);

    private final HttpClient http;
    private final List<WitnessClient> clients;

    private Witnesses(HttpClient http, List<WitnessClient> clients) {
        this.http = http;
        this.clients = clients;
    }

    /**
     * Witnesses as they are set: each its public key, a space, and its address, as in {@code
     * witness.example/w1+0e8c1a2b+BA… https://witness.example/w1}.
     *
     * @param patience for one request
     * @throws IllegalArgumentException for anything else, two of one key, or over {@value #MOST}
     */
    static Witnesses of(List<String> settings, Duration patience) {
        if (settings.size() > MOST) {
            throw new IllegalArgumentException("over " + MOST + " witnesses");
        }
        // A witness that sends elsewhere is not followed: its key is known, where it lives too.
        HttpClient http =
                HttpClient.newBuilder()
                        .connectTimeout(CONNECT_WITHIN)
                        .followRedirects(HttpClient.Redirect.NEVER)
                        .build();
        List<WitnessClient> clients = new ArrayList<>();
        Set<VerifierKey> keys = new HashSet<>();
        for (String setting : settings) {
            String[] parts = setting.strip().split("\\s+");
            if (parts.length != 2) {
                throw new IllegalArgumentException(
                        "a witness is set as its public key, a space, and its address: " + setting);
            }
            VerifierKey key = VerifierKey.parse(parts[0]);
            if (!keys.add(key)) {
                throw new IllegalArgumentException("a witness twice: " + key);
            }
            clients.add(new WitnessClient(URI.create(parts[1]), key, http, patience));
        }
        return new Witnesses(http, List.copyOf(clients));
    }

    boolean isEmpty() {
        return clients.isEmpty();
    }

    /** The names of their keys, in the order in which they were set. */
    List<String> names() {
        return clients.stream().map(WitnessClient::name).toList();
    }

    /**
     * Asks each for its cosignature.
     *
     * @param checkpoint signed by this log
     * @param tree whose subtrees are those of the checkpoint; asked by one thread at a time
     * @return one answer for each, in the order in which they were set
     * @throws RuntimeException of the tree's, and no other
     */
    List<WitnessAnswer> cosign(SignedNote checkpoint, Subtrees tree) {
        Subtrees oneAtATime = oneAtATime(tree);
        List<Callable<WitnessAnswer>> asking = new ArrayList<>();
        clients.forEach(client -> asking.add(() -> client.cosign(checkpoint, oneAtATime)));
        return all(asking);
    }

    /**
     * Asks each which tree of this log it last cosigned.
     *
     * @param empty the checkpoint of the empty tree, signed by this log
     */
    List<LastCosigned> lastCosigned(SignedNote empty) {
        List<Callable<LastCosigned>> asking = new ArrayList<>();
        clients.forEach(client -> asking.add(() -> client.lastCosigned(empty)));
        return all(asking);
    }

    /** Whoever reads subtrees from a database does so on one connection. */
    private static Subtrees oneAtATime(Subtrees tree) {
        Object turn = new Object();
        return (height, index) -> {
            synchronized (turn) {
                return tree.root(height, index);
            }
        };
    }

    private static <T> List<T> all(List<Callable<T>> asking) {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<T> answers = new ArrayList<>();
            for (Future<T> answer : threads.invokeAll(asking)) {
                answers.add(answer.get());
            }
            return answers;
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RuntimeException fault
                    ? fault
                    : new IllegalArgumentException("no checkpoint", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("stopped while witnesses were asked", e);
        }
    }

    @Override
    public void close() {
        http.shutdownNow();
        http.close();
    }
}
