// SPDX-License-Identifier: Apache-2.0
package org.metergate.packaging;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.metergate.core.cli.Main;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** The manual page and the completion, which are made from the commands of the built program. */
@Tag("package")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ShellFilesIT {
  @TempDir static Path folder;
  private Path page;
  private Path completion;

  @BeforeAll
  void make() throws Exception {
    Ran.assumeInstalled("bash", "man");
    String java = Path.of(System.getProperty("java.home"), "bin/java").toString();
    Ran.of(
            java,
            "-XX:TieredStopAtLevel=1",
            "-Dmetergate.home=" + Installed.PROGRAM,
            "-cp",
            Ran.project().resolve("target/metergate/lib") + "/*",
            "packaging/debian/ShellFiles.java",
            "0.1.0",
            "2026-11-20",
            "" + folder)
        .good();
    page = folder.resolve("metergate.1");
    completion = folder.resolve("metergate.bash");
  }

  private static List<CommandSpec> commands() {
    List<CommandSpec> found = new ArrayList<>();
    collect(new CommandLine(Main.class), found);
    return found;
  }

  private static void collect(CommandLine line, List<CommandSpec> found) {
    if (line.getCommandSpec().usageMessage().hidden()) {
      return; // for programs, such as the start of the app
    }
    found.add(line.getCommandSpec());
    line.getSubcommands().values().stream().distinct().forEach(one -> collect(one, found));
  }

  /** Returns what TAB offers at the end of a line. */
  private List<String> offered(String... words) throws Exception {
    String script =
        "source '"
            + completion
            + "'; COMP_WORDS=("
            + String.join(" ", words)
            + (words[words.length - 1].isEmpty() ? " ''" : "")
            + "); COMP_CWORD="
            + (words.length - 1)
            + "; compopt() { :; }; f=$(complete -p metergate | sed 's/.*-F \\([^ ]*\\).*/\\1/');"
            + " $f metergate \"${COMP_WORDS[COMP_CWORD]}\" x; printf '%s\\n' \"${COMPREPLY[@]}\"";
    return Ran.of("bash", "-c", script).good().lines().map(String::strip).toList();
  }

  @Test
  void theSchemaIsThatOfTheBuiltProgram() throws Exception {
    String schema = Files.readString(folder.resolve("gateway.schema.json"));
    String empty = folder.resolve("none").toString();
    Ran printed =
        Ran.of(
            "env",
            "-u",
            "METERGATE_DRIVERS",
            "XDG_DATA_HOME=" + empty,
            Path.of(System.getProperty("java.home"), "bin/java").toString(),
            "-Dmetergate.home=" + Installed.PROGRAM,
            "-cp",
            Ran.project().resolve("target/metergate/lib") + "/*",
            "org.metergate.core.cli.Main",
            "schema");
    assertEquals(printed.good().strip(), schema.strip());
    assertTrue(schema.contains("\"omnipower-dlms\""), schema);
    assertTrue(schema.contains("\"mbus\""), "the driver in drivers/ is known too");
  }

  @Test
  void thePageHasNoWarnings() throws Exception {
    String man = "LC_ALL=C.UTF-8 MANWIDTH=80 man --warnings -l '" + page + "' 2>&1 >/dev/null";
    assertEquals("", Ran.of("bash", "-c", man).good());
  }

  @Test
  void thePageHasEachCommandWithEachOption() throws Exception {
    String roff = Files.readString(page);
    for (CommandSpec command : commands()) {
      String name = command.qualifiedName().replaceFirst("^metergate ?", "");
      int from = name.isEmpty() ? 0 : roff.indexOf(".SS \"" + name.replace("-", "\\-") + "\"\n");
      assertTrue(from >= 0, name);
      int to = roff.indexOf("\n.SS ", from + 1);
      String section = roff.substring(from, to < 0 ? roff.length() : to);
      for (OptionSpec option : command.options()) {
        for (String word : option.hidden() || option.inherited() ? new String[0] : option.names()) {
          assertTrue(
              section.contains("\\fB" + word.replace("-", "\\-") + "\\fR"), name + " " + word);
        }
      }
    }
  }

  @Test
  void theCompletionIsGoodBashAndHasEachCommandWithEachOption() throws Exception {
    assertEquals("", Ran.of("bash", "-n", "" + completion).good());
    String bash = Files.readString(completion);
    for (CommandSpec command : commands()) {
      String function = "_picocli_" + command.qualifiedName("_").replace("-", "") + "() {";
      int from = bash.indexOf("function " + function);
      assertTrue(from >= 0, function);
      String body = bash.substring(from, bash.indexOf("\n}", from));
      for (OptionSpec option : command.options()) {
        for (String name : option.hidden() ? new String[0] : option.names()) {
          assertTrue(body.contains("'" + name + "'"), function + name);
        }
      }
    }
  }

  @Test
  void tabCompletesCommandsAndOptions() throws Exception {
    assertEquals(List.of("run"), offered("metergate", "ru"));
    assertTrue(offered("metergate", "").contains("doctor"));
    assertEquals(List.of("--listen-only"), offered("metergate", "probe", "--li"));
    assertTrue(offered("metergate", "check", "-").contains("--config"));
  }
}
