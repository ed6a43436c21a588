// SPDX-License-Identifier: Apache-2.0
package org.metergate.core.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.metergate.setup.keys.KeyChoice;
import org.metergate.setup.keys.KeyProof;
import org.metergate.setup.keys.KeyReading;
import org.metergate.setup.keys.KeyRemark;
import org.metergate.setup.keys.KeySearch;
import org.metergate.spi.link.LinkUri;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Finds the two keys in whatever a person has, and writes them to files for the configuration. */
@Command(
    name = "keys",
    description = {
      "Finds the keys of a meter in a mail, a table or a KEM file.",
      "Without FILE it reads what you paste. It writes the two keys to files that only you can"
          + " read, and prints the lines for the configuration. No digit of a key is ever shown."
    },
    footer = {
      "",
      "Exit codes: 0 both keys are written, 1 not, 2 wrong usage.",
      "",
      "Examples:",
      "  metergate keys",
      "  metergate keys mail.txt --with-recording meter.rec",
      "  metergate keys 4711.kem --password-file password.txt"
    })
final class KeysCommand implements Callable<Integer> {
  private static final Duration USUAL_WAIT = Duration.ofSeconds(45);

  @Parameters(
      arity = "0..1",
      paramLabel = "FILE",
      description = "A text or a KEM file with the keys, or - for standard input.")
  private Path file;

  @Option(
      names = "--with-recording",
      paramLabel = "FILE",
      description = "Find out with this recording which keys are right, and mend a damaged digit.")
  private Path recording;

  @Option(
      names = "--link",
      paramLabel = "LINK",
      description = "The same with the meter itself, for example serial:/dev/ttyUSB0.")
  private LinkUri link;

  @Option(
      names = "--driver",
      paramLabel = "ID",
      description = "The driver for the recording or link; without it, each that takes keys.")
  private String driver;

  @Option(
      names = "--for",
      paramLabel = "DURATION",
      description = "How long to listen to the link with each driver; 45s by default.")
  private Duration wait = USUAL_WAIT;

  @Option(
      names = "--password-file",
      paramLabel = "FILE",
      description = "The password of a KEM file; without it, you are asked for it.")
  private Path password;

  @Option(
      names = "--to",
      paramLabel = "FOLDER",
      description = "Where the keys go; the folder 'keys' next to the configuration by default.")
  private Path folder;

  @Option(
      names = {"-c", "--config"},
      paramLabel = "FILE",
      description = {
        "The gateway's configuration; gateway.yaml in this folder by default, or that of the"
            + " service where there is none."
      })
  private Path config = Path.of("gateway.yaml");

  @Option(names = "--force", description = "Replace files with other keys.")
  private boolean force;

  @Option(
      names = "--encryption-only",
      description = "The grid company gave one key alone (Austria, Luxembourg): write that one.")
  private boolean encryptionOnly;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws InterruptedException {
    PrintWriter err = spec.commandLine().getErr();
    if (recording != null && link != null) {
      throw new CommandException(
          CommandException.USAGE, "--with-recording and --link cannot be used together.");
    }
    KeySource source = new KeySource(file, Optional.ofNullable(password), err);
    KeyReading reading = source.read();
    KeyChoice choice = choose(reading, err);
    choice.remarks().stream()
        .filter(remark -> isNews(remark.code(), source, choice))
        .map(KeyRemark::sentence)
        .distinct()
        .forEach(err::println);
    source.notes().forEach(err::println);
    boolean enough = choice.isComplete() || encryptionOnly && choice.encryption().isPresent();
    if (!enough) {
      if (choice.encryption().isPresent() && isMissing(choice)) {
        err.println(
            "If the grid company gave one key alone, --encryption-only writes the encryption key.");
      }
      err.println("Nothing was written.");
      return CommandException.FAULT;
    }
    new KeyDestination(ConfigFile.usual(config), Optional.ofNullable(folder), force)
        .write(choice, spec.commandLine().getOut(), err);
    return 0;
  }

  private static boolean isMissing(KeyChoice choice) {
    return choice.remarks().stream().anyMatch(said -> said.code() == KeyRemark.Code.MISSING);
  }

  /** What the person knows, or what the file says better, is left out. */
  private boolean isNews(KeyRemark.Code code, KeySource source, KeyChoice choice) {
    return switch (code) {
      case NO_KEY -> !source.hasOtherKeysAlone();
      case MISSING -> !(encryptionOnly && choice.encryption().isPresent());
      default -> true;
    };
  }

  private KeyChoice choose(KeyReading reading, PrintWriter err) throws InterruptedException {
    if (recording == null && link == null) {
      return KeyChoice.from(reading);
    }
    KeyTrial trial = new KeyTrial(Installation.load(err), Optional.ofNullable(driver), err);
    Optional<KeyProof> proof = recording == null ? trial.of(link, wait) : trial.of(recording);
    return proof
        .map(found -> KeySearch.find(reading, found))
        .orElseGet(() -> withoutProof(reading, trial));
  }

  /** Keys that could not be tried are not written: the person asked for the trial. */
  private static KeyChoice withoutProof(KeyReading reading, KeyTrial trial) {
    KeyChoice choice = KeyChoice.from(reading);
    List<KeyRemark> remarks = new ArrayList<>(choice.remarks());
    remarks.add(trial.reason());
    return new KeyChoice(Optional.empty(), Optional.empty(), remarks);
  }
}
