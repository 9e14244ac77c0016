package org.casualtyledger.edge;

import java.util.Optional;
import java.util.Set;

/**
 * Who makes a request.
 *
 * @param organisation the public id
 * @param name for people
 * @param person a pseudonym of who holds the key, formed like an organisation's id; empty for a key
 *     that several share, which cannot be told from its author as a second reader
 * @param theatres where {@link Scope#ASSESS} holds; empty for everywhere
 */
public record Caller(
        String organisation,
        String name,
        Set<Scope> scopes,
        Optional<String> person,
        Optional<Set<String>> theatres) {
    static final String ATTRIBUTE = Caller.class.getName();

    /** The organisation that runs this ledger. Its administrators have keys of it. */
    public static final String OPERATOR = "operator";

    public Caller {
        scopes = Set.copyOf(scopes);
        theatres = theatres.map(Set::copyOf);
    }

    public boolean may(Scope scope) {
        return scopes.contains(scope);
    }

    /** Whether it may judge what lies in this theatre, by the theatre's public id. */
    public boolean mayAssess(String theatre) {
        return may(Scope.ASSESS) && theatres.map(ids -> ids.contains(theatre)).orElse(true);
    }
}
