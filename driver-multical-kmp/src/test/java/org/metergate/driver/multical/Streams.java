// SPDX-License-Identifier: Apache-2.0
package org.metergate.driver.multical;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.metergate.kit.KitSession;
import org.metergate.kit.RecordingPlayer;
import org.metergate.kit.ScriptedLink;
import org.metergate.spi.codec.Hex;
import org.metergate.spi.codec.MalformedException;
import org.metergate.spi.driver.ByteDriver;
import org.metergate.spi.finding.FindingCode;
import org.metergate.spi.link.LinkLostException;
import org.metergate.spi.option.OptionException;
import org.metergate.time.VirtualTime;

/** Runs the driver over streams as {@code decode} does. */
public final class Streams {
  private Streams() {}

  public static KitSession listen(String hex, String... options)
      throws MalformedException, InterruptedException {
    return listen(Hex.parse(hex), options);
  }

  public static KitSession listen(byte[] bytes, String... options) throws InterruptedException {
    VirtualTime time = new VirtualTime(RecordingPlayer.START);
    KitSession session = new KitSession(time);
    try {
      driver(options).listen(new ScriptedLink(time).at(Duration.ZERO, bytes), session);
    } catch (LinkLostException e) {
      return session;
    }
    throw new AssertionError("the stream has an end");
  }

  /** Creates a driver; options are names and values alternating. */
  public static ByteDriver driver(String... options) {
    Map<String, String> map = new LinkedHashMap<>();
    for (int i = 0; i < options.length; i += 2) {
      map.put(options[i], options[i + 1]);
    }
    try {
      return (ByteDriver) RecordingPlayer.driver(new MulticalDriverProvider(), map);
    } catch (OptionException e) {
      throw new AssertionError(e);
    }
  }

  public static String parameter(KitSession session, FindingCode code, String name) {
    return session.findings().stream()
        .map(KitSession.Found::finding)
        .filter(finding -> finding.code().equals(code))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no " + code.id() + " in " + session.findings()))
        .parameters()
        .get(name);
  }
}
