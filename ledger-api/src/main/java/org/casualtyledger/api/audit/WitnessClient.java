package org.casualtyledger.api.audit;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Pattern;
import org.casualtyledger.events.merkle.Proofs;
import org.casualtyledger.events.merkle.Subtrees;
import org.casualtyledger.events.note.AddCheckpoint;
import org.casualtyledger.events.note.Checkpoint;
import org.casualtyledger.events.note.SignedNote;
import org.casualtyledger.events.note.VerifierKey;
import org.jspecify.annotations.Nullable;

/**
 * One witness, as C2SP tlog-witness lets a log ask it. A witness is somebody else's machine:
 * nothing that it answers, or does not, is an exception here, and no answer is believed but a
 * cosignature that verifies.
 */
final class WitnessClient {
    /** A witness may have several keys; sixteen of the largest kind known have 110 kB. */
    private static final int MOST_BYTES = 256 * 1024;

    /** What is repeated of a refusal's words. */
    private static final int MOST_WORDS = 200;

    private static final Pattern SIZE = Pattern.compile("(0|[1-9][0-9]{0,18})\n");

    private final URI address;
    private final VerifierKey key;
    private final HttpClient http;
    private final Duration patience;

    /** What it last cosigned, as far as this process knows; a 409 says better. */
    private final AtomicLong cosigned = new AtomicLong();

    /**
     * @param prefix its submission prefix: http or https, with or without a slash at its end
     * @param key of type {@link VerifierKey#COSIGNATURE}
     * @param patience for one request, from connecting to the last byte of the answer
     */
    WitnessClient(URI prefix, VerifierKey key, HttpClient http, Duration patience) {
        if (prefix.getHost() == null
                || !List.of("http", "https").contains(prefix.getScheme())
                || prefix.getQuery() != null
                || prefix.getFragment() != null) {
            throw new IllegalArgumentException("no address of a witness: " + prefix);
        }
        if (key.type() != VerifierKey.COSIGNATURE) {
            throw new IllegalArgumentException("not the key of a witness: " + key);
        }
        String base = prefix.toString();
        this.address = URI.create(base + (base.endsWith("/") ? "" : "/") + "add-checkpoint");
        this.key = key;
        this.http = http;
        this.patience = patience;
    }

    String name() {
        return key.name();
    }

    /** An answer, or why there is none. */
    private sealed interface Reply {
        @SuppressWarnings("ArrayRecordComponent") // read once, by who asked
        record Answered(int status, byte[] body) implements Reply {}

        record Silent(String why) implements Reply {}
    }

    /**
     * Asks for a cosignature, a second time where it has cosigned another size than was thought.
     *
     * @param checkpoint signed by this log
     * @param tree whose subtrees are those of the checkpoint; its faults are the caller's
     */
    WitnessAnswer cosign(SignedNote checkpoint, Subtrees tree) throws SignedNote.NotANote {
        long size = Checkpoint.parse(checkpoint.text()).size();
        long old = Math.min(cosigned.get(), size);
        Reply first = ask(old, size, checkpoint, tree);
        if (!(first instanceof Reply.Answered(int status, byte[] body)) || status != 409) {
            return judged(first, size, checkpoint);
        }
        long seen = size(body);
        if (seen < 0) {
            return missing("answered 409 without saying which size it has cosigned");
        }
        if (seen > size) {
            return contradicted(
                    "has cosigned %d events, and this log has %d".formatted(seen, size));
        }
        if (seen == old) {
            return seen == size
                    ? contradicted("has cosigned another history of %d events".formatted(size))
                    : missing("answered 409 to the size that it says it has cosigned: " + seen);
        }
        cosigned.set(seen);
        return judged(ask(seen, size, checkpoint, tree), size, checkpoint);
    }

    private Reply ask(long old, long size, SignedNote checkpoint, Subtrees tree) {
        return ask(new AddCheckpoint(old, Proofs.consistency(old, size, tree), checkpoint));
    }

    private WitnessAnswer judged(Reply reply, long size, SignedNote checkpoint) {
        return switch (reply) {
            case Reply.Silent(String why) -> missing(why);
            case Reply.Answered(int status, byte[] body) when status == 200 ->
                    accepted(body, size, checkpoint);
            case Reply.Answered(int status, byte[] body) when status == 409 && size(body) == size ->
                    contradicted("has cosigned another history of %d events".formatted(size));
            case Reply.Answered(int status, byte[] _) when status == 409 ->
                    missing("cosigns for somebody else at the same time; asked again later");
            case Reply.Answered(int status, byte[] body) when status == 422 ->
                    contradicted("cosigned a history that this one does not follow" + words(body));
            case Reply.Answered(int status, byte[] body) ->
                    missing("answered " + status + words(body));
        };
    }

