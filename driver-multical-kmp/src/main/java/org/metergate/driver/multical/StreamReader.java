// SPDX-License-Identifier: Apache-2.0
package org.metergate.driver.multical;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.metergate.driver.multical.frame.Direction;
import org.metergate.driver.multical.frame.KmpFrame;
import org.metergate.driver.multical.frame.KmpFramer;
import org.metergate.driver.multical.register.LoggerPage;
import org.metergate.driver.multical.register.MeterTimes;
import org.metergate.driver.multical.register.RegisterDecoder;
import org.metergate.driver.multical.register.RegisterTable;
import org.metergate.driver.multical.request.GetRegisters;
import org.metergate.driver.multical.request.GetSerialNumber;
import org.metergate.driver.multical.request.GetType;
import org.metergate.driver.multical.request.LoggerEnd;
import org.metergate.driver.multical.request.LoggerLayout;
import org.metergate.driver.multical.request.LoggerRecords;
import org.metergate.driver.multical.request.ObservedRequest;
import org.metergate.spi.codec.ByteCursor;
import org.metergate.spi.codec.Damage;
import org.metergate.spi.codec.FrameSink;
import org.metergate.spi.codec.MalformedException;
import org.metergate.spi.driver.Reception;
import org.metergate.spi.finding.Finding;
import org.metergate.spi.finding.Stage;
import org.metergate.spi.link.ByteLink;
import org.metergate.spi.link.LinkLostException;
import org.metergate.spi.reading.Measurement;
import org.metergate.spi.reading.MeterRef;
import org.metergate.spi.reading.MeterTime;
import org.metergate.spi.reading.Origin;
import org.metergate.spi.reading.Reading;

/**
 * Reads a captured stream of requests and answers: answers become readings, requests are listed at
 * the end, and a stream of only requests is reported as such. One thread.
 */
final class StreamReader implements FrameSink<KmpFrame> {
  private static final int MAX_REQUESTS = 256;
  private static final int ACKNOWLEDGE = 0x06;

  private final Report report;
  private final MulticalOptions options;
  private final RegisterDecoder decoder;
  private final SensorCheck sensors;
  private final Set<ObservedRequest> requests = new LinkedHashSet<>();
  private MeterRef meter;
  private long telegrams;
  private long answers;

  StreamReader(Report report, MulticalOptions options) {
    this.report = report;
    this.options = options;
    this.decoder = new RegisterDecoder(table());
    this.sensors = new SensorCheck(options.model());
    this.meter = MeterRef.of(report.meter(), "");
  }

  private RegisterTable table() {
    return options.model().table();
  }

  /** Reads up to the end of the stream. */
  void read(ByteLink link) throws LinkLostException, InterruptedException {
    try {
      Reception.listen(link, report.session(), new KmpFramer(), this);
    } finally {
      reportRequests();
    }
  }

  private void reportRequests() {
    if (!requests.isEmpty()) {
      report.find(
          answers == 0 ? MulticalFindings.ECHO_ONLY : MulticalFindings.REQUESTS_HEARD,
          "asks",
          RequestText.words(requests, table()));
    }
  }

  @Override
  public void frame(KmpFrame frame) {
    if (frame.direction() == Direction.TO_METER) {
      if (requests.size() < MAX_REQUESTS) {
        requests.add(ObservedRequest.of(frame));
      }
      return;
    }
    answers++;
    report.passed(Stage.FRAMES);
    try {
      answer(frame);
    } catch (MalformedException e) {
      report.find(MulticalFindings.MALFORMED, "reason", e.getMessage());
    }
  }

  private void answer(KmpFrame frame) throws MalformedException {
    ByteCursor data = frame.data();
    switch (frame.command()) {
      case GetRegisters.COMMAND -> registers(data);
      case GetSerialNumber.COMMAND -> {
        String serial = Identity.serial(data);
        meter = MeterRef.of(report.meter(), serial);
        publish(Origin.LIVE, Optional.empty(), List.of(Identity.number(serial)));
      }
      case GetType.COMMAND ->
          publish(Origin.LIVE, Optional.empty(), Identity.typeAndSoftware(Identity.type(data)));
      case LoggerLayout.COMMAND -> logger(data);
      default ->
          throw new MalformedException(
              String.format("answers to command %02X are not known", frame.command()));
    }
  }

  private void registers(ByteCursor data) throws MalformedException {
    List<Measurement> measurements = decoder.decode(data);
    if (measurements.isEmpty()) {
      report.find(MulticalFindings.NOTHING_KNOWN);
      return;
    }
    List<Measurement> measured = sensors.apply(measurements);
    for (Finding finding : sensors.findings()) {
      report.find(finding);
    }
    if (!measured.isEmpty()) {
      publish(Origin.LIVE, MeterTimes.of(measurements), measured);
    }
  }

  private void logger(ByteCursor data) throws MalformedException {
    int part = data.peek();
    if (part != LoggerRecords.PART && part != LoggerEnd.PART) {
      return; // a layout contains no values
    }
    for (LoggerPage.Entry record : LoggerPage.read(data, table()).records()) {
      publish(Origin.HISTORY, MeterTimes.of(record.measurements()), record.measurements());
    }
  }

  private void publish(Origin origin, Optional<MeterTime> time, List<Measurement> measurements) {
    report.passed(Stage.LIST);
    telegrams++;
    report
        .session()
        .publish(new Reading(meter, telegrams, origin, report.session().now(), time, measurements));
  }

  @Override
  public void noise(byte[] bytes, int offset, int length) {
    for (int i = offset; i < offset + length; i++) {
      if (bytes[i] == ACKNOWLEDGE) {
        report.find(MulticalFindings.ACKNOWLEDGED);
      } else if (bytes[i] != 0) { // a meter may send a single zero
        report.find(MulticalFindings.UNREADABLE);
        return;
      }
    }
  }

  @Override
  public void corrupt(Damage damage) {
    report.find(
        damage == Damage.TRUNCATED ? MulticalFindings.ANSWER_CUT : MulticalFindings.CHECKSUM);
  }
}
