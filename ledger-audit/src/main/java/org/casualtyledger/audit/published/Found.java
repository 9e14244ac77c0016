package org.casualtyledger.audit.published;

/**
 * Ends a walk at the first finding. Whoever starts a walk catches it and answers with the value.
 */
public final class Found extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient Finding finding;

    public Found(Finding finding) {
        super(finding.words(), null, false, false);
        this.finding = finding;
    }

    public Finding finding() {
        return finding;
    }
}
