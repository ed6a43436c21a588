// SPDX-License-Identifier: Apache-2.0
package org.metergate.core.system;

import java.time.Instant;
import java.time.LocalDateTime;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.metergate.testing.MqttSubscriber.Message;

/** A reading as a subscriber receives it. */
record Published(String topic, String json) {

  static boolean isReading(Message heard) {
    return heard.topic().endsWith("/state") || heard.topic().endsWith("/backlog");
  }

  boolean isBacklog() {
    return topic.endsWith("/backlog");
  }

  /** The journal's number. */
  long seq() {
    return Long.parseLong(value("seq"));
  }

  /** When the gateway received it. */
  Instant time() {
    return Instant.parse(value("time"));
  }

  /** The number of its telegram, by the meter's time. */
  int telegram() {
    return EmulatedTelegrams.number(LocalDateTime.parse(value("meter_time")));
  }

  /** A value of the flat object, without its quotation marks. */
  String value(String name) {
    Matcher matcher = Pattern.compile("\"" + name + "\":\"?([^\",}]*)").matcher(json);
    if (!matcher.find()) {
      throw new AssertionError("there is no " + name + " in " + json);
    }
    return matcher.group(1);
  }
}
