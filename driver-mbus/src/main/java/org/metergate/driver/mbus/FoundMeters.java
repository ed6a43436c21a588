// SPDX-License-Identifier: Apache-2.0
package org.metergate.driver.mbus;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.metergate.driver.mbus.frame.LongFrame;
import org.metergate.driver.mbus.request.MbusRequest;
import org.metergate.driver.mbus.request.SecondaryAddress;
import org.metergate.spi.link.LinkLostException;

/**
 * Decides from an answer in a scan which meter it is of, whether it is a new one, and by which
 * address it is to be read. One thread, that of the link.
 */
final class FoundMeters {
  private final ScannedBus bus;
  private int calledLast;

  FoundMeters(ScannedBus bus) {
    this.bus = bus;
  }

  /** Returns the primary address that was called last, of a meter that was selected before. */
  int calledLast() {
    return calledLast;
  }

  /**
   * Takes the answer of a meter that was selected; its primary address is called once, since with
   * it a meter is read with fewer questions, if no other one has it.
   *
   * @param questions at the speed at which it answered.
   * @param wanted by which it was selected.
   * @return whether the meter is new.
   */
  boolean selected(ScanQuestions questions, LongFrame answer, SecondaryAddress wanted)
      throws LinkLostException, InterruptedException {
    Identity meter = Identity.of(answer);
    String fabrication = wanted.fabrication().isEmpty() ? "" : meter.fabrication();
    String identity = meter.digits() + fabrication;
    if (!bus.add(identity)) {
      return false;
    }
    int address = answer.address();
    boolean first = bus.take(address);
    Map<String, String> options = new LinkedHashMap<>();
    MbusRequest call = MbusRequest.reset(address);
    if (first && isAloneAt(questions, address, meter)) {
      options.put(MeterAddress.ADDRESS, Integer.toString(address));
    } else if (meter.isMeantBy(wanted)) {
      call = MbusRequest.select(meter.selection().orElse(wanted).withFabrication(fabrication));
      options.put(MeterAddress.SECONDARY, meter.secondary());
      if (!fabrication.isEmpty()) {
        options.put(MeterAddress.SERIAL_NUMBER, fabrication);
      }
      if (first) {
        bus.contest(address);
      }
    } else {
      // it says of itself something else than what it was selected by, or the answers of several
      // look like one: its address is called later
      bus.forget(identity);
      if (first) {
        bus.release(address);
      }
      return false;
    }
    bus.add(meter.digits());
    bus.report(answer, meter, call, options);
    return true;
  }

  private boolean isAloneAt(ScanQuestions questions, int address, Identity meter)
      throws LinkLostException, InterruptedException {
    calledLast = address;
    questions.acknowledge(MbusRequest.reset(address));
    Optional<LongFrame> answer = questions.data(address);
    if (answer.isEmpty()) {
      answer = questions.data(address);
    }
    return answer.map(Identity::of).filter(one -> one.digits().equals(meter.digits())).isPresent();
  }

  /**
   * Takes the answer of a meter that was called by its primary address. An address that no known
   * meter has is that of another meter, also where the answer is that of one that is known; but
   * many have no address of their own, which is 0.
   */
  void addressed(LongFrame answer) {
    Identity meter = Identity.of(answer);
    int address = answer.address();
    if (meter.number().isEmpty() && !MeterAddress.isAssignable(address) && bus.hasMute()) {
      return; // it is one that was selected
    }
    boolean isNew = bus.add(meter.number().isEmpty() ? "address " + address : meter.digits());
    if (bus.take(address) || isNew) {
      bus.report(
          answer,
          meter,
          MbusRequest.reset(address),
          Map.of(MeterAddress.ADDRESS, Integer.toString(address)));
    }
  }
}
