// SPDX-License-Identifier: Apache-2.0
package org.metergate.setup.matrix;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.metergate.emulator.wire.Adapter;
import org.metergate.emulator.wire.Uart;
import org.metergate.emulator.wire.Wire;
import org.metergate.setup.cause.Cause;
import org.metergate.setup.probe.Sureness;
import org.metergate.setup.probe.Verdict;
import org.metergate.spi.link.LineSettings;

/**
 * Meters behind a serial server whose speed and framing cannot be set from here, and that marks
 * nothing: the probe says what the server's settings are wrong in, or is not sure.
 */
class FixedLinesTest {
  private static final List<Adapter> PORTS =
      List.of(
          Adapter.ch340(), Adapter.ch340().with(Uart.Model.WAITS), Adapter.ch340().losing(0.01));

  /**
   * Settings of the server.
   *
   * @param at speed and framing.
   * @param inverted whether the line is.
   * @param right what may be said for certain or probably.
   */
  private record Server(LineSettings at, boolean inverted, Set<Cause> right) {}

  private static List<Server> servers(Meters meter, LineSettings own) {
    List<Server> servers = new ArrayList<>();
    Set<Cause> found = EnumSet.of(Cause.METER, meter.usual(), Cause.DAMAGED);
    boolean asked = meter.name().startsWith("KMP");
    servers.add(new Server(own, false, found));
    for (int times : new int[] {2, 4, 8}) {
      LineSettings fast = LineSettings.eightNone(own.baud() * times);
      Cause right = asked ? Cause.SILENCE : Cause.WRONG_SPEED;
      servers.add(new Server(fast, false, EnumSet.of(right)));
      servers.add(new Server(fast, true, EnumSet.of(asked ? Cause.STUCK_LOW : right)));
    }
    Set<Cause> none = asked ? EnumSet.of(Cause.SILENCE) : EnumSet.noneOf(Cause.class);
    servers.add(new Server(LineSettings.eightNone(own.baud() / 2), false, none));
    servers.add(new Server(own, true, EnumSet.of(Cause.INVERTED)));
    Set<Cause> framing =
        asked
            ? EnumSet.of(Cause.SILENCE)
            : EnumSet.of(Cause.METER, meter.usual(), Cause.DAMAGED, Cause.WRONG_PARITY);
    boolean even = own.parity() == LineSettings.Parity.EVEN;
    LineSettings.Parity other = even ? LineSettings.Parity.NONE : LineSettings.Parity.EVEN;
    servers.add(new Server(new LineSettings(own.baud(), 8, other, 1), false, framing));
    return servers;
  }

  @Test
  void saysWhatIsWrongWithTheSettingsOfAServer() {
    List<String> wrong =
        IntStream.range(0, Meters.all().size())
            .parallel()
            .mapToObj(number -> wrong(number).stream())
            .flatMap(lines -> lines)
            .toList();
    assertEquals("", String.join("\n", wrong));
  }

  private static List<String> wrong(int number) {
    Meters meter = Meters.all().get(number);
    LineSettings own = meter.wire(new Situation(number, 0)).sentWith();
    List<String> wrong = new ArrayList<>();
    for (Server server : servers(meter, own)) {
      for (int phase = 0; phase < PORTS.size(); phase++) {
        Situation situation = new Situation(100L * number + phase, phase);
        Wire straight = meter.wire(situation);
        Wire wire = server.inverted() ? straight.withOtherPolarity() : straight;
        Situation.Result result = situation.probeFixed(wire, PORTS.get(phase), server.at());
        Verdict verdict = result.verdict();
        boolean right = server.right().contains(verdict.cause());
        if (!right && verdict.sureness() != Sureness.NOT_SURE) {
          wrong.add(meter.name() + " at " + own + " read at " + server + ": " + result);
        }
      }
    }
    return wrong;
  }
}