    /** Takes a cosignature for one only after it was verified over the very text that was sent. */
    private WitnessAnswer accepted(byte[] body, long size, SignedNote checkpoint) {
        byte[] text = (checkpoint.text() + "\n").getBytes(UTF_8);
        byte[] whole = Arrays.copyOf(text, text.length + body.length);
        System.arraycopy(body, 0, whole, text.length, body.length);
        try {
            SignedNote cosignatures = SignedNote.parse(whole);
            if (!cosignatures.text().equals(checkpoint.text())) {
                return missing("answered with more than signature lines");
            }
            cosignatures.verifiedBy(List.of(key));
            cosigned.accumulateAndGet(size, Math::max);
            return new WitnessAnswer.Cosigned(
                    name(),
                    cosignatures.signatures().stream()
                            .filter(line -> line.isBy(key))
                            .findFirst()
                            .orElseThrow());
        } catch (SignedNote.NotANote e) {
            return missing("answered with no cosignature of its key: it " + e.getMessage());
        }
    }

    /**
     * Asks which tree it last cosigned, for a ledger that has lost its own memory.
     *
     * @param empty the checkpoint of the empty tree, signed by this log. Every history follows from
     *     it, so that signing it says nothing, and a witness may well cosign it
     */
    LastCosigned lastCosigned(SignedNote empty) {
        return switch (ask(new AddCheckpoint(0, List.of(), empty))) {
            case Reply.Silent(String why) -> new LastCosigned.Unknown(name(), why);
            case Reply.Answered(int status, byte[] body) when status == 409 && size(body) >= 0 ->
                    new LastCosigned.Size(name(), size(body));
            case Reply.Answered(int status, byte[] body)
                    when status == 200
                            && accepted(body, 0, empty) instanceof WitnessAnswer.Cosigned ->
                    new LastCosigned.Size(name(), 0);
            case Reply.Answered(int status, byte[] body) ->
                    new LastCosigned.Unknown(name(), "answered " + status + words(body));
        };
    }

    private Reply ask(AddCheckpoint request) {
        CompletableFuture<HttpResponse<byte[]>> answer =
                http.sendAsync(
                        HttpRequest.newBuilder(address)
                                .timeout(patience)
                                .header("Content-Type", "text/plain; charset=utf-8")
                                .POST(HttpRequest.BodyPublishers.ofByteArray(request.bytes()))
                                .build(),
                        HttpResponse.BodyHandlers.limiting(
                                HttpResponse.BodyHandlers.ofByteArray(), MOST_BYTES));
        try {
            // The request's own timeout ends with the headers; a body may drip for ever.
            HttpResponse<byte[]> response = answer.get(patience.toMillis(), TimeUnit.MILLISECONDS);
            return new Reply.Answered(response.statusCode(), response.body());
        } catch (TimeoutException e) {
            answer.cancel(true);
            return new Reply.Silent("has not answered within " + patience.toMillis() + " ms");
        } catch (ExecutionException e) {
            return new Reply.Silent(silence(e.getCause()));
        } catch (InterruptedException e) {
            answer.cancel(true);
            Thread.currentThread().interrupt();
            return new Reply.Silent("was not waited for");
        }
    }

    private String silence(@Nullable Throwable cause) {
        return switch (cause) {
            case HttpTimeoutException _ -> "has not answered within " + patience.toMillis() + " ms";
            case ConnectException _ -> "cannot be reached at " + address;
            case null -> "gave no answer";
            case IOException e -> "gave no answer that can be read: " + e.getMessage();
            case UncheckedIOException e -> "gave no answer that can be read: " + e.getMessage();
            default -> throw new IllegalStateException(cause);
        };
    }

    /** −1 for a body that says no size. */
    private static long size(byte[] body) {
        String text = new String(body, UTF_8);
        if (!SIZE.matcher(text).matches()) {
            return -1;
        }
        try {
            return Long.parseLong(text.strip());
        } catch (NumberFormatException e) {
            return -1; // above 2^63
        }
    }

    /** The first words of a refusal, without what could confuse a terminal or a log. */
    private static String words(byte[] body) {
        String words =
                new String(body, 0, Math.min(body.length, MOST_WORDS), UTF_8)
                        .replaceAll("\\p{C}+", " ")
                        .strip();
        return words.isEmpty() ? "" : ": " + words;
    }

    private WitnessAnswer missing(String fault) {
        return new WitnessAnswer.Missing(name(), fault);
    }

    private WitnessAnswer contradicted(String fault) {
        return new WitnessAnswer.Contradicted(name(), fault);
    }
}
