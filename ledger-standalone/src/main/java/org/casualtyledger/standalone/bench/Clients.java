package org.casualtyledger.standalone.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** So many clients at once, each taking the next thing to do until none is left. */
final class Clients {
    /** A round that takes longer than this is an outage. */
    private static final long WAIT_SECONDS = 300;

    private Clients() {}

    /** What one client does with one of the things, by its index from 0. */
    interface One {
        void run(int index) throws Exception;
    }

    /** What a client does, by its number from 0. */
    interface Client {
        One of(int client);
    }

    /** Each client in a virtual thread. */
    static void share(int clients, int things, Client client) throws Exception {
        try (ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
            share(executor, clients, things, client);
        }
    }

    /**
     * @param executor with a thread for each client
     * @throws java.util.concurrent.TimeoutException if a client is still busy after five minutes
     */
    static void share(ExecutorService executor, int clients, int things, Client client)
            throws Exception {
        AtomicInteger next = new AtomicInteger();
        List<Future<?>> running = new ArrayList<>();
        for (int c = 0; c < clients; c++) {
            One one = client.of(c);
            running.add(
                    executor.submit(
                            () -> {
                                for (int i = next.getAndIncrement();
                                        i < things;
                                        i = next.getAndIncrement()) {
                                    one.run(i);
                                }
                                return null;
                            }));
        }
        for (Future<?> run : running) {
            run.get(WAIT_SECONDS, TimeUnit.SECONDS);
        }
    }
}
