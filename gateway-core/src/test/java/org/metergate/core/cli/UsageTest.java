// SPDX-License-Identifier: Apache-2.0
package org.metergate.core.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class UsageTest {
  private static final String KEY = "5AD84121D9D20B364B7A11F3C1B5827F";

  static Stream<String> commands() {
    return Main.commandLine().getSubcommands().entrySet().stream()
        .filter(one -> !one.getValue().getCommandSpec().usageMessage().hidden())
        .map(Map.Entry::getKey);
  }

  @Test
  void listsAllCommandsEachOnOneLine() {
    String text = Run.of("help").ends(0).out();
    assertEquals(
        List.of(
            "run",
            "demo",
            "ports",
            "probe",
            "scan",
            "aim",
            "keys",
            "doctor",
            "status",
            "letter",
            "support",
            "decode",
            "record",
            "replay",
            "emulate",
            "drivers",
            "check",
            "reload",
            "export",
            "journal",
            "backup",
            "restore",
            "history",
            "scale",
            "meter-change",
            "adjust",
            "backfill",
            "password",
            "token",
            "alarm",
            "schema",
            "version",
            "help"),
        commands().toList());
    commands().forEach(name -> assertTrue(text.matches("(?s).*\n  " + name + " +[A-Z].*"), name));
    assertEquals(
        commands().count(),
        text.lines().filter(line -> line.matches("  [a-z-]+ +[A-Z].*\\.")).count());
    assertEquals(text, Run.of("--help").ends(0).out());
    assertEquals(text, Run.of("-h").ends(0).out());
  }

  @ParameterizedTest
  @MethodSource("commands")
  void explainsEachCommandInWholeSentencesWithin80Columns(String name) {
    String text = Run.of("help", name).ends(0).out();
    assertTrue(text.startsWith("Usage: metergate " + name), text);
    assertTrue(text.lines().allMatch(line -> line.length() <= 80), text);
    assertTrue(text.lines().skip(1).anyMatch(line -> line.matches("[A-Z].*\\.")), text);
    assertEquals(text, Run.of(name, "--help").ends(0).out());
  }

  @Test
  void everyOptionAndParameterIsExplained() {
    Main.commandLine()
        .getSubcommands()
        .forEach(
            (name, line) ->
                line.getCommandSpec()
                    .args()
                    .forEach(
                        arg ->
                            assertTrue(
                                String.join(" ", arg.description()).matches("[A-Z-].*\\."),
                                name
                                    + " "
                                    + arg.paramLabel()
                                    + ": "
                                    + List.of(arg.description()))));
  }

  @Test
  void theExamplesOfEachCommandAreWordsThatItTakes() {
    for (String name : commands().toList()) {
      String text =
          Run.of("help", name).out().replace("\\\n", "").replaceAll("\\$\\(.*?\\)", "KEY");
      for (String example : text.lines().filter(l -> l.startsWith("  metergate")).toList()) {
        String[] args = example.strip().replaceFirst("metergate +", "").split(" +");
        assertEquals(name, Main.commandLine().parseArgs(args).subcommand().commandSpec().name());
      }
    }
  }

  @Test
  void aCommandIsNeeded() {
    Run run =
        Run.of()
            .refuses(
                2,
                "A command is needed: with a cable in the hand 'metergate probe', without one"
                    + " 'metergate demo'.");
    assertTrue(run.err().endsWith("Try: metergate help" + System.lineSeparator()), run.err());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "decod|There is no command 'decod'; did you mean 'decode'?",
        "help recrod|There is no command 'recrod'; did you mean 'record'?",
        "decode --hx x|There is no option '--hx'; did you mean '--hex'?",
        "decode|This command also needs --driver ID and FILE.",
        "decode --driver|This command also needs --driver ID.",
        "decode --hex=yes --driver a x|--hex takes no value.",
        "decode --driver a --driver b x|--driver is given twice.",
        "record tcp:a:1|This command also needs FILE.",
        "demo --port abc|--port must be a whole number, not 'abc'.",
        "demo --port 70000|--port must be a number from 0 to 65535, not 70000.",
        "demo --for 10|--for must be a time like 30s, 10min or 2h, not '10'.",
        "emulate omnipower --for soon|--for must be a time like 30s, 10min or 2h, not 'soon'.",
        "demo --for 999999999d|--for must be a time like 30s, 10min or 2h, not '999999999d'.",
        "export m --journal j --from 2026-02-01 --to 2026-01-01|--from must not be after --to,"
            + " which is now where it is left out.",
        "export m --journal j --from +999999999-12-31|--from must be a time like 2026-01-31,"
            + " 2026-01-31T14:00 or 2026-01-31T14:00+01:00, in the years 1970 to 2999, not"
            + " '+999999999-12-31'.",
        "history m --from -999999999-01-01|--from must be a time like 2026-01-31 or"
            + " 2026-01-31T14:00, in the years 1970 to 2999, not '-999999999-01-01'.",
        "record tcp:a:1 f --for ''|--for must be a time like 30s, 10min or 2h, not ''.",
        "record tcp:a:1 f --settings 2400|--settings must be a line setting like '2400 8N1', not"
            + " '2400'.",
        "record nothing f|LINK is wrong. 'nothing' is not a link; a link looks like"
            + " serial:/dev/ttyUSB0 or tcp:host:port.",
        "record serail:/dev/x f|There is no kind of link 'serail'; did you mean 'serial'?",
        "replay f --speed fast|--speed must be a number, not 'fast'.",
        "replay f --speed 0|--speed must be more than 0.",
        "replay f --speed NaN|--speed must be more than 0.",
        "emulate omnipwer|There is no emulated meter 'omnipwer'; did you mean 'omnipower'?",
        "emulate omnipower --tcp 1:2:3|--tcp must be a port from 0 to 65535, or a host and a port"
            + " like 0.0.0.0:2000, not '1:2:3'.",
        "emulate omnipower --tcp 65536|--tcp must be a port from 0 to 65535, or a host and a port"
            + " like 0.0.0.0:2000, not '65536'.",
        "emulate omnipower --option list=nvee|Option 'list' is 'nvee', but must be one of 'push1',"
            + " 'nve'.",
        "decode --driver omnipower-dlm x|There is no driver 'omnipower-dlm'; did you mean"
            + " 'omnipower-dlms'?",
        "decode --driver omnipower-dlms --option energy-scal=1 x|There is no option 'energy-scal';"
            + " did you mean 'energy-scale'?",
        "decode --driver omnipower-dlms --option energy-scale x|An --option must have the form"
            + " name=value; one has no '='.",
        "decode --driver omnipower-dlms --option a=1 --option a=2 x|The option 'a' is given twice.",
        "decode --driver omnipower-dlms --meter a/b x|A meter's name may contain only letters,"
            + " digits, '-' and '_' (64 at most).",
        "check -c|--config needs a FILE after it.",
        "letter|This command also needs --country CODE.",
        "letter --country nl|--country must be one of dk, no, se, fi, not 'nl'.",
        "letter --country dk --language sv|--language must be one of da, en, not 'sv'.",
        "status --json heat|--json prints the whole document; leave METER out.",
        "status a b|There are more arguments than 'status' takes; a value with blanks needs quotes"
            + " around it.",
        "version please|There are more arguments than 'version' takes; a value with blanks needs"
            + " quotes around it."
      })
  void namesAWrongWordInOneSentence(String args, String sentence) {
    Run.of(
            Stream.of(args.split(" "))
                .map(word -> word.equals("''") ? "" : word)
                .toArray(String[]::new))
        .refuses(2, sentence);
  }

  @Test
  void saysWhereTheJarOfADriverBelongsThatIsLikeNoOther() {
    String said = Run.of("decode", "--driver", "acme", "x").ends(2).err();
    assertTrue(said.contains("There is no driver 'acme'; there are: "), said);
    assertTrue(
        said.contains(". A driver that comes as a jar belongs in a folder of drivers, which"),
        said);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "decode --driver omnipower-dlms --option encryption-key " + KEY + " x",
        "decode --driver omnipower-dlms --option " + KEY + " x",
        "decode --driver omnipower-dlms --option encryption-key=x " + KEY + " x",
        "decode --driver omnipower-dlms --option encryption-key=" + KEY + "A x",
        "decode --driver omnipower-dlms --option encryption-kye=" + KEY + " x",
        "decode --driver omnipower-dlms --option energy-scale=" + KEY + " x",
        "decode --driver omnipower-dlms --encryption-key=" + KEY + " x",
        "decode --hex=" + KEY + " --driver omnipower-dlms x",
        "emulate omnipower --option encryption-key=" + KEY + "00"
      })
  void neverRepeatsAKeyWhereverItSlipped(String args) {
    Run run = Run.of(args.split(" ")).ends(2);
    assertFalse((run.out() + run.err()).contains(KEY.substring(0, 8)), run.err());
  }

  @Test
  void doesNotTakeTheContentOfAFileForWords() {
    Run.of("@/etc/hostname")
        .refuses(
            2,
            "There is no command '@/etc/hostname'; there are: run, demo, ports, probe, scan, aim,"
                + " keys, doctor, status, letter, support, decode, record, replay, emulate,"
                + " drivers, check, reload, export, journal, backup, restore, history, scale,"
                + " meter-change, adjust, backfill, password, token, alarm, schema, version,"
                + " help.");
  }

  @Test
  void saysTheVersionInBothWays() {
    String line = Run.of("version").ends(0).out();
    assertTrue(line.matches("Metergate .+ \\(SPI level \\d+\\), Java \\d+.*\\R"), line);
    assertEquals(line, Run.of("--version").ends(0).out());
    assertEquals(line, Run.of("-V").ends(0).out());
  }
}
