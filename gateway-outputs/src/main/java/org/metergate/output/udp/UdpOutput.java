// SPDX-License-Identifier: Apache-2.0
package org.metergate.output.udp;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.metergate.journal.History;
import org.metergate.journal.JournalException;
import org.metergate.journal.StoredReading;
import org.metergate.output.Delivery;
import org.metergate.output.NetworkFailure;
import org.metergate.output.Output;
import org.metergate.output.OutputContext;
import org.metergate.output.OutputHost;
import org.metergate.output.OutputInfo;
import org.metergate.output.PresentOutput;
import org.metergate.output.StateJson;
import org.metergate.spi.finding.Finding;
import org.metergate.spi.reading.Reading;

/** Sends each present reading as one datagram, once; what is past is not sent at all. */
public final class UdpOutput implements Output, PresentOutput {
  private final OutputInfo info;
  private final UdpSettings settings;
  private final OutputContext context;
  private final DayTotals totals;
  private DatagramSocket socket;
  private Predicate<StoredReading> isPresent = stored -> true;

  UdpOutput(String name, UdpSettings settings, OutputContext context) {
    this.info =
        new OutputInfo(name, UdpOutputType.NAME, settings.every(), Duration.ZERO, settings.view());
    this.settings = settings;
    this.context = context;
    this.totals = new DayTotals(context, settings.every());
  }

  @Override
  public OutputInfo info() {
    return info;
  }

  /** Reads from the journal what was counted today before the gateway was started. */
  @Override
  public void attach(OutputHost host) throws JournalException {
    isPresent = host::isPresent;
    if (!settings.plain()) {
      return;
    }
    Instant now = context.time().now();
    Instant evening = totals.midnightBefore(now).minus(DayTotals.EVENING);
    History history = host.history();
    for (String meter : history.meters()) {
      UnaryOperator<Reading> view = host.viewOf(meter);
      history.readings(
          meter, evening, now, (at, stored) -> totals.add(view.apply(stored.reading())));
    }
  }

  @Override
  public Optional<Finding> open() {
    if (socket == null) {
      try {
        socket = new DatagramSocket();
        socket.setBroadcast(true);
      } catch (IOException e) {
        return Optional.of(notSent(e));
      }
    }
    return Optional.empty();
  }

  @Override
  public Delivery deliver(List<StoredReading> batch) {
    for (int i = 0; i < batch.size(); i++) {
      Reading reading = batch.get(i).reading();
      totals.add(reading);
      if (!context.isCurrent(reading) || !isPresent.test(batch.get(i))) {
        continue;
      }
      try {
        send(settings.plain() ? PlainLine.of(reading, totals) : json(batch.get(i)));
      } catch (IOException e) {
        return new Delivery.TryAgain(i, notSent(e));
      }
    }
    return new Delivery.Done(batch.size());
  }

  private String json(StoredReading stored) {
    String head =
        "{\"gateway\":\""
            + context.gateway()
            + "\",\"meter\":\""
            + stored.reading().meter().displayName()
            + "\",";
    return head + StateJson.of(stored).substring(1);
  }

  /** The host name is resolved each time: a machine may get another address. */
  private void send(String text) throws IOException {
    if (!text.isEmpty()) {
      byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
      InetAddress to = InetAddress.getByName(settings.host());
      socket.send(new DatagramPacket(bytes, bytes.length, to, settings.port()));
    }
  }

  private Finding notSent(IOException e) {
    String reason =
        String.valueOf(e.getMessage()).contains("unreachable")
            ? "there is no route to this host"
            : NetworkFailure.reason(e, false)
                .filter(known -> !known.contains("connection"))
                .orElse("the system says: " + e.getMessage());
    return UdpFindings.NOT_SENT.with("to", settings.to(), "reason", reason);
  }

  @Override
  public void close() {
    if (socket != null) {
      socket.close();
    }
  }
}
