// SPDX-License-Identifier: Apache-2.0
package org.metergate.core.cli;

import java.io.PrintWriter;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import org.metergate.core.plugin.LinkCapability;
import org.metergate.core.plugin.Plugins;
import org.metergate.setup.aim.AimLines;
import org.metergate.setup.aim.AimQuestion;
import org.metergate.setup.aim.AimScore;
import org.metergate.setup.aim.Aiming;
import org.metergate.setup.probe.ProbeDriver;
import org.metergate.spi.discovery.Recognition;
import org.metergate.spi.discovery.Scan;
import org.metergate.spi.driver.DriverInfo;
import org.metergate.spi.driver.DriverProvider;
import org.metergate.spi.link.ByteLink;
import org.metergate.spi.link.Host;
import org.metergate.spi.link.LineSettings;
import org.metergate.spi.link.LinkException;
import org.metergate.spi.link.LinkLostException;
import org.metergate.spi.link.LinkUri;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Helps to place an optical head. */
@Command(
    name = "aim",
    description = {
      "Helps to place an optical head on a meter.",
      "Asks every 0.7 s, for at most three minutes, and shows how good the answers are",
      "while you move the head. It only reads, but it costs a battery meter as much as",
      "ten days of being read once an hour."
    },
    footer = {
      "",
      "Exit codes: 0 the place is good, 1 it is not or the link failed, 2 wrong usage.",
      "",
      "Examples:",
      "  metergate aim serial:/dev/ttyUSB0",
      "  metergate aim serial:/dev/ttyUSB0 --driver multical-kmp"
    })
final class AimCommand implements Callable<Integer> {
  /** Where there is no screen, a line for each question would be too many. */
  private static final int QUESTIONS_FOR_EACH_LINE = 5;

  @Parameters(paramLabel = "LINK", description = "For example serial:/dev/ttyUSB0.")
  private LinkUri link;

  @Option(
      names = "--driver",
      paramLabel = "ID",
      description = "Ask with the questions of this driver only; with those of all by default.")
  private String driver;

  @Option(
      names = "--settings",
      paramLabel = "SETTINGS",
      description = "The only line setting to try; all that the drivers know by default.")
  private LineSettings settings;

  @Mixin private ConfigFile config;
  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws InterruptedException {
    PrintWriter out = spec.commandLine().getOut();
    Installation installation = Installation.load(spec.commandLine().getErr());
    List<AimQuestion> questions = questions(installation);
    GatewayPort.requireFree(link, config);
    Host host = new RemarkingHost(installation, spec.commandLine().getErr());
    try (StopSignal stopSignal = new StopSignal(host, Optional.empty());
        ByteLink open =
            LinkCapability.bytes(installation.link(link), link)
                .open(link, questions.get(0).trial().settings(), host)) {
      AimLines.before().forEach(out::println);
      out.flush();
      Screen screen = Screen.of(out);
      // a meter is not asked where nobody reads how well it answers
      Aiming aiming = new Aiming(open, host, () -> stopSignal.reached() || screen.closed());
      Aiming.Result result = aiming.run(questions, progress(screen, out));
      out.println();
      AimLines.end(result, link.toString()).forEach(out::println);
      return result.score().isGood() ? 0 : CommandException.FAULT;
    } catch (LinkException e) {
      throw installation.refusal(
          e,
          "If it is the running gateway, stop it while you aim, or see with"
              + " 'metergate status --watch' how it reads.");
    } catch (LinkLostException e) {
      throw new CommandException(CommandException.FAULT, installation.sentence(e.finding()));
    }
  }

  private List<AimQuestion> questions(Installation installation) {
    List<DriverProvider> drivers =
        driver == null ? installation.plugins().drivers() : List.of(installation.driver(driver));
    List<AimQuestion> all =
        ProbeDriver.of(drivers.stream().map(Plugins::unguarded).toList()).stream()
            .map(ProbeDriver::recognition)
            .filter(asks -> !(asks instanceof Scan)) // no optical head is on a bus
            .flatMap(asks -> AimQuestion.of(asks).stream())
            .toList();
    if (all.isEmpty()) {
      throw new CommandException(
          CommandException.USAGE,
          driver == null
              ? "There is no driver with a question for a meter below an optical head."
              : "The driver '" + driver + "' " + whyNot(drivers.get(0)));
    }
    List<AimQuestion> wanted =
        all.stream()
            .filter(one -> settings == null || one.trial().settings().equals(settings))
            .toList();
    if (wanted.isEmpty()) {
      throw new CommandException(
          CommandException.USAGE,
          "No driver asks at '"
              + settings
              + "'; there are: "
              + String.join(
                  ", ",
                  all.stream().map(one -> one.trial().settings().toString()).distinct().toList())
              + ".");
    }
    return wanted;
  }

  /** Returns why a driver has no question for a meter below an optical head. */
  private static String whyNot(DriverProvider driver) {
    if (driver.info().needs() == DriverInfo.Needs.EDGES) {
      return "counts pulses, so that it has nothing to ask.";
    }
    DriverProvider provider = Plugins.unguarded(driver);
    if (provider instanceof Scan) {
      return "reads a bus, which has no optical head to place; 'metergate probe' and 'metergate"
          + " scan' ask its meters.";
    }
    return provider instanceof Recognition
        ? "only listens, so that it has nothing to ask."
        : "names no question with which its meter could be tried.";
  }

  private static Consumer<AimScore> progress(Screen screen, PrintWriter out) {
    if (screen.redraws()) {
      return score -> screen.show(AimLines.screen(score));
    }
    return score -> {
      if (score.asked() % QUESTIONS_FOR_EACH_LINE == 0 || score.isGood()) {
        out.println(AimLines.line(score));
        out.flush();
      }
    };
  }
}
