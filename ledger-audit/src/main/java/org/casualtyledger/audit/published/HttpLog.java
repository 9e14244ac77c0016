package org.casualtyledger.audit.published;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Optional;
import org.casualtyledger.counting.Methodologies;
import org.casualtyledger.counting.Methodology;

/**
 * A log over HTTP: a ledger's server, which has it below {@code /log/} and receipts of tallies
 * below {@code /v1/tallies}, or any web server that serves a mirror's folder.
 */
public final class HttpLog implements PublishedLog {
    private static final Duration CONNECT = Duration.ofSeconds(10);

    /** A bundle of entries over a slow line; also how long a receipt may be counted for. */
    private static final Duration ANSWER = Duration.ofSeconds(120);

    /** A server that is being restarted is back after the last of them. */
    private static final Duration[] PAUSES = {Duration.ofMillis(200), Duration.ofSeconds(2)};

    /**
     * The one whose postings every ledger keeps, and so has receipts of, whatever its default is.
     */
    private static final Methodology JOURNALED = Methodologies.DOCUMENTED;

    private final HttpClient http;
    private final Optional<String> apiKey;
    private final URI log;
    private final Optional<URI> server;

    private HttpLog(HttpClient http, Optional<String> apiKey, URI log, Optional<URI> server) {
        this.http = http;
        this.apiKey = apiKey;
        this.log = log;
        this.server = server;
    }

    /**
     * Finds out which of the two it is.
     *
     * @param url of a server, or of the folder of a mirror
     * @param apiKey sent as bearer token with every request
     * @throws IOException where nobody answers
     */
    public static HttpLog open(URI url, Optional<String> apiKey) throws IOException {
        return open(url, url, apiKey);
    }

    /**
     * The same, where a server of its own answers for the tallies.
     *
     * @param tallies of that server; the one of {@code url} where it is no other
     */
    public static HttpLog open(URI url, URI tallies, Optional<String> apiKey) throws IOException {
        HttpClient http =
                HttpClient.newBuilder()
                        .version(HttpClient.Version.HTTP_1_1)
                        .connectTimeout(CONNECT)
                        .build();
        URI root = folder(url);
        HttpLog ofServer =
                new HttpLog(http, apiKey, root.resolve("log/"), Optional.of(folder(tallies)));
        try {
            if (ofServer.read(CHECKPOINT).isPresent() || ofServer.read(KEY).isPresent()) {
                return ofServer;
            }
        } catch (IOException e) {
            http.close();
            throw e;
        }
        boolean isLog = root.getPath().endsWith("/log/");
        return new HttpLog(
                http, apiKey, root, isLog ? Optional.of(root.resolve("..")) : Optional.empty());
    }

    private static URI folder(URI url) {
        return URI.create(url.toString().replaceAll("/+$", "") + "/");
    }

    @Override
    public Optional<byte[]> read(String path) throws IOException {
        return get(log.resolve(path));
    }

    @Override
    public Optional<byte[]> tallyReceipt(long position) throws IOException {
        return server.isPresent()
                ? get(
                        server.get()
                                .resolve(
                                        "v1/tallies/receipt?methodology="
                                                + JOURNALED.name()
                                                + "@"
                                                + JOURNALED.version()
                                                + "&asOf="
                                                + position))
                : read(DirectoryLog.TALLY_RECEIPT);
    }

    @Override
    public Optional<byte[]> tallyKey() throws IOException {
        return server.isPresent()
                ? get(server.get().resolve("v1/tallies/key"))
                : read(DirectoryLog.TALLY_KEY);
    }

    private Optional<byte[]> get(URI address) throws IOException {
        for (Duration pause : PAUSES) {
            try {
                return once(address);
            } catch (Refused e) {
                throw e;
            } catch (IOException e) {
                pause(pause, e);
            }
        }
        return once(address);
    }

    private Optional<byte[]> once(URI address) throws IOException {
        HttpRequest.Builder request = HttpRequest.newBuilder(address).timeout(ANSWER);
        apiKey.ifPresent(key -> request.header("Authorization", "Bearer " + key));
        try {
            HttpResponse<InputStream> response =
                    http.send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
            try (InputStream body = response.body()) {
                return switch (response.statusCode()) {
                    case 200 -> Optional.of(whole(address, body));
                    case 404, 410 -> Optional.empty();
                    case 401, 403 ->
                            throw new Refused(
                                    address
                                            + " wants an API key with the scope audit: "
                                            + response.statusCode());
                    default -> throw new IOException(address + " answers " + response.statusCode());
                };
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while reading " + address);
        }
    }

    private static byte[] whole(URI address, InputStream body) throws IOException {
        byte[] bytes = body.readNBytes(MOST_BYTES + 1);
        if (bytes.length > MOST_BYTES) {
            throw new IOException(address + " answers with more than a log publishes");
        }
        return bytes;
    }

    private static void pause(Duration pause, IOException why) throws IOException {
        try {
            Thread.sleep(pause);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            why.addSuppressed(e);
            throw why;
        }
    }

    @Override
    public String name() {
        return server.orElse(log).toString();
    }

    @Override
    public void close() {
        http.close();
    }
}
