// SPDX-License-Identifier: Apache-2.0
package org.metergate.core.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.metergate.setup.cause.CauseMessages;
import org.metergate.setup.letter.Country;
import org.metergate.setup.letter.Evidence;
import org.metergate.setup.letter.Letter;
import org.metergate.time.SystemTime;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Prints a letter to the grid company. */
@Command(
    name = "letter",
    description = {
      "Prints a letter that asks the grid company for the port.",
      "In the language of the country and in English, with what 'probe' has measured.",
      "You fill in name, address and installation yourself; nothing is sent."
    },
    footer = {
      "",
      "Exit codes: 0 printed, 1 the evidence cannot be read, 2 wrong usage.",
      "",
      "Examples:",
      "  metergate letter --country dk --evidence probe.json",
      "  metergate letter --country se --language en"
    })
final class LetterCommand implements Callable<Integer> {
  private static final int LARGEST = 1 << 20;
  private static final String INPUT = "-";

  @Option(
      names = "--country",
      required = true,
      paramLabel = "CODE",
      description = "The country of the grid company: dk, no, se or fi.")
  private String country;

  @Option(
      names = "--evidence",
      paramLabel = "FILE",
      description = "What 'metergate probe --json' has printed; - is standard input.")
  private Path evidence;

  @Option(
      names = "--language",
      paramLabel = "CODE",
      description = "Only this language, the country's or en; both by default.")
  private String language;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    Country of = country();
    List<String> languages = languages(of);
    Optional<Evidence> measured = evidence == null ? Optional.empty() : Optional.of(read());
    LocalDate day = LocalDate.ofInstant(new SystemTime().now(), ZoneId.systemDefault());
    for (int i = 0; i < languages.size(); i++) {
      if (i > 0) {
        out.println();
        out.println("-".repeat(72));
        out.println();
      }
      Letter.of(of, languages.get(i), measured, day).forEach(out::println);
    }
    return 0;
  }

  private Country country() {
    return Country.of(country)
        .orElseThrow(
            () ->
                usage(
                    "--country must be one of "
                        + String.join(
                            ", ", Arrays.stream(Country.values()).map(Country::code).toList())
                        + ", not '"
                        + country
                        + "'."));
  }

  private List<String> languages(Country of) {
    if (language == null) {
      return of.languages();
    }
    if (!of.languages().contains(language)) {
      throw usage(
          "--language must be one of "
              + String.join(", ", of.languages())
              + ", not '"
              + language
              + "'.");
    }
    return List.of(language);
  }

  private Evidence read() {
    String name = evidence.toString().equals(INPUT) ? "The standard input" : "The file " + evidence;
    try {
      Evidence read =
          Evidence.read(text(name))
              .orElseThrow(
                  () ->
                      new CommandException(
                          CommandException.FAULT,
                          name + " has no verdict; 'metergate probe LINK --json' prints one."));
      if (!read.concernsGridCompany()) {
        spec.commandLine()
            .getErr()
            .println(
                "metergate: The evidence is nothing that the grid company can change, so that the"
                    + " letter does not mention it. "
                    + withoutFigures(new CauseMessages().sentence(read.cause(), Map.of())));
      }
      return read;
    } catch (IOException e) {
      throw new CommandException(
          CommandException.FAULT,
          Files.isDirectory(evidence) || !Files.isReadable(evidence) && !name.contains("input")
              ? name + " cannot be read: " + FileErrorText.reason(e) + "."
              : name + " is not what 'metergate probe LINK --json' prints.");
    }
  }

  private static String withoutFigures(String sentence) {
    return sentence.replaceAll("\\{[a-z-]+}", "…");
  }

  private String text(String name) throws IOException {
    try (InputStream in =
        evidence.toString().equals(INPUT) ? System.in : Files.newInputStream(evidence)) {
      byte[] bytes = in.readNBytes(LARGEST + 1);
      if (bytes.length > LARGEST) {
        throw new CommandException(
            CommandException.FAULT, name + " is larger than 1 MB, so that it is no evidence.");
      }
      return new String(bytes, StandardCharsets.UTF_8);
    }
  }

  private static CommandException usage(String sentence) {
    return new CommandException(CommandException.USAGE, sentence);
  }
}
