package org.casualtyledger.counting;

import java.util.List;

/**
 * The first methodology "documented": every account that stands counts; what others judge does not.
 * Its rules are in {@code documented-1.json}; this is their {@code semantics: 1}, kept for ever.
 */
public final class Documented implements Methodology {
    public static final Documented V1 = new Documented();

    private final String document = MethodologyDocument.resource("documented-1.json");
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
    public List<Contribution> contributions(IncidentState incident) {
        List<Account> accounts = Accounts.standing(incident.accounts());
        if (accounts.isEmpty()) {
            return List.of();
        }
        Account placed = Accounts.placed(accounts);
        CellKey cell =
                new CellKey(
                        placed.theatre(),
                        PlaceKey.of(placed.facts().where()),
                        Period.of(Accounts.dated(accounts).facts().when()),
                        Accounts.attributions(accounts),
                        CellGrade.UNGRADED,
                        Accounts.organisations(accounts));
        return List.of(new Contribution(cell, measures(accounts)));
    }

    @Override
    public Derivation derivation(IncidentState incident) {
        List<Account> accounts = Accounts.standing(incident.accounts());
        boolean counts = !accounts.isEmpty();
        return new Derivation(
                contributions(incident),
                counts ? Derivation.Verdict.COUNTED : Derivation.Verdict.NO_ACCOUNT,
                accounts.stream().map(Account::report).toList(),
                Accounts.leftOut(incident.accounts(), accounts, _ -> true, _ -> false),
                CellGrade.UNGRADED,
                "envelope",
                counts ? measures(accounts) : Measures.ZERO,
                Accounts.attributions(accounts),
                List.of());
    }

    private static Measures measures(List<Account> accounts) {
        return Measures.ofIncident(
                Accounts.envelope(accounts, Facts::killed),
                Accounts.envelope(accounts, Facts::injured),
                Accounts.envelope(accounts, Facts::undetermined),
                false);
    }
}
