package org.casualtyledger.events.signature;

import java.util.Optional;
import java.util.function.Function;
import org.casualtyledger.events.json.Fields;
import tools.jackson.databind.node.ObjectNode;

/** Keys and signatures as JSON: in stored events and in requests, by the same rules. */
public final class SignatureJson {
    /** Characters that are looked at; the longest text, a signature, has 86. */
    private static final int TEXT = 100;

    private SignatureJson() {}

    /** Puts {@code {key, value}} under a name. */
    public static void write(ObjectNode out, String name, EventSignature signature) {
        out.putObject(name)
                .put("key", signature.key().value())
                .put("value", signature.value().text());
    }

    /**
     * Reads {@code {key, value}} of a stored event; empty where there is none, or where it added to
     * the faults.
     */
    public static Optional<EventSignature> read(Fields parent, String name) {
        return parent.object(name).flatMap(SignatureJson::signature);
    }

    /** The same, of a request: a field that is not known is a fault. */
    public static Optional<EventSignature> request(Fields parent, String name) {
        return parent.object(name)
                .flatMap(
                        f -> {
                            Optional<EventSignature> signature = signature(f);
                            f.refuseUnknown();
                            return signature;
                        });
    }

    private static Optional<EventSignature> signature(Fields f) {
        f.require("key");
        f.require("value");
        Optional<KeyId> key = keyId(f, "key");
        Optional<Ed25519Signature> value = value(f, "value");
        return key.isPresent() && value.isPresent()
                ? Optional.of(new EventSignature(key.get(), value.get()))
                : Optional.empty();
    }

    public static Optional<KeyId> keyId(Fields f, String name) {
        return parsed(f, name, KeyId::new);
    }

    public static Optional<Ed25519Key> key(Fields f, String name) {
        return parsed(f, name, Ed25519Key::new);
    }

    public static Optional<Ed25519Signature> value(Fields f, String name) {
        return parsed(f, name, Ed25519Signature::new);
    }

    /** A seed of salts: base64url of 32 bytes. Only ever in a request. */
    public static Optional<byte[]> seed(Fields f, String name) {
        return parsed(
                f,
                name,
                text -> Base64Url.decode(text, org.casualtyledger.events.claim.Salts.SEED_BYTES));
    }

    private static <T> Optional<T> parsed(Fields f, String name, Function<String, T> parse) {
        return f.name(name, TEXT)
                .flatMap(
                        text -> {
                            try {
                                return Optional.of(parse.apply(text));
                            } catch (IllegalArgumentException e) {
                                f.faults()
                                        .add(
                                                f.pointerTo(name),
                                                "not-valid",
                                                String.valueOf(e.getMessage()));
                                return Optional.empty();
                            }
                        });
    }
}
