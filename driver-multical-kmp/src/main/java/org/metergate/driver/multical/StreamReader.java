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
import org.metergate.driver.multical.register.ModulePage;
import org.metergate.driver.multical.register.RegisterDecoder;
import org.metergate.driver.multical.register.RegisterTable;
import org.metergate.driver.multical.request.GetRegisters;
import org.metergate.driver.multical.request.GetSerialNumber;
import org.metergate.driver.multical.request.GetType;
import org.metergate.driver.multical.request.LoggerEnd;
import org.metergate.driver.multical.request.LoggerLayout;
import org.metergate.driver.multical.request.LoggerRecords;
import org.metergate.driver.multical.request.ModuleRecords;
import org.metergate.driver.multical.request.ObservedRequest;
import org.metergate.spi.codec.ByteCursor;
import org.metergate.spi.codec.Damage;
import org.metergate.spi.codec.FrameSink;
import org.metergate.spi.codec.MalformedException;
import org.metergate.spi.driver.MeterSession;
import org.metergate.spi.driver.Reception;
import org.metergate.spi.finding.Finding;
import org.metergate.spi.finding.Stage;
import org.metergate.spi.link.ByteLink;
import org.metergate.spi.link.LinkLostException;
import org.metergate.spi.reading.Measurement;
import org.metergate.spi.reading.MeterTime;

/**
 * Reads a captured stream of requests and answers: answers become readings, requests are listed at
 * the end, and a stream of only requests is reported as such. One thread.
 */
final class StreamReader implements FrameSink<KmpFrame> {
  private static final int MAX_REQUESTS = 256;
  private static final int ACKNOWLEDGE = 0x06;

  private final MeterSession meter;
  private final MulticalOptions options;
  private final RegisterDecoder decoder;
  private final SensorCheck sensors;
  private final Set<ObservedRequest> requests = new LinkedHashSet<>();
  private String serial = "";
  private List<Measurement> identity = List.of();
  private long answers;

  StreamReader(MeterSession meter, MulticalOptions options) {
    this.meter = meter;
    this.options = options;
    this.decoder = new RegisterDecoder(table());
    this.sensors = new SensorCheck(options.model());
  }

  private RegisterTable table() {
    return options.model().table();
  }

  /** Reads up to the end of the stream. */
  void read(ByteLink link) throws LinkLostException, InterruptedException {
    try {
      Reception.listen(link, meter, new KmpFramer(), this);
    } finally {
      reportRequests();
    }
  }

  private void reportRequests() {
    if (!requests.isEmpty()) {
      meter.find(
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
    meter.passed(Stage.FRAMES);
    try {
      answer(frame);
    } catch (MalformedException e) {
      meter.find(MulticalFindings.MALFORMED, "reason", e.getMessage());
    }
  }

  private void answer(KmpFrame frame) throws MalformedException {
    ByteCursor data = frame.data();
    switch (frame.command()) {
      case GetRegisters.COMMAND -> registers(data);
      case GetSerialNumber.COMMAND -> {
        serial = Identity.serial(data);
        publish(Optional.empty(), List.of(Identity.number(serial)));
      }
      case GetType.COMMAND ->
          publish(Optional.empty(), Identity.typeAndSoftware(Identity.type(data)));
      case LoggerLayout.COMMAND -> logger(data);
      case ModuleRecords.SINCE,
          ModuleRecords.FROM_LAST_READ,
          ModuleRecords.FROM_RECORD,
          ModuleRecords.BEFORE ->
          records(ModulePage.read(data, table()).records());
      default ->
          throw new MalformedException(
              String.format("answers to command %02X are not known", frame.command()));
    }
  }

  private void registers(ByteCursor data) throws MalformedException {
    List<Measurement> measurements = decoder.decode(data);
    if (measurements.isEmpty()) {
      meter.find(MulticalFindings.NOTHING_KNOWN);
      return;
    }
    List<Measurement> measured = sensors.apply(measurements);
    for (Finding finding : sensors.findings()) {
      meter.find(finding);
    }
    if (!measured.isEmpty()) {
      publish(MeterTimes.of(measurements), measured);
    }
  }

  private void logger(ByteCursor data) throws MalformedException {
    int part = data.peek();
    if (part != LoggerRecords.PART && part != LoggerEnd.PART) {
      return; // a layout contains no values
    }
    records(LoggerPage.read(data, table()).records());
  }

  private void records(List<LoggerPage.Entry> records) {
    for (LoggerPage.Entry record : records) {
      meter.passed(Stage.LIST);
      meter.publishRecord(serial, MeterTimes.of(record.measurements()), record.measurements());
    }
  }

  private void publish(Optional<MeterTime> time, List<Measurement> measurements) {
    meter.passed(Stage.LIST);
    identity = measurements.stream().anyMatch(MeterNames::says) ? measurements : identity;
    meter.describe(MeterNames.nameplate(options.model(), options.model().family(), identity));
    meter.publish(serial, time, measurements);
  }

  @Override
  public void noise(byte[] bytes, int offset, int length) {
    for (int i = offset; i < offset + length; i++) {
      if (bytes[i] == ACKNOWLEDGE) {
        meter.find(MulticalFindings.ACKNOWLEDGED);
      } else if (bytes[i] != 0) { // a meter may send a single zero
        meter.find(MulticalFindings.UNREADABLE);
        return;
      }
    }
  }

  @Override
  public void corrupt(Damage damage) {
    meter.find(
        damage == Damage.TRUNCATED ? MulticalFindings.ANSWER_CUT : MulticalFindings.CHECKSUM);
  }
}
