// SPDX-License-Identifier: Apache-2.0
package org.metergate.driver.multical.request;

import java.util.ArrayList;
import java.util.List;
import org.metergate.driver.multical.frame.KmpFrame;
import org.metergate.spi.codec.ByteCursor;
import org.metergate.spi.codec.MalformedException;

/**
 * A request in a captured stream or received over the line, from any sender.
 *
 * @param kind what it does, for messages: "registers", "serial number"; or "command A0".
 * @param registers requested; none where it is another request or its content is damaged.
 */
public record ObservedRequest(String kind, List<Integer> registers) {
  private static final int SET_CLOCK = 0x09;
  private static final int PUT_REGISTER = 0x11;

  /**
   * Interprets a request.
   *
   * @param frame to the meter.
   * @return what it requests.
   */
  public static ObservedRequest of(KmpFrame frame) {
    return switch (frame.command()) {
      case GetType.COMMAND -> plain("type");
      case GetSerialNumber.COMMAND -> plain("serial number");
      case GetRegisters.COMMAND -> new ObservedRequest("registers", registers(frame.data()));
      case LoggerLayout.COMMAND,
          ModuleRecords.SINCE,
          ModuleRecords.FROM_LAST_READ,
          ModuleRecords.FROM_RECORD,
          ModuleRecords.BEFORE ->
          plain("logger records");
      case SET_CLOCK -> plain("setting the clock");
      case PUT_REGISTER -> plain("writing a register");
      default -> plain(String.format("command %02X", frame.command()));
    };
  }

  private static ObservedRequest plain(String kind) {
    return new ObservedRequest(kind, List.of());
  }

  private static List<Integer> registers(ByteCursor data) {
    List<Integer> numbers = new ArrayList<>();
    try {
      for (int left = data.u8(); left > 0; left--) {
        numbers.add(data.u16());
      }
      data.requireEnd();
    } catch (MalformedException e) {
      return List.of();
    }
    return numbers;
  }
}
