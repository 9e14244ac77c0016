package org.casualtyledger.standalone.bench;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.util.Locale;

/**
 * One connection of HTTP/1.1 that is kept open, and a key. It shares two cores with the server that
 * it loads, so it is as little of a client as that takes: an answer without a Content-Length is
 * refused. Where the server says that an answer is the connection's last, as it does after some
 * requests, another one is opened; one that lies idle for some seconds is lost. One thread at a
 * time.
 */
final class KeptConnection implements AutoCloseable {
    private static final Duration WAIT = Duration.ofMinutes(1);
    private static final int LINE_BYTES = 8_192;
    private static final byte[] NOTHING = {};

    private final URI server;
    private final String headers;
    private Socket socket = new Socket();
    private OutputStream out = OutputStream.nullOutputStream();
    private InputStream in = InputStream.nullInputStream();

    /** An answer's status and body. */
    record Answer(int status, byte[] body) {
        String text() {
            return new String(body, UTF_8);
        }
    }

    KeptConnection(URI server, String key) throws IOException {
        this.server = server;
        headers =
                " HTTP/1.1\r\nHost: "
                        + server.getAuthority()
                        + "\r\nAuthorization: Bearer "
                        + key
                        + "\r\n";
        open();
    }

    private void open() throws IOException {
        socket.close();
        socket = new Socket(server.getHost(), server.getPort());
        socket.setTcpNoDelay(true);
        socket.setSoTimeout((int) WAIT.toMillis());
        out = socket.getOutputStream();
        in = new BufferedInputStream(socket.getInputStream(), 1 << 16);
    }

    /**
     * @param path with its query, percent-encoded
     * @throws IOException also where the server closed the connection meanwhile
     */
    Answer get(String path) throws IOException {
        return send("GET " + path + headers + "\r\n", NOTHING);
    }

    Answer post(String path, byte[] json) throws IOException {
        return send(
                "POST "
                        + path
                        + headers
                        + "Content-Type: application/json\r\nContent-Length: "
                        + json.length
                        + "\r\n\r\n",
                json);
    }

    /** In one write: a body that waits for its head's acknowledgement would be timed too. */
    private Answer send(String head, byte[] body) throws IOException {
        byte[] request = new byte[head.length() + body.length];
        System.arraycopy(head.getBytes(US_ASCII), 0, request, 0, head.length());
        System.arraycopy(body, 0, request, head.length(), body.length);
        out.write(request);
        int status = Integer.parseInt(line().split(" ")[1]);
        int length = -1;
        boolean last = false;
        for (String line = line(); !line.isEmpty(); line = line()) {
            String header = line.toLowerCase(Locale.ROOT);
            if (header.startsWith("content-length:")) {
                length = Integer.parseInt(header.substring(header.indexOf(':') + 1).strip());
            }
            last |= header.equals("connection: close");
        }
        if (length < 0) {
            throw new IOException("an answer (" + status + ") of unknown length");
        }
        Answer answer = new Answer(status, in.readNBytes(length));
        if (last) {
            open();
        }
        return answer;
    }

    private String line() throws IOException {
        StringBuilder line = new StringBuilder();
        for (int c = in.read(); c != '\n'; c = in.read()) {
            if (c < 0 || line.length() > LINE_BYTES) {
                throw new EOFException("no answer of HTTP/1.1: " + line);
            }
            if (c != '\r') {
                line.append((char) c);
            }
        }
        return line.toString();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
