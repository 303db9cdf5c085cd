package canbao.cli.desk;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class DeskOptionsTest {
    @Test
    void a_page_is_asked_for_by_number_and_size_with_values_that_cannot_break_the_query() {
        DeskOptions.Numbered page = new DeskOptions.Numbered();
        new CommandLine(page).parseArgs("--after", "7", "--limit", "20");
        assertThat(page.of("/recon", "state", "OPEN", "assignee", "a&b=c 科"))
                .isEqualTo("/recon?after=7&limit=20&state=OPEN&assignee=a%26b%3Dc+%E7%A7%91");
        assertThat(new DeskOptions.Numbered().of("/alerts")).isEqualTo("/alerts?after=0&limit=100");
    }

    @Test
    void a_reason_is_posted_as_it_was_given() {
        DeskOptions.Reason reason = new DeskOptions.Reason();
        new CommandLine(reason).parseArgs("--reason", "已核对");
        assertThat(reason.body().encode()).isEqualTo("{\"reason\":\"已核对\"}");
    }
}
