package canbao.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class HelpTest {
    @Test
    void every_command_says_how_it_is_used_in_both_languages() {
        List<String> silent = new ArrayList<>();
        ask(Main.commands(), List.of(), silent);
        assertThat(silent).isEmpty();
    }

    private static void ask(CommandLine command, List<String> path, List<String> silent) {
        StringWriter said = new StringWriter();
        List<String> arguments = new ArrayList<>(path);
        arguments.add("--help");
        int code = Main.commands()
                .setOut(new PrintWriter(said))
                .setErr(new PrintWriter(said))
                .execute(arguments.toArray(String[]::new));
        boolean chinese = said.toString().codePoints().anyMatch(Character::isIdeographic);
        if (code != 0 || !chinese || !said.toString().contains(" / ")) {
            silent.add(String.join(" ", path));
        }
        command.getSubcommands().forEach((name, below) -> {
            List<String> longer = new ArrayList<>(path);
            longer.add(name);
            if (!name.equals("help")) {
                ask(below, longer, silent);
            }
        });
    }
}
