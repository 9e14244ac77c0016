package org.casualtyledger.counting;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;
import org.casualtyledger.counting.Derivation.LeftOut;
import org.casualtyledger.counting.Dossier.Verdict.Counted;
import org.casualtyledger.counting.Dossier.Verdict.Graded;
import org.casualtyledger.counting.Dossier.Verdict.Responsible;
import org.casualtyledger.events.CountsAssessed;
import org.casualtyledger.events.Grade;
import org.casualtyledger.events.OrganisationId;
import org.casualtyledger.events.ReportId;
import org.casualtyledger.events.TheatreId;
import org.casualtyledger.events.claim.ActorRole;
import org.casualtyledger.events.claim.Range;
import org.casualtyledger.events.claim.StatedActor;

/**
 * Counts by a document of the closed vocabulary: {@code semantics: 2}.
 *
 * <ul>
 *   <li>An incident that is a confirmed duplicate contributes nothing; its survivor does.
 *   <li>Accounts: of the contributing organisations, the latest of each (organisation, claimant)
 *       that stands. A report that says that it only repeats another one of this incident is left
 *       out: it never corroborates, and never widens a range.
 *   <li>Judgements: of the trusted assessors, the latest of each. They agree, or the incident is
 *       {@code disputed}; of disputed counts the envelope is taken, of disputed actors the union.
 *   <li>A belligerent who claims that nobody was harmed, where another account states harm, lowers
 *       no minimum under any rule.
 *   <li>Place and time are those of the accounts that state them most precisely, the earliest of
 *       equals. The theatre is the one in which the incident lies by its latest move, else the
 *       placing account's.
 * </ul>
 */
final class Rulebook implements Methodology {
    private static final Comparator<Account> BEST_SOURCED =
            Comparator.<Account>comparingInt(a -> -a.facts().sources())
                    .thenComparing(Accounts.EARLIEST_SUBMITTED);

    private final MethodologyDocument rules;
    private final String document;
    private final String hash;

    private Rulebook(MethodologyDocument rules, String document) {
        this.rules = rules;
        this.document = document;
        this.hash = Sha256.hex(document);
    }

    static Rulebook of(String document) throws MethodologyDocument.NotAMethodology {
        return new Rulebook(MethodologyDocument.read(document), document);
    }

    @Override
    public String name() {
        return rules.name();
    }

    @Override
    public int version() {
        return rules.version();
    }

