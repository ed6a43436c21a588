// SPDX-License-Identifier: Apache-2.0
package org.metergate.output.influxdb;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.metergate.output.Delivery;
import org.metergate.output.http.HttpAnswer;
import org.metergate.output.http.HttpFindings;
import org.metergate.output.http.HttpSender;
import org.metergate.output.influxdb.LineProtocol.Line;
import org.metergate.spi.finding.Finding;

/**
 * Sends lines, compressed, and finds the bad ones among them by halving: servers differ in how much
 * of a request they store when one line is bad, and sending a good line twice costs nothing. One
 * thread.
 */
final class LineDelivery {
  private static final Map<String, String> GZIP = Map.of("Content-Encoding", "gzip");

  private final HttpSender sender;
  private final InfluxSettings settings;
  private boolean everAccepted;

  LineDelivery(HttpSender sender, InfluxSettings settings) {
    this.sender = sender;
    this.settings = settings;
  }

  /** A line that the server will never accept, and why. */
  private record Bad(Line line, String said) {}

  /** Ends the halving: the rest has to wait. */
  private static final class Stopped extends Exception {
    private static final long serialVersionUID = 1L;
    private final transient HttpAnswer.Later answer;

    Stopped(HttpAnswer.Later answer) {
      super(answer.reason().toString());
      this.answer = answer;
    }
  }

  /**
   * Sends the lines of a batch.
   *
   * @param readings how many readings they are of; some may have no line.
   * @return all of them, since a request is accepted or refused as a whole, or none.
   */
  Delivery send(int readings, List<Line> lines) throws InterruptedException {
    List<Bad> bad = new ArrayList<>();
    try {
      if (!lines.isEmpty()) {
        send(lines, bad);
      }
    } catch (Stopped e) {
      return new Delivery.TryAgain(0, e.answer.reason(), e.answer.notBefore());
    }
    return new Delivery.Done(readings, bad.isEmpty() ? List.of() : List.of(refused(bad)));
  }

  private void send(List<Line> lines, List<Bad> bad) throws InterruptedException, Stopped {
    HttpAnswer answer =
        sender.post(settings.write(), "text/plain; charset=utf-8", GZIP, gzip(lines));
    if (answer instanceof HttpAnswer.Accepted) {
      everAccepted = true;
    } else if (answer instanceof HttpAnswer.Later later) {
      throw new Stopped(later);
    } else if (answer instanceof HttpAnswer.Refused refused) {
      if (refused.said().contains("dropped=" + lines.size())) {
        lines.forEach(line -> bad.add(new Bad(line, refused.said()))); // saves a request for each
      } else {
        halve(lines, bad, refused);
      }
    } else {
      halve(lines, bad, new HttpAnswer.Refused(413, "one line is too long"));
    }
  }

  private void halve(List<Line> lines, List<Bad> bad, HttpAnswer.Refused refused)
      throws InterruptedException, Stopped {
    if (lines.size() > 1) {
      int half = lines.size() / 2;
      send(lines.subList(0, half), bad);
      send(lines.subList(half, lines.size()), bad);
      return;
    }
    if (!everAccepted && !isAboutTheLine(refused)) {
      // as from a proxy, or at a wrong address: nothing may be dropped because of that
      throw new Stopped(refused.always(settings.http().server()));
    }
    bad.add(new Bad(lines.get(0), refused.said()));
  }

  /** Only a server that has parsed the line answers like this. */
  private static boolean isAboutTheLine(HttpAnswer.Refused refused) {
    return refused.status() == 422
        || refused.said().matches("(?i).*(partial write|pars(e|ing)|line protocol|field type).*");
  }

  private Finding refused(List<Bad> bad) {
    Bad first = bad.get(0);
    String text = first.line().text();
    return HttpFindings.REFUSED.with(
        "count",
        bad.size(),
        "server",
        settings.http().server(),
        "meter",
        first.line().meter(),
        "what",
        text.length() <= 120 ? text : text.substring(0, 120) + "…",
        "said",
        first.said());
  }

  private static byte[] gzip(List<Line> lines) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(4096);
    try (Writer out = new OutputStreamWriter(new GZIPOutputStream(bytes), StandardCharsets.UTF_8)) {
      for (Line line : lines) {
        out.write(line.text());
        out.write('\n');
      }
    } catch (IOException e) {
      throw new UncheckedIOException("writing to memory", e);
    }
    return bytes.toByteArray();
  }
}
