// SPDX-License-Identifier: Apache-2.0
package org.metergate.driver.p1;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.metergate.kit.KitSession;
import org.metergate.kit.RecordingPlayer;
import org.metergate.kit.ScriptedLink;
import org.metergate.spi.driver.MeterDriver;
import org.metergate.spi.option.OptionException;
import org.metergate.spi.reading.Measurement;
import org.metergate.spi.reading.Reading;
import org.metergate.time.VirtualTime;

/** Runs the driver on virtual time over telegrams that arrive ten seconds apart. */
public final class Rig {
  private final MeterDriver driver;
  private Map<String, String> states = Map.of();

  private Rig(MeterDriver driver) {
    this.driver = driver;
  }

  /** A driver with options. */
  public static Rig with(Map<String, String> options) {
    try {
      return new Rig(RecordingPlayer.driver(new P1DriverProvider(), options));
    } catch (OptionException e) {
      throw new AssertionError(e);
    }
  }

  /** A restarted driver with the state that another one stored. */
  public Rig after(KitSession session) {
    states = session.states();
    return this;
  }

  /** Runs a session over chunks. */
  public KitSession hear(byte[]... chunks) {
    VirtualTime time = new VirtualTime(RecordingPlayer.START);
    KitSession session = new KitSession(time, states);
    ScriptedLink link = new ScriptedLink(time);
    for (int i = 0; i < chunks.length; i++) {
      link.at(Duration.ofSeconds(10L * i), chunks[i]);
    }
    RecordingPlayer.run(driver, link, session);
    states = session.states();
    return session;
  }

  /** The ids of the findings in order, without immediate repetitions. */
  public static List<String> findingIds(KitSession session) {
    List<String> ids = new ArrayList<>();
    for (KitSession.Found found : session.findings()) {
      String id = found.finding().code().id();
      if (ids.isEmpty() || !ids.get(ids.size() - 1).equals(id)) {
        ids.add(id);
      }
    }
    return ids;
  }

  /** A measurement as value and unit, with its own time where it has one. */
  public static String value(Reading reading, String quantity) {
    Measurement m =
        reading
            .measurement(quantity)
            .orElseThrow(() -> new AssertionError("no " + quantity + " in " + reading));
    String unit = m.unit() == null ? "?" : m.unit().ascii();
    return (m.value() + " " + unit + (m.at() == null ? "" : " at " + m.at())).strip();
  }
}
