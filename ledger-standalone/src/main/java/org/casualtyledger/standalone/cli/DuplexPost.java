package org.casualtyledger.standalone.cli;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;

/**
 * One HTTP/1.1 POST of a file whose answer is read while the file is still being sent.
 *
 * <p>The JDK's client reads nothing before the last byte is sent. A server that answers each row as
 * it comes then fills the socket's buffers, stops reading, and both wait for ever (seen with 200
 * MB); and a server that refuses early (no such key, columns missing) is not heard, only its closed
 * connection. RFC 9112 §9.3 allows an answer at any time.
 */
final class DuplexPost implements AutoCloseable {

    private static final Duration CONNECT = Duration.ofSeconds(5);

    /** A server may validate a whole file before its first row's answer. */
    private static final Duration SILENCE = Duration.ofMinutes(5);

    private static final System.Logger LOG = System.getLogger(DuplexPost.class.getName());

    private static final int LONGEST_LINE = 65_536;

    private final Socket socket;
    private final int status;
    private final InputStream body;

    private DuplexPost(Socket socket, int status, InputStream body) {
        this.socket = socket;
        this.status = status;
        this.body = body;
    }

    static DuplexPost send(URI target, Map<String, String> headers, Path file) throws IOException {
        Socket socket = connect(target);
        try {
            socket.setSoTimeout(Math.toIntExact(SILENCE.toMillis()));
            long length = Files.size(file);
            OutputStream out = new BufferedOutputStream(socket.getOutputStream(), 65_536);
            out.write(head(target, headers, length).getBytes(StandardCharsets.ISO_8859_1));
            out.flush();
            Thread.ofVirtual().name("upload").start(() -> upload(file, out, socket));
            return receive(socket, new BufferedInputStream(socket.getInputStream(), 65_536));
        } catch (IOException e) {
            socket.close();
            throw e;
        }
    }

    private static Socket connect(URI target) throws IOException {
        boolean secure = "https".equals(target.getScheme());
        int port = target.getPort() != -1 ? target.getPort() : secure ? 443 : 80;
        Socket plain = new Socket();
        plain.connect(
                new InetSocketAddress(target.getHost(), port), Math.toIntExact(CONNECT.toMillis()));
        if (!secure) {
            return plain;
        }
        SSLSocket tls =
                (SSLSocket)
                        ((SSLSocketFactory) SSLSocketFactory.getDefault())
                                .createSocket(plain, target.getHost(), port, true);
        SSLParameters parameters = tls.getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        tls.setSSLParameters(parameters);
        tls.startHandshake();
        return tls;
    }

    private static String head(URI target, Map<String, String> headers, long length) {
        StringBuilder head =
                new StringBuilder("POST ")
                        .append(target.getRawPath())
                        .append(target.getRawQuery() == null ? "" : "?" + target.getRawQuery())
                        .append(" HTTP/1.1\r\nHost: ")
                        .append(target.getRawAuthority())
                        .append("\r\nConnection: close\r\nContent-Length: ")
                        .append(length)
                        .append("\r\n");
        headers.forEach(
                (name, value) -> head.append(name).append(": ").append(value).append("\r\n"));
        return head.append("\r\n").toString();
    }

    /**
     * A server that has refused closes its end; what it said is read by the other side of this
     * connection.
     */
    private static void upload(Path file, OutputStream out, Socket socket) {
        try {
            Files.copy(file, out);
            out.flush();
        } catch (IOException e) {
            LOG.log(System.Logger.Level.DEBUG, "the upload ended early", e);
            endEarly(socket);
        }
    }

    /** Else, if it is the file that cannot be read, the server would wait for the rest. */
    private static void endEarly(Socket socket) {
        try {
            socket.shutdownOutput();
        } catch (IOException e) {
            LOG.log(System.Logger.Level.DEBUG, "already closed", e);
        }
    }

    private static DuplexPost receive(Socket socket, InputStream in) throws IOException {
        String statusLine = line(in);
        while (statusLine.startsWith(
                "HTTP/1.1 1")) { // 100 Continue and the like: their heads end with an empty line
            headers(in);
            statusLine = line(in);
        }
        String[] parts = statusLine.split(" ", 3);
        if (parts.length < 2 || !parts[0].startsWith("HTTP/1.")) {
            throw new IOException("this is not HTTP: " + statusLine);
        }
        Map<String, String> headers = headers(in);
        String coding = headers.getOrDefault("transfer-encoding", "");
        InputStream body =
                coding.toLowerCase(Locale.ROOT).contains("chunked")
                        ? new Chunks(in)
                        : headers.containsKey("content-length")
                                ? new Bounded(in, Long.parseLong(headers.get("content-length")))
                                : in;
        return new DuplexPost(socket, Integer.parseInt(parts[1]), body);
    }

    private static Map<String, String> headers(InputStream in) throws IOException {
        Map<String, String> headers = new TreeMap<>();
        for (String line = line(in); !line.isEmpty(); line = line(in)) {
            int colon = line.indexOf(':');
            if (colon > 0) {
                headers.put(
                        line.substring(0, colon).toLowerCase(Locale.ROOT),
                        line.substring(colon + 1).strip());
            }
        }
        return headers;
    }

    private static String line(InputStream in) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int b = in.read(); b != '\n'; b = in.read()) {
            if (b == -1) {
                throw new EOFException("the server ended the connection");
            }
            if (line.length() == LONGEST_LINE) {
                throw new IOException("a header line over " + LONGEST_LINE + " bytes");
            }
            if (b != '\r') {
                line.append((char) b);
            }
        }
        return line.toString();
    }

    int status() {
        return status;
    }

    /** Ends with the message; a connection that breaks before is an {@link EOFException}. */
    InputStream body() {
        return body;
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }

    /** A message of a stated length. */
    private static final class Bounded extends InputStream {
        private final InputStream in;
        private long left;

        Bounded(InputStream in, long length) {
            this.in = in;
            this.left = length;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) == -1 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            if (left == 0) {
                return -1;
            }
            int n = in.read(buffer, offset, (int) Math.min(length, left));
            if (n == -1) {
                throw new EOFException("the answer broke off");
            }
            left -= n;
            return n;
        }
    }

    /** RFC 9112 §7.1. */
    private static final class Chunks extends InputStream {
        private final InputStream in;
        private InputStream chunk = InputStream.nullInputStream();
        private boolean first = true;
        private boolean ended;

        Chunks(InputStream in) {
            this.in = in;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) == -1 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            while (!ended) {
                int n = chunk.read(buffer, offset, length);
                if (n != -1) {
                    return n;
                }
                next();
            }
            return -1;
        }

        private void next() throws IOException {
            if (!first) {
                line(in); // ends the chunk before
            }
            first = false;
            String head = line(in);
            int semicolon = head.indexOf(';');
            long size =
                    Long.parseLong(
                            (semicolon < 0 ? head : head.substring(0, semicolon)).strip(), 16);
            chunk = new Bounded(in, size);
            if (size == 0) {
                headers(in);
                ended = true;
            }
        }
    }
}
