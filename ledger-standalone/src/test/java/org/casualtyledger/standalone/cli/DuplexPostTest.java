package org.casualtyledger.standalone.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class DuplexPostTest {

    private static final int BIG = 64 * 1024 * 1024;

    @TempDir Path folder;

    @Test
    @Timeout(value = 60, unit = TimeUnit.SECONDS)
    void an_answer_as_long_as_the_file_is_read_while_the_file_is_sent() throws Exception {
        try (ServerSocket server =
                serve(
                        (in, out) -> {
                            out.write(
                                    "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
                                            .getBytes(StandardCharsets.US_ASCII));
                            byte[] buffer = new byte[65_536];
                            for (int seen = 0; seen < BIG; ) {
                                int n = in.read(buffer);
                                out.write(
                                        (Integer.toHexString(n) + ";x=y\r\n")
                                                .getBytes(StandardCharsets.US_ASCII));
                                out.write(buffer, 0, n);
                                out.write("\r\n".getBytes(StandardCharsets.US_ASCII));
                                seen += n;
                            }
                            out.write("0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
                        })) {
            try (DuplexPost post = post(server)) {
                assertThat(post.status()).isEqualTo(200);
                assertThat(post.body().transferTo(OutputStream.nullOutputStream())).isEqualTo(BIG);
            }
        }
    }

    @Test
    @Timeout(value = 60, unit = TimeUnit.SECONDS)
    void a_refusal_is_heard_though_the_server_never_reads_the_file() throws Exception {
        try (ServerSocket server =
                serve(
                        (in, out) ->
                                out.write(
                                        "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 401 No\r\nContent-Length: 4\r\n\r\nwho?"
                                                .getBytes(StandardCharsets.US_ASCII)))) {
            try (DuplexPost post = post(server)) {
                assertThat(post.status()).isEqualTo(401);
                assertThat(new String(post.body().readAllBytes(), StandardCharsets.US_ASCII))
                        .isEqualTo("who?");
            }
        }
    }

    private DuplexPost post(ServerSocket server) throws IOException {
        Path file = folder.resolve("big");
        try (RandomAccessFile big = new RandomAccessFile(file.toFile(), "rw")) {
            big.setLength(BIG);
        }
        return DuplexPost.send(
                URI.create("http://127.0.0.1:" + server.getLocalPort() + "/v1/imports?profile=x"),
                Map.of(),
                file);
    }

    private interface Answer {
        void write(InputStream in, OutputStream out) throws IOException;
    }

    private static ServerSocket serve(Answer answer) throws IOException {
        ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        Thread.ofVirtual()
                .start(
                        () -> {
                            try (Socket socket = server.accept()) {
                                InputStream in = new BufferedInputStream(socket.getInputStream());
                                OutputStream out =
                                        new BufferedOutputStream(socket.getOutputStream(), 1024);
                                skipHead(in);
                                answer.write(in, out);
                                out.flush();
                                socket.shutdownOutput();
                                in.skip(Long.MAX_VALUE); // so that closing sends no reset
                                // before the answer is read
                            } catch (IOException e) {
                                throw new UncheckedIOException(e);
                            }
                        });
        return server;
    }

    private static void skipHead(InputStream in) throws IOException {
        for (int ends = 0; ends < 4; ) {
            ends = in.read() == (ends % 2 == 0 ? '\r' : '\n') ? ends + 1 : 0;
        }
    }
}
