package org.casualtyledger.standalone.cli;

/** The server said no. */
final class Refusal extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final transient Problem problem;

    Refusal(Problem problem) {
        super(problem.readable());
        this.problem = problem;
    }

    Problem problem() {
        return problem;
    }
}
