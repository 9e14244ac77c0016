package org.casualtyledger.api.eventlog;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Pattern;

/**
 * Stands between a client and PostgreSQL on loopback and cuts a connection at the one moment that
 * matters.
 */
final class CuttingProxy implements AutoCloseable {

    /** What happens to the next COMMIT that comes by. */
    enum Fault {
        NONE,
        /** The server never gets it. */
        CUT_BEFORE_THE_SERVER,
        /** The server gets it and answers; the client never hears. */
        CUT_THE_ANSWER
    }

    private static final Pattern NOTHING = Pattern.compile("(?!)");

    private final ServerSocket listening =
            new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final AtomicReference<Fault> next = new AtomicReference<>(Fault.NONE);
    private final AtomicInteger packetsUntilCut = new AtomicInteger();
    private volatile Fault packetFault = Fault.NONE;
    private final AtomicInteger cuts = new AtomicInteger();
    private final int serverPort;

    CuttingProxy(int serverPort) throws IOException {
        this.serverPort = serverPort;
        Thread.ofVirtual().start(this::accept);
    }

    int port() {
        return listening.getLocalPort();
    }

    void nextCommit(Fault fault) {
        next.set(fault);
    }

    /** Whatever it is that the client sends: the n-th packet from now, counted from 1. */
    void packet(int n, Fault fault) {
        packetFault = fault;
        packetsUntilCut.set(n);
    }

    private Fault faultOf(boolean commit) {
        if (packetsUntilCut.get() > 0 && packetsUntilCut.decrementAndGet() == 0) {
            return packetFault;
        }
        return commit ? next.getAndSet(Fault.NONE) : Fault.NONE;
    }

    int cuts() {
        return cuts.get();
    }

    private void accept() {
        try {
            while (true) {
                Connection connection =
                        new Connection(
                                listening.accept(),
                                new Socket(InetAddress.getLoopbackAddress(), serverPort));
                Thread.ofVirtual().start(connection::clientToServer);
                Thread.ofVirtual().start(connection::serverToClient);
            }
        } catch (IOException closed) {
            // The test is over.
        }
    }

    @Override
    public void close() {
        try {
            listening.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private final class Connection {
        private final Socket client;
        private final Socket server;
        private volatile boolean swallowAnswer;
        private Pattern commit = NOTHING;

        Connection(Socket client, Socket server) {
            this.client = client;
            this.server = server;
        }

        void clientToServer() {
            try (client;
                    server) {
                byte[] bytes = new byte[1 << 16];
                InputStream in = client.getInputStream();
                OutputStream out = server.getOutputStream();
                for (int n = in.read(bytes); n > 0; n = in.read(bytes)) {
                    Fault fault = faultOf(holdsCommit(bytes, n));
                    if (fault == Fault.CUT_BEFORE_THE_SERVER) {
                        cuts.incrementAndGet();
                        return;
                    }
                    swallowAnswer |= fault == Fault.CUT_THE_ANSWER;
                    out.write(bytes, 0, n);
                }
            } catch (IOException cut) {
                // By us or by either end.
            }
        }

        void serverToClient() {
            try (client;
                    server) {
                byte[] bytes = new byte[1 << 16];
                InputStream in = server.getInputStream();
                OutputStream out = client.getOutputStream();
                for (int n = in.read(bytes); n > 0; n = in.read(bytes)) {
                    if (swallowAnswer) {
                        cuts.incrementAndGet();
                        return;
                    }
                    out.write(bytes, 0, n);
                }
            } catch (IOException cut) {
                // By us or by either end.
            }
        }

        /**
         * The driver parses COMMIT once on a connection and gives it a name, and from then on binds
         * that name: a Bind message is 'B', four bytes of length, the portal's name (empty), the
         * statement's name.
         */
        private boolean holdsCommit(byte[] bytes, int length) {
            String packet = new String(bytes, 0, length, StandardCharsets.ISO_8859_1);
            int parsed = packet.indexOf("\0COMMIT\0");
            if (parsed >= 0) {
                int nameStart = packet.lastIndexOf('P', parsed) + 5;
                commit =
                        Pattern.compile(
                                "B....\0"
                                        + Pattern.quote(packet.substring(nameStart, parsed))
                                        + "\0",
                                Pattern.DOTALL);
                return true;
            }
            return commit.matcher(packet).find();
        }
    }
}
