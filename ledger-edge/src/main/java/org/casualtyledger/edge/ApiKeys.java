package org.casualtyledger.edge;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Looks keys up. A key is 256 random bits, so one SHA-256 is enough to store it by: there is
 * nothing to guess.
 *
 * <p>An answer is remembered for {@link #MEMORY}, so a revoked key works that much longer at most.
 */
public final class ApiKeys {
    static final Duration MEMORY = Duration.ofSeconds(10);

    /** More callers at a time than this only cost a look-up each. */
    private static final int REMEMBERED = 10_000;

    /** Longest key that is looked at; longer ones are no keys of ours. */
    private static final int LONGEST = 200;

    private static final Pattern FORM = Pattern.compile("cl_[A-Za-z0-9_-]{43}");

    private static final SecureRandom RANDOM = new SecureRandom();

    private final JdbcClient jdbc;
    private final Optional<byte[]> localKeyHash;
    private final Cache<String, Optional<Caller>> known =
            Caffeine.newBuilder().maximumSize(REMEMBERED).expireAfterWrite(MEMORY).build();

    ApiKeys(DataSource accessDataSource, Optional<String> localKey) {
        this.jdbc = JdbcClient.create(accessDataSource);
        this.localKeyHash = localKey.map(ApiKeys::hash);
    }

    /** A new key, and the only moment at which it is in clear. */
    public static String draw() {
        byte[] secret = new byte[32];
        RANDOM.nextBytes(secret);
        return "cl_" + Base64.getUrlEncoder().withoutPadding().encodeToString(secret);
    }

    /** Whether a text has the form of a key that was drawn. */
    public static boolean isKey(String text) {
        return FORM.matcher(text).matches();
    }

    public static byte[] hash(String key) {
        try {
            return MessageDigest.getInstance("SHA-256")
                    .digest(key.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    /** Who holds this key; empty for a key that does not exist or was revoked. */
    Optional<Caller> caller(String key) {
        if (key.length() > LONGEST) {
            return Optional.empty();
        }
        byte[] hash = hash(key);
        if (localKeyHash.isPresent() && MessageDigest.isEqual(localKeyHash.get(), hash)) {
            return Optional.of(
                    new Caller(
                            Caller.OPERATOR,
                            "The operator of this ledger",
                            EnumSet.allOf(Scope.class),
                            Optional.empty(),
                            Optional.empty()));
        }
        String name = HexFormat.of().formatHex(hash);
        Optional<Caller> remembered = known.getIfPresent(name);
        if (remembered == null) {
            // Side by side, and not one after the other: the database may take its time to fail.
            remembered = find(hash);
            known.put(name, remembered);
        }
        return remembered;
    }

    private Optional<Caller> find(byte[] hash) {
        return jdbc.sql(
                        """
                        SELECT o.organisation, o.name, array_to_string(k.scopes, ' ') AS scopes,
                               k.person, array_to_string(k.theatres, ' ') AS theatres
                          FROM access.api_key k JOIN access.organisation o USING (organisation)
                         WHERE k.hash = :hash AND k.revoked_at IS NULL
                        """)
                .param("hash", hash)
                .query(
                        (row, _) ->
                                new Caller(
                                        row.getString("organisation"),
                                        row.getString("name"),
                                        scopes(row.getString("scopes")),
                                        Optional.ofNullable(row.getString("person")),
                                        Optional.ofNullable(row.getString("theatres"))
                                                .map(ids -> Set.of(ids.split(" ", -1)))))
                .optional();
    }

    private static Set<Scope> scopes(String codes) {
        Set<Scope> scopes = EnumSet.noneOf(Scope.class);
        Arrays.stream(codes.split(" ", -1))
                .map(Scope::of)
                .flatMap(Optional::stream)
                .forEach(scopes::add);
        return scopes;
    }
}
