package org.casualtyledger.counting;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;
import org.casualtyledger.counting.Derivation.LeftOut;
import org.casualtyledger.counting.Derivation.Why;
import org.casualtyledger.events.OrganisationId;
import org.casualtyledger.events.claim.ActorRole;
import org.casualtyledger.events.claim.ClaimantKind;
import org.casualtyledger.events.claim.Range;
import org.casualtyledger.events.claim.StatedActor;

/** What the accounts of one incident say together. Part of every methodology's semantics. */
final class Accounts {
    static final Comparator<Account> LATEST = Comparator.comparingLong(Account::position);
    static final Comparator<Account> EARLIEST_SUBMITTED =
            Comparator.comparingLong(Account::submittedAt);
    private static final Comparator<Account> BEST_PLACED =
            Comparator.<Account, Integer>comparing(
                            a -> PlaceKey.precisionOf(a.facts().where()).ordinal())
                    .thenComparing(EARLIEST_SUBMITTED);
    private static final Comparator<Account> BEST_DATED =
            Comparator.<Account, Integer>comparing(a -> a.facts().when().precision().ordinal())
                    .thenComparing(EARLIEST_SUBMITTED);

    private Accounts() {}

    /** The latest account of each voice that counts, in the order of submission. */
    static List<Account> standing(List<Account> all) {
        if (all.size() == 1) {
            return all.getFirst().counts() ? all : List.of();
        }
        Map<Account.Voice, Account> latest = new LinkedHashMap<>();
        for (Account account : all) {
            if (account.counts()) {
                latest.merge(account.voice(), account, (a, b) -> LATEST.compare(a, b) >= 0 ? a : b);
            }
        }
        return latest.values().stream().sorted(EARLIEST_SUBMITTED).toList();
    }

    /** Those that make no range, and why. */
    static List<LeftOut> leftOut(
            List<Account> all,
            List<Account> used,
            Predicate<Account> contributes,
            Predicate<Account> repeats) {
        List<LeftOut> leftOut = new ArrayList<>();
        for (Account account : all) {
            if (!used.contains(account)) {
                leftOut.add(new LeftOut(account.report(), why(account, contributes, repeats)));
            }
        }
        return leftOut;
    }

    private static Why why(
            Account account, Predicate<Account> contributes, Predicate<Account> repeats) {
        if (!account.standing()) {
            return Why.WITHDRAWN;
        }
        if (!account.counts()) {
            return Why.NO_INCIDENT_REPORT;
        }
        if (!contributes.test(account)) {
            return Why.NOT_CONTRIBUTING;
        }
        return repeats.test(account) ? Why.DERIVED : Why.SUPERSEDED;
    }

    /** The account that says best where it was, by stated precision. */
    static Account placed(List<Account> accounts) {
        return accounts.size() == 1
                ? accounts.getFirst()
                : accounts.stream().min(BEST_PLACED).orElseThrow();
    }

    /** The account that says best when it was, by stated precision. */
    static Account dated(List<Account> accounts) {
        return accounts.size() == 1
                ? accounts.getFirst()
                : accounts.stream().min(BEST_DATED).orElseThrow();
    }

    /**
     * The envelope of what the accounts state: the lowest stated minimum, the highest figure stated
     * as a bound, open-ended if any account is. What is not stated lowers nothing, and neither does
     * a denial.
     */
    static Bounds envelope(List<Account> accounts, Function<Facts, Range> harm) {
        boolean somebodyHarmed = somebodyHarmed(accounts, harm);
        List<Range> ranges = new ArrayList<>(accounts.size());
        for (Account account : accounts) {
            Range range = harm.apply(account.facts());
            if (!(somebodyHarmed && isDenial(account, range))) {
                ranges.add(range);
            }
        }
        return envelope(ranges);
    }

    static Bounds envelope(List<Range> ranges) {
        long min = Long.MAX_VALUE;
        long max = 0;
        long openEnded = 0;
        boolean stated = false;
        for (Range range : ranges) {
            if (!range.isStated()) {
                continue;
            }
            stated = true;
            max = Math.max(max, upper(range));
            if (range.isOpenEnded()) {
                openEnded = 1;
            }
            if (range.min().isPresent()) {
                min = Math.min(min, range.min().getAsInt());
            }
        }
        if (!stated) {
            return Bounds.NOT_STATED;
        }
        return new Bounds(min == Long.MAX_VALUE ? 0 : min, max, 0, openEnded);
    }

    static boolean somebodyHarmed(List<Account> accounts, Function<Facts, Range> harm) {
        for (Account account : accounts) {
            if (upper(harm.apply(account.facts())) > 0) {
                return true;
            }
        }
        return false;
    }

    /** A belligerent says that nobody was harmed. */
    static boolean isDenial(Account account, Range range) {
        return upper(range) == 0
                && account.facts().claimant().isPresent()
                && account.facts().claimant().get().kind() == ClaimantKind.BELLIGERENT;
    }

    private static int upper(Range range) {
        return range.max().orElse(range.min().orElse(0));
    }

    /** All actors that any account names, each once; alleged by one is alleged. */
    static List<Attribution> attributions(List<Account> accounts) {
        Map<String, ActorRole> roles = new TreeMap<>();
        for (Account account : accounts) {
            add(account.facts().actors(), roles);
        }
        return attributions(roles);
    }

    static void add(List<StatedActor> actors, Map<String, ActorRole> roles) {
        for (StatedActor actor : actors) {
            roles.merge(actor.name(), actor.role(), (a, b) -> a == ActorRole.ALLEGED ? a : b);
        }
    }

    static List<Attribution> attributions(Map<String, ActorRole> roles) {
        List<Attribution> attributions = new ArrayList<>(roles.size());
        roles.forEach((name, role) -> attributions.add(new Attribution(name, role)));
        return attributions;
    }

    static List<OrganisationId> organisations(List<Account> accounts) {
        if (accounts.size() == 1) {
            return List.of(accounts.getFirst().organisation());
        }
        return accounts.stream()
                .map(Account::organisation)
                .distinct()
                .sorted(Comparator.comparing(OrganisationId::value))
                .toList();
    }
}
