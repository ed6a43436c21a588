// SPDX-License-Identifier: Apache-2.0
package org.metergate.driver.omnipower;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.metergate.kit.KitSession;
import org.metergate.kit.RecordingPlayer;
import org.metergate.kit.ScriptedLink;
import org.metergate.spi.driver.MeterDriver;
import org.metergate.spi.finding.FindingCode;
import org.metergate.spi.option.OptionException;
import org.metergate.time.VirtualTime;

/** Runs the driver on virtual time over chunks that arrive ten seconds apart. */
final class Rig {
  private final MeterDriver driver;
  private Map<String, String> states = Map.of();

  private Rig(MeterDriver driver) {
    this.driver = driver;
  }

  static Rig with(Map<String, String> options) {
    try {
      return new Rig(RecordingPlayer.driver(new OmnipowerDriverProvider(), options));
    } catch (OptionException e) {
      throw new AssertionError(e);
    }
  }

  static Rig with(Map<String, String> keys, String... more) {
    Map<String, String> options = new LinkedHashMap<>(keys);
    for (int i = 0; i < more.length; i += 2) {
      options.put(more[i], more[i + 1]);
    }
    return with(options);
  }

  /** A restarted driver with the state that another one stored. */
  Rig after(KitSession session) {
    states = session.states();
    return this;
  }

  KitSession hear(List<byte[]> chunks) {
    return hear(chunks.toArray(new byte[0][]));
  }

  KitSession hear(byte[]... chunks) {
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
  static List<String> findingIds(KitSession session) {
    String last = "";
    List<String> ids = new java.util.ArrayList<>();
    for (KitSession.Found found : session.findings()) {
      String id = found.finding().code().id();
      if (!id.equals(last)) {
        ids.add(id);
      }
      last = id;
    }
    return ids;
  }

  static Map<String, String> parameters(KitSession session, FindingCode code) {
    return session.findings().stream()
        .filter(found -> found.finding().code().equals(code))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no " + code.id() + " in " + session.findings()))
        .finding()
        .parameters();
  }
}
