// SPDX-License-Identifier: Apache-2.0
package org.metergate.driver.multical;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * What is known about the meter on the line, kept across sessions and restarts, so that a battery
 * meter is not asked again for what it lacks. One thread.
 */
final class KnownMeter {
  /** A register that was missing once may have been lost with a late answer. */
  private static final int SURE = 2;

  private String serial = "";
  private String type = "";
  private int baud;
  private Family family;
  private final Set<Integer> absent = new TreeSet<>();
  private final Map<Integer, Integer> leftOut = new HashMap<>();

  /** Restores what was stored before a restart; unreadable parts are ignored. */
  void restore(String text) {
    if (!serial.isEmpty()) {
      return;
    }
    Map<String, String> parts = new LinkedHashMap<>();
    for (String part : text.split(" ")) {
      int equals = part.indexOf('=');
      if (equals > 0) {
        parts.put(part.substring(0, equals), part.substring(equals + 1));
      }
    }
    serial = parts.getOrDefault("serial", "");
    type = parts.getOrDefault("type", "");
    baud = number(parts.getOrDefault("baud", "0"));
    for (Family one : Family.values()) {
      if (one.name().equals(parts.get("family"))) {
        family = one;
      }
    }
    for (String register : parts.getOrDefault("absent", "").split(",")) {
      if (register.matches("\\d{1,5}")) {
        absent.add(number(register));
      }
    }
  }

  private static int number(String digits) {
    return digits.matches("\\d{1,6}") ? Integer.parseInt(digits) : 0;
  }

  /** Returns the state to store; never longer than a state may be. */
  String text() {
    StringBuilder text = new StringBuilder("serial=" + serial + " baud=" + baud);
    if (!type.isEmpty()) {
      text.append(" type=").append(type);
    }
    if (family != null) {
      text.append(" family=").append(family.name());
    }
    String list = absent.toString().replaceAll("[\\[\\] ]", "");
    return text + (list.isEmpty() ? "" : " absent=" + list);
  }

  /** Returns whether a meter ever answered here. */
  boolean answered() {
    return !serial.isEmpty();
  }

  String serial() {
    return serial;
  }

  /** Sets the serial number; another meter has other registers. */
  void serial(String number) {
    if (!serial.equals(number)) {
      serial = number;
      type = "";
      family = null;
      absent.clear();
      leftOut.clear();
    }
  }

  /** Returns type and software as hexadecimal digits, empty until the meter was asked. */
  String type() {
    return type;
  }

  void type(String digits) {
    type = digits;
  }

  int baud() {
    return baud;
  }

  void baud(int speed) {
    baud = speed;
  }

  Family family() {
    return family;
  }

  void family(Family newFamily) {
    family = newFamily;
  }

  Set<Integer> absent() {
    return absent;
  }

  /** Records a requested register that is missing in the answer. */
  void leftOut(int register) {
    if (leftOut.merge(register, 1, Integer::sum) >= SURE) {
      absent.add(register);
    }
  }

  /** Records a register in an answer. */
  void has(int register) {
    leftOut.remove(register);
  }
}
