// SPDX-License-Identifier: Apache-2.0
package org.metergate.alarm.url;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.metergate.alarm.AlarmAnswer;
import org.metergate.alarm.AlarmFindings;
import org.metergate.alarm.AlarmMessage;
import org.metergate.alarm.AlarmSender;
import org.metergate.alarm.AlarmText;
import org.metergate.output.http.HttpAnswer;
import org.metergate.output.http.HttpFindings;
import org.metergate.output.http.HttpSender;
import org.metergate.output.http.HttpSettings;
import org.metergate.spi.finding.Finding;
import org.metergate.spi.finding.FindingCode;

/** Posts messages: one JSON object in each request, or all of them as one text. */
final class UrlSender implements AlarmSender {
  private static final int MOST_IN_A_TEXT = 20;

  /** What an answer means for an alarm; the rest is that the server is busy. */
  private static final Map<FindingCode, FindingCode> CODES =
      Map.of(
          HttpFindings.UNREACHABLE, AlarmFindings.UNREACHABLE,
          HttpFindings.LOST, AlarmFindings.UNREACHABLE,
          HttpFindings.NOT_TRUSTED, AlarmFindings.NOT_TRUSTED,
          HttpFindings.SILENT, AlarmFindings.SILENT,
          HttpFindings.LOGIN_REFUSED, AlarmFindings.LOGIN_REFUSED,
          HttpFindings.NOT_FOUND, AlarmFindings.REFUSED);

  private final String name;
  private final HttpSettings settings;
  private final boolean text;
  private final ZoneId zone;

  UrlSender(String name, HttpSettings settings, boolean text, ZoneId zone) {
    this.name = name;
    this.settings = settings;
    this.text = text;
    this.zone = zone;
  }

  @Override
  public int most() {
    return text ? MOST_IN_A_TEXT : 1;
  }

  @Override
  public AlarmAnswer send(List<AlarmMessage> messages) throws InterruptedException {
    String body =
        text
            ? AlarmText.title(messages) + "\n\n" + AlarmText.body(messages, zone)
            : AlarmJson.of(messages.get(0));
    String contentType = text ? "text/plain; charset=utf-8" : "application/json";
    Map<String, String> headers =
        Map.of(
            "Metergate-Gateway",
            messages.get(0).gateway(),
            "Metergate-Alarm",
            messages.get(0).id());
    try (HttpSender sender = new HttpSender("alarm-" + name, settings, Duration.ZERO)) {
      return answer(
          sender.post(settings.url(), contentType, headers, body.getBytes(StandardCharsets.UTF_8)));
    }
  }

  private AlarmAnswer answer(HttpAnswer answer) {
    String server = settings.server();
    if (answer instanceof HttpAnswer.Later later) {
      return new AlarmAnswer.Failed(finding(later.reason()), later.notBefore());
    } else if (answer instanceof HttpAnswer.Refused refused) {
      return refused(refused.status() + ", " + refused.said());
    } else if (answer instanceof HttpAnswer.TooLarge) {
      return refused("413, the message is too long for it");
    }
    return new AlarmAnswer.Accepted("The server " + server + " accepted it.", Optional.empty());
  }

  private AlarmAnswer refused(String said) {
    return new AlarmAnswer.Failed(
        AlarmFindings.REFUSED.with("server", settings.server(), "said", said),
        AlarmAnswer.OPERATOR);
  }

  private Finding finding(Finding reason) {
    FindingCode code = CODES.getOrDefault(reason.code(), AlarmFindings.BUSY);
    Map<String, String> known = reason.parameters();
    String status = known.containsKey("status") ? known.get("status") + ", " : "";
    return code.with(
        "server",
        settings.server(),
        "reason",
        known.getOrDefault("reason", "it closes the connection before it answers"),
        "seconds",
        known.getOrDefault("seconds", ""),
        "said",
        status + known.getOrDefault("said", "no explanation"));
  }
}
