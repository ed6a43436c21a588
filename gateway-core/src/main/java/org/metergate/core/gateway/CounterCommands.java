// SPDX-License-Identifier: Apache-2.0
package org.metergate.core.gateway;

import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import org.metergate.core.control.ControlAnswer;
import org.metergate.core.control.ControlCommand;
import org.metergate.core.control.ControlRefusal;
import org.metergate.core.control.ControlRequest;
import org.metergate.core.validation.CounterValidators;
import org.metergate.counter.CounterFindings;
import org.metergate.counter.DecisionRefused;
import org.metergate.health.MessageCatalogue;
import org.metergate.health.MessageCatalogue.Source;
import org.metergate.journal.Journal;
import org.metergate.spi.finding.Finding;
import org.metergate.spi.time.TimeSource;

/** The commands for decisions about counters: {@code scale} and {@code meter-change}. */
public final class CounterCommands {
  /** The command that decides a scale: {@code meter}, {@code reading} in kWh. */
  public static final String SCALE = "scale";

  /**
   * The command for a changed meter: {@code meter}, {@code as} with one of the two values below.
   */
  public static final String METER_CHANGE = "meter-change";

  /** A new series of counters begins. */
  public static final String NEW_SERIES = "new-series";

  /** The counters continue from the old ones. */
  public static final String CONTINUE = "continue";

  private CounterCommands() {}

  private interface Decision {
    Finding of(ControlRequest request) throws DecisionRefused, ControlRefusal;
  }

  /**
   * Creates both commands.
   *
   * @param counters carry out the decision.
   * @param messages have the sentence for the decision.
   * @param log gets the meter's name and the decision.
   * @return the commands for {@code control.sock}.
   */
  static List<ControlCommand> of(
      CounterValidators counters, MessageCatalogue messages, BiConsumer<String, Finding> log) {
    return List.of(
        command(
            SCALE,
            messages,
            log,
            r ->
                counters.scale(
                    r.required("meter"),
                    DisplayReading.parse(r.required("reading"), "19765.3 (kWh)"))),
        command(
            METER_CHANGE,
            messages,
            log,
            r -> counters.meterChange(r.required("meter"), isContinued(r.required("as")))));
  }

  private static ControlCommand command(
      String name, MessageCatalogue messages, BiConsumer<String, Finding> log, Decision decision) {
    return new ControlCommand() {
      @Override
      public String name() {
        return name;
      }

      @Override
      public ControlAnswer run(ControlRequest request) throws ControlRefusal {
        try {
          Finding decided = decision.of(request);
          log.accept(request.required("meter"), decided);
          return new ControlAnswer(true, List.of(messages.sentence(decided)), decided.parameters());
        } catch (DecisionRefused e) {
          throw new ControlRefusal(e.getMessage());
        }
      }
    };
  }

  /**
   * Decides in a journal that no gateway has open.
   *
   * @param journal open.
   * @param time the clock.
   * @param command {@link #SCALE} or {@link #METER_CHANGE}.
   * @param arguments of the command.
   * @return the answer that a running gateway would give.
   */
  public static ControlAnswer decide(
      Journal journal, TimeSource time, String command, Map<String, String> arguments) {
    Source own = new Source(CounterFindings.MESSAGES, CounterCommands.class.getClassLoader());
    BiConsumer<String, Finding> log =
        (meter, finding) -> journal.findings().record(meter, finding, time.now());
    for (ControlCommand one :
        of(new CounterValidators(journal, time), new MessageCatalogue(List.of(own)), log)) {
      if (one.name().equals(command)) {
        try {
          return one.run(new ControlRequest(command, arguments));
        } catch (ControlRefusal e) {
          return ControlAnswer.refused(e.getMessage());
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
          return ControlAnswer.refused("It was interrupted.");
        }
      }
    }
    throw new IllegalArgumentException("no such decision: " + command);
  }

  private static boolean isContinued(String word) throws ControlRefusal {
    if (!word.equals(CONTINUE) && !word.equals(NEW_SERIES)) {
      throw new ControlRefusal("'as' is '" + NEW_SERIES + "' or '" + CONTINUE + "'.");
    }
    return word.equals(CONTINUE);
  }
}
