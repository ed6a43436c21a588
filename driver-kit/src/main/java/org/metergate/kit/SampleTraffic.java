// SPDX-License-Identifier: Apache-2.0
package org.metergate.kit;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.metergate.spi.codec.Hex;
import org.metergate.spi.codec.MalformedException;

/**
 * What common meters send on a line, for {@link RecognitionContract#othersTraffic}. The bytes are
 * made from the protocols, with valid checksums; no key opens the encrypted ones.
 */
public enum SampleTraffic {
  /** An OMNIPOWER's list without encryption, in an HDLC frame. */
  DLMS_PUSH,
  /** An OMNIPOWER's encrypted list, in an HDLC frame. */
  DLMS_PUSH_ENCRYPTED,
  /** An encrypted list in two frames of the wired M-Bus. */
  DLMS_MBUS_ENCRYPTED,
  /** A P1 telegram with a checksum. */
  P1,
  /** A P1 telegram without a checksum whose bytes have parity bits. */
  P1_WITHOUT_CHECKSUM,
  /** An encrypted P1 telegram. */
  P1_ENCRYPTED,
  /** A question to a MULTICAL (KMP) and its answer. */
  KMP,
  /** The answer of a heat meter on a wired M-Bus. */
  MBUS;

  private static final Map<String, byte[]> ALL = read();

  /**
   * Returns the bytes.
   *
   * @return a copy, at least one whole telegram or answer.
   */
  public byte[] bytes() {
    return ALL.get(name()).clone();
  }

  /**
   * Returns the traffic of other meters than one driver's.
   *
   * @param own what the driver recognises.
   * @return the bytes of all others, by their names.
   */
  public static Map<String, byte[]> without(SampleTraffic... own) {
    Set<SampleTraffic> mine = Set.of(own);
    Map<String, byte[]> others = new LinkedHashMap<>();
    for (SampleTraffic each : values()) {
      if (!mine.contains(each)) {
        others.put(each.name(), each.bytes());
      }
    }
    return others;
  }

  /** Reads names, each followed by indented lines of hexadecimal digits. */
  private static Map<String, byte[]> read() {
    Map<String, StringBuilder> digits = new LinkedHashMap<>();
    StringBuilder current = new StringBuilder();
    for (String line : lines()) {
      if (line.startsWith(" ")) {
        current.append(line);
      } else if (!line.startsWith("#")) {
        current = new StringBuilder();
        digits.put(line.strip(), current);
      }
    }
    Map<String, byte[]> all = new LinkedHashMap<>();
    try {
      for (Map.Entry<String, StringBuilder> each : digits.entrySet()) {
        all.put(each.getKey(), Hex.parse(each.getValue()));
      }
    } catch (MalformedException e) {
      throw new IllegalStateException("the kit's own traffic is malformed", e);
    }
    return all;
  }

  private static List<String> lines() {
    try (BufferedReader in =
        new BufferedReader(
            new InputStreamReader(
                SampleTraffic.class.getResourceAsStream("traffic.txt"), StandardCharsets.UTF_8))) {
      return in.lines().collect(Collectors.toList());
    } catch (IOException e) {
      throw new IllegalStateException("the kit's own traffic cannot be read", e);
    }
  }
}
