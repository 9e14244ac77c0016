package org.casualtyledger.edge;

import java.util.Set;

/**
 * Who makes a request.
 *
 * @param organisation the public id
 * @param name for people
 */
public record Caller(String organisation, String name, Set<Scope> scopes) {
    static final String ATTRIBUTE = Caller.class.getName();

    /** The organisation that runs this ledger. Its administrators have keys of it. */
    public static final String OPERATOR = "operator";

    public Caller {
        scopes = Set.copyOf(scopes);
    }

    public boolean may(Scope scope) {
        return scopes.contains(scope);
    }
}