    @Override
    public int semantics() {
        return MethodologyDocument.SEMANTICS;
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
    public List<Contribution> contributions(IncidentState incident) {
        List<Account> accounts = accounts(incident);
        if (accounts.isEmpty() || incident.dossier().duplicateOf().isPresent()) {
            return List.of();
        }
        Judged judged = judged(incident, accounts);
        return rules.grades().contains(judged.grade())
                ? cells(theatre(incident, accounts), accounts, judged)
                : List.of();
    }

    @Override
    public Derivation derivation(IncidentState incident) {
        List<Account> accounts = accounts(incident);
        List<LeftOut> leftOut = leftOut(incident, accounts);
        if (accounts.isEmpty()) {
            return new Derivation(
                    List.of(),
                    Derivation.Verdict.NO_ACCOUNT,
                    List.of(),
                    leftOut,
                    CellGrade.UNGRADED,
                    rules.rangeRule().code(),
                    Measures.ZERO,
                    List.of(),
                    List.of());
        }
        Judged judged = judged(incident, accounts);
        Derivation.Verdict verdict =
                incident.dossier().duplicateOf().isPresent()
                        ? Derivation.Verdict.DUPLICATE
                        : rules.grades().contains(judged.grade())
                                ? Derivation.Verdict.COUNTED
                                : Derivation.Verdict.GRADE;
        return new Derivation(
                contributions(incident),
                verdict,
                accounts.stream().map(Account::report).toList(),
                leftOut,
                judged.grade(),
                judged.assessed() ? "assessed" : rules.rangeRule().code(),
                judged.measures(),
                judged.actors(),
                judged.disputed());
    }

    private record Judged(
            CellGrade grade,
            Measures measures,
            List<Attribution> actors,
            boolean assessed,
            List<String> disputed) {}

    private Judged judged(IncidentState incident, List<Account> accounts) {
        if (incident.dossier().judgements().isEmpty()) {
            return new Judged(
                    CellGrade.UNGRADED,
                    measures(accounts, List.of(), false),
                    Accounts.attributions(accounts),
                    false,
                    List.of());
        }
        TheatreId theatre = theatre(incident, accounts);
        Predicate<OrganisationId> trusted = o -> rules.assessors().includes(o, theatre);
        Dossier dossier = incident.dossier();
        Set<Grade> grades = new HashSet<>();
        dossier.counting(Graded.class, trusted).forEach(g -> g.grade().ifPresent(grades::add));
        List<CountsAssessed.Counts> counts = new ArrayList<>();
        if (rules.assessedCounts()) {
            dossier.counting(Counted.class, trusted)
                    .forEach(c -> c.counts().ifPresent(counts::add));
        }
        Set<Map<String, ActorRole>> actors = new HashSet<>();
        if (rules.assessedResponsibility()) {
            dossier.counting(Responsible.class, trusted)
                    .forEach(r -> r.actors().ifPresent(a -> actors.add(roles(a))));
        }
        List<String> disputed = new ArrayList<>();
        if (grades.size() > 1) {
            disputed.add("grade");
        }
        if (new HashSet<>(counts).size() > 1) {
            disputed.add("counts");
        }
        if (actors.size() > 1) {
            disputed.add("responsibility");
        }
        return new Judged(
                grade(grades),
                measures(accounts, counts, !disputed.isEmpty()),
                actors.isEmpty() ? Accounts.attributions(accounts) : union(actors),
                !counts.isEmpty(),
                disputed);
    }

    private static CellGrade grade(Set<Grade> grades) {
        return switch (grades.size()) {
            case 0 -> CellGrade.UNGRADED;
            case 1 -> CellGrade.of(grades.iterator().next());
            default -> CellGrade.DISPUTED;
        };
    }

    private static Map<String, ActorRole> roles(List<StatedActor> actors) {
        Map<String, ActorRole> roles = new TreeMap<>();
        Accounts.add(actors, roles);
        return roles;
    }

    private static List<Attribution> union(Set<Map<String, ActorRole>> all) {
        Map<String, ActorRole> roles = new TreeMap<>();
        for (Map<String, ActorRole> one : all) {
            one.forEach(
                    (name, role) ->
                            roles.merge(name, role, (a, b) -> a == ActorRole.ALLEGED ? a : b));
        }
        return Accounts.attributions(roles);
    }

    private TheatreId theatre(IncidentState incident, List<Account> accounts) {
        return incident.dossier().theatre().orElse(Accounts.placed(accounts).theatre());
    }

    /** The accounts that make range, place and time, in the order of submission. */
    private List<Account> accounts(IncidentState incident) {
        List<Account> all = incident.accounts();
        if (all.size() == 1) {
            return all.getFirst().counts() && contributes(incident, all.getFirst())
                    ? all
                    : List.of();
        }
        Map<ReportId, Account> counting = counting(incident);
        return Accounts.standing(
                counting.values().stream().filter(a -> !repeats(a, counting)).toList());
    }

    private Map<ReportId, Account> counting(IncidentState incident) {
        Map<ReportId, Account> counting = new LinkedHashMap<>();
        for (Account account : incident.accounts()) {
            if (account.counts() && contributes(incident, account)) {
                counting.put(account.report(), account);
            }
        }
        return counting;
    }

    /** Whether what it says it repeats comes, at last, from another report that counts here. */
    private static boolean repeats(Account account, Map<ReportId, Account> counting) {
        Optional<Account> base = base(account, counting);
        for (int steps = 0; base.isPresent(); steps++) {
            if (steps == counting.size()) {
                return false; // reports that repeat each other
            }
            Optional<Account> next = base(base.get(), counting);
            if (next.isEmpty()) {
                return true;
            }
            base = next;
        }
        return false;
    }

    private static Optional<Account> base(Account account, Map<ReportId, Account> counting) {
        return account.facts().derivedFrom().map(counting::get);
    }

    private boolean contributes(IncidentState incident, Account account) {
        return rules.organisations()
                .includes(
                        account.organisation(),
                        incident.dossier().theatre().orElse(account.theatre()));
    }

    private List<LeftOut> leftOut(IncidentState incident, List<Account> used) {
        Map<ReportId, Account> counting = counting(incident);
        return Accounts.leftOut(
                incident.accounts(),
                used,
                account -> contributes(incident, account),
                account -> repeats(account, counting));
    }

    private Measures measures(
            List<Account> accounts, List<CountsAssessed.Counts> assessed, boolean disputed) {
        return Measures.ofIncident(
                bounds(accounts, Facts::killed, assessed, CountsAssessed.Counts::killed),
                bounds(accounts, Facts::injured, assessed, CountsAssessed.Counts::injured),
                bounds(
                        accounts,
                        Facts::undetermined,
                        assessed,
                        CountsAssessed.Counts::undetermined),
                disputed);
    }

    private Bounds bounds(
            List<Account> accounts,
            Function<Facts, Range> harm,
            List<CountsAssessed.Counts> assessed,
            Function<CountsAssessed.Counts, Range> assessedHarm) {
        List<Range> ranges = assessed.stream().map(assessedHarm).filter(Range::isStated).toList();
        if (!ranges.isEmpty()) {
            return Accounts.envelope(ranges);
        }
        return switch (rules.rangeRule()) {
            case ENVELOPE -> Accounts.envelope(accounts, harm);
            case MOST_RECENT -> one(accounts, harm, Accounts.LATEST.reversed());
            case BEST_SOURCED -> one(accounts, harm, BEST_SOURCED);
            case ASSESSOR_ONLY -> Bounds.NOT_STATED;
        };
    }

    /** The range of the first account, in an order, that states one and is no denial. */
    private static Bounds one(
            List<Account> accounts, Function<Facts, Range> harm, Comparator<Account> order) {
        boolean somebodyHarmed = Accounts.somebodyHarmed(accounts, harm);
        Optional<Range> chosen =
                accounts.stream()
                        .filter(a -> harm.apply(a.facts()).isStated())
                        .filter(
                                a ->
                                        !(somebodyHarmed
                                                && Accounts.isDenial(a, harm.apply(a.facts()))))
                        .min(order)
                        .map(a -> harm.apply(a.facts()));
        return chosen.map(range -> Accounts.envelope(List.of(range))).orElse(Bounds.NOT_STATED);
    }

    private List<Contribution> cells(TheatreId theatre, List<Account> accounts, Judged judged) {
        Account placed = Accounts.placed(accounts);
        Account dated = Accounts.dated(accounts);
        Period period = Period.of(dated.facts().when());
        CellKey cell =
                new CellKey(
                        theatre,
                        PlaceKey.of(placed.facts().where()),
                        period,
                        judged.actors(),
                        judged.grade(),
                        Accounts.organisations(accounts));
        if (rules.spanning() == MethodologyDocument.Spanning.RESIDUAL
                || dated.facts().when().isInOneMonth()) {
            return List.of(new Contribution(cell, judged.measures()));
        }
        return Spread.over(dated.facts().when(), cell, judged.measures());
    }
}
