package org.casualtyledger.counting;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import org.casualtyledger.events.OrganisationId;
import org.casualtyledger.events.claim.ActorRole;
import org.casualtyledger.events.claim.ClaimantKind;
import org.casualtyledger.events.claim.Range;
import org.casualtyledger.events.claim.StatedActor;

/**
 * The methodology "documented": everything counts but what is discounted or withdrawn. Its rules
 * are in {@code documented-1.json}; this is their {@code semantics: 1}.
 */
public final class Documented implements Methodology {
    public static final Documented V1 = new Documented();

    private static final Comparator<Account> LATEST = Comparator.comparingLong(Account::position);
    private static final Comparator<Account> EARLIEST_SUBMITTED =
            Comparator.comparingLong(Account::submittedAt);
    private static final Comparator<Account> BEST_PLACED =
            Comparator.<Account, Integer>comparing(
                            a -> PlaceKey.precisionOf(a.facts().where()).ordinal())
                    .thenComparing(EARLIEST_SUBMITTED);
    private static final Comparator<Account> BEST_DATED =
            Comparator.<Account, Integer>comparing(a -> a.facts().when().precision().ordinal())
                    .thenComparing(EARLIEST_SUBMITTED);

    private final String document = read("documented-1.json");
    private final String hash = Sha256.hex(document);

    private Documented() {}

    @Override
    public String name() {
        return "documented";
    }

    @Override
    public int version() {
        return 1;
    }

    @Override
    public int semantics() {
        return 1;
    }

    @Override
    public String document() {
        return document;
    }

    @Override
    public String hash() {
        return hash;
    }

    @Override
    public Optional<Contribution> contribution(IncidentState incident) {
        List<Account> accounts = standing(incident);
        if (accounts.isEmpty()) {
            return Optional.empty();
        }
        Account placed = accounts.stream().min(BEST_PLACED).orElseThrow();
        Account dated = accounts.stream().min(BEST_DATED).orElseThrow();
        CellKey cell =
                new CellKey(
                        placed.theatre(),
                        PlaceKey.of(placed.facts().where()),
                        Period.of(dated.facts().when()),
                        attributions(accounts),
                        Grade.UNGRADED,
                        organisations(accounts));
        return Optional.of(new Contribution(cell, measures(accounts)));
    }

    /** The latest account of each voice that counts, in the order of submission. */
    private static List<Account> standing(IncidentState incident) {
        if (incident.accounts().size() == 1) {
            return incident.accounts().getFirst().counts() ? incident.accounts() : List.of();
        }
        Map<Account.Voice, Account> latest = new LinkedHashMap<>();
        for (Account account : incident.accounts()) {
            if (account.counts()) {
                latest.merge(account.voice(), account, (a, b) -> LATEST.compare(a, b) >= 0 ? a : b);
            }
        }
        Collection<Account> accounts = latest.values();
        return accounts.stream().sorted(EARLIEST_SUBMITTED).toList();
    }

    private static Measures measures(List<Account> accounts) {
        Bounds killed = envelope(accounts, Facts::killed);
        Bounds injured = envelope(accounts, Facts::injured);
        Bounds undetermined = envelope(accounts, Facts::undetermined);
        boolean harm = killed.max() > 0 || injured.max() > 0;
        return new Measures(1, harm ? 1 : 0, killed, injured, undetermined);
    }

    /**
     * The envelope of what the accounts state: the lowest stated minimum, the highest figure stated
     * as a bound, open-ended if any account is. What is not stated lowers nothing, and neither does
     * a denial.
     */
    private static Bounds envelope(List<Account> accounts, Function<Facts, Range> harm) {
        boolean somebodyHarmed = accounts.stream().anyMatch(a -> upper(harm.apply(a.facts())) > 0);
        long min = Long.MAX_VALUE;
        long max = 0;
        long openEnded = 0;
        boolean stated = false;
        for (Account account : accounts) {
            Range range = harm.apply(account.facts());
            if (!range.isStated()) {
                continue;
            }
            stated = true;
            max = Math.max(max, upper(range));
            if (range.isOpenEnded()) {
                openEnded = 1;
            }
            if (range.min().isPresent() && !(somebodyHarmed && isDenial(account, range))) {
                min = Math.min(min, range.min().getAsInt());
            }
        }
        if (!stated) {
            return Bounds.NOT_STATED;
        }
        return new Bounds(min == Long.MAX_VALUE ? 0 : min, max, 0, openEnded);
    }

    /** A belligerent says that nobody was harmed. */
    private static boolean isDenial(Account account, Range range) {
        return upper(range) == 0
                && account.facts().claimant().isPresent()
                && account.facts().claimant().get().kind() == ClaimantKind.BELLIGERENT;
    }

    private static int upper(Range range) {
        return range.max().orElse(range.min().orElse(0));
    }

    /** All actors that any account names, each once; alleged by one is alleged. */
    private static List<Attribution> attributions(List<Account> accounts) {
        Map<String, ActorRole> roles = new TreeMap<>();
        for (Account account : accounts) {
            for (StatedActor actor : account.facts().actors()) {
                roles.merge(actor.name(), actor.role(), (a, b) -> a == ActorRole.ALLEGED ? a : b);
            }
        }
        List<Attribution> attributions = new ArrayList<>(roles.size());
        roles.forEach((name, role) -> attributions.add(new Attribution(name, role)));
        return attributions;
    }

    private static List<OrganisationId> organisations(List<Account> accounts) {
        if (accounts.size() == 1) {
            return List.of(accounts.getFirst().organisation());
        }
        return accounts.stream()
                .map(Account::organisation)
                .distinct()
                .sorted(Comparator.comparing(OrganisationId::value))
                .toList();
    }

    private static String read(String resource) {
        try (InputStream in =
                Objects.requireNonNull(Documented.class.getResourceAsStream(resource), resource)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
