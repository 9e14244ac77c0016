package org.casualtyledger.standalone.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ProblemTest {

    @Test
    void a_problem_reads_with_its_detail_and_every_fault() {
        Problem problem =
                Problem.of(
                        422,
                        """
                {"type":"t","title":"The claim cannot be understood","status":422,"detail":"Two faults.\\nNothing was stored.",
                 "errors":[{"pointer":"/claim/when/from","code":"in-the-future","detail":"must not be in the future"},{"pointer":"/x","code":"unknown"}]}
                """);

        assertThat(problem.readable())
                .isEqualTo(
                        """
                The claim cannot be understood
                  Two faults.
                  Nothing was stored.
                  - /claim/when/from  in-the-future  must not be in the future
                  - /x  unknown""");
        assertThat(problem.exit()).isEqualTo(ExitCode.REFUSED);
    }

    @Test
    void an_answer_that_is_no_problem_is_shown_briefly_as_what_it_is() {
        Problem problem = Problem.of(502, "<html>" + "x".repeat(5000));

        assertThat(problem.readable())
                .startsWith("The server answered 502\n  <html>x")
                .hasSizeLessThan(300);
        assertThat(problem.exit()).isEqualTo(ExitCode.UNREACHABLE);
        assertThat(Problem.of(500, "").readable()).isEqualTo("The server answered 500");
    }

    @Test
    void no_key_and_no_scope_are_a_matter_of_who_asks() {
        assertThat(Problem.of(401, "{\"title\":\"t\"}").exit()).isEqualTo(ExitCode.UNAUTHORISED);
        assertThat(Problem.of(403, "{\"title\":\"t\"}").exit()).isEqualTo(ExitCode.UNAUTHORISED);
    }
}
