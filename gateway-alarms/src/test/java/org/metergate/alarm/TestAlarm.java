// SPDX-License-Identifier: Apache-2.0
package org.metergate.alarm;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.metergate.alarm.Watched.Kind;
import org.metergate.config.AlarmConfig;
import org.metergate.config.GatewayConfig;

/** Alarms from a real configuration, and messages for them. */
public final class TestAlarm {
  private TestAlarm() {}

  /** Reads an alarm named {@code phone} with these lines. */
  public static AlarmConfig config(Path folder, String... lines) throws Exception {
    Path file = folder.resolve("gateway.yaml");
    Files.writeString(
        file,
        "meters:\n  heat:\n    driver: x\n    link: tcp:127.0.0.1:9\nalarms:\n  phone:\n    "
            + String.join("\n    ", lines)
            + "\n");
    return GatewayConfig.load(file).alarms().get(0);
  }

  /** Creates the sender of such an alarm. */
  public static AlarmSender sender(AlarmType type, Path folder, String... lines) throws Exception {
    return type.create(config(folder, lines), ZoneOffset.UTC);
  }

  /** Returns a message that heat is silent, with this sentence. */
  public static List<AlarmMessage> message(String sentence) {
    Instant time = Instant.parse("2026-01-07T13:47:20Z");
    return List.of(
        new AlarmMessage(
            "attic",
            "phone",
            AlarmMessage.Event.BEGIN,
            Optional.of(new Watched(Kind.SILENT, "heat")),
            sentence,
            Optional.of("Look at the cable."),
            time.minusSeconds(1800),
            time,
            2));
  }
}
