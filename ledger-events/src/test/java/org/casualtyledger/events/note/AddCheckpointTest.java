package org.casualtyledger.events.note;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AddCheckpointTest {
    /** The example of C2SP tlog-witness. */
    private static final String SPECIFIED =
            """
            old 20852014
            PlRNCrwHpqhGrupue0L7gxbjbMiKA9temvuZZDDpkaw=
            jrJZDmY8Y7SyJE0MWLpLozkIVMSMZcD5kvuKxPC3swk=
            5+pKlUdi2LeF/BcMHBn+Ku6yhPGNCswZZD1X/6QgPd8=
            /6WVhPs2CwSsb5rYBH5cjHV/wSmA79abXAwhXw3Kj/0=

            example.com/behind-the-sofa
            20852163
            CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=

            \u2014 example.com/behind-the-sofa Az3grlgtzPICa5OS8npVmf1Myq/5IZniMp+ZJurmRDeOoRDe4URYN7u5/Zhcyv2q1gGzGku9nTo+zyWE+xeMcTOAYQ8=
            \u2014 example.com/behind-the-sofa opLqBQsREYCgu6xQkYQwJr9fo45a62DN9EdmHXnZdXNqlcVGlCum2Wks+49/V6267UEjw6QUXTS5Rovnzv++qbSzm9Q=
            """;

    @Test
    void the_example_of_the_specification_is_read_and_written_as_it_stands() throws Exception {
        AddCheckpoint read = AddCheckpoint.parse(SPECIFIED.getBytes(UTF_8));

        assertThat(read.oldSize()).isEqualTo(20852014);
        assertThat(read.proof()).hasSize(4);
        assertThat(Checkpoint.parse(read.checkpoint().text()).size()).isEqualTo(20852163);
        assertThat(read.checkpoint().signatures()).hasSize(2);
        assertThat(read.bytes()).asString(UTF_8).isEqualTo(SPECIFIED);
    }

    @Test
    void a_first_request_has_no_proof() throws Exception {
        AddCheckpoint first = SampleLog.of("ledger.example/log", 5).step(0, 5);

        AddCheckpoint read = AddCheckpoint.parse(first.bytes());

        assertThat(read.oldSize()).isZero();
        assertThat(read.proof()).isEmpty();
        assertThat(first.bytes()).asString(UTF_8).startsWith("old 0\n\nledger.example/log\n5\n");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "\n",
                "\n\n",
                "old 1\n",
                "old 01\n\n",
                "old  1\n\n",
                "old -1\n\n",
                "old 1 \n\n",
                "OLD 1\n\n",
                "old 9999999999999999999\n\n",
                "old 1\r\n\n",
                "old 1\nnot a hash\n\n",
                "old 1\nPlRNCrwHpqhGrupue0L7gxbjbMiKA9temvuZZDDpka==\n\n",
                "old 1\nPlRNCrwHpqhGrupue0L7gxbjbMiKA9temvuZZDDpkax=\n\n",
                "old 1\n PlRNCrwHpqhGrupue0L7gxbjbMiKA9temvuZZDDpkaw=\n\n",
            })
    void what_begins_otherwise_is_no_request(String head) {
        byte[] note = SampleLog.of("ledger.example/log", 5).at(5).bytes();
        byte[] body = (head + new String(note, UTF_8)).getBytes(UTF_8);

        assertThatThrownBy(() -> AddCheckpoint.parse(body)).isInstanceOf(SignedNote.NotANote.class);
    }

    @Test
    void more_hashes_than_any_tree_needs_are_no_request() {
        String hash = "PlRNCrwHpqhGrupue0L7gxbjbMiKA9temvuZZDDpkaw=\n";
        byte[] note = SampleLog.of("ledger.example/log", 5).at(5).bytes();
        byte[] body =
                ("old 1\n" + hash.repeat(64) + "\n" + new String(note, UTF_8)).getBytes(UTF_8);

        assertThatThrownBy(() -> AddCheckpoint.parse(body)).isInstanceOf(SignedNote.NotANote.class);
    }
}
