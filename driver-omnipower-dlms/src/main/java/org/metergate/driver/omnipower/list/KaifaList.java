// SPDX-License-Identifier: Apache-2.0
package org.metergate.driver.omnipower.list;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.metergate.spi.codec.MalformedException;
import org.metergate.spi.reading.Dimension;
import org.metergate.spi.reading.Unit;

/**
 * Kaifa's list KFM_001 for Norway (Kaifa's OBIS list, published by the grid companies): values
 * without OBIS codes, identified by their position in its table. Powers in W and var, currents in
 * 0.001 A, voltages in 0.1 V, energies in Wh and varh.
 */
final class KaifaList {
  static final String NAME = "KFM_001";

  private static final List<String> HEAD =
      List.of(
          "1.1.0.2.129.255",
          "0.0.96.1.0.255",
          "0.0.96.1.7.255",
          "1.0.1.7.0.255",
          "1.0.2.7.0.255",
          "1.0.3.7.0.255",
          "1.0.4.7.0.255");
  private static final List<String> ONE_PHASE = List.of("1.0.31.7.0.255", "1.0.32.7.0.255");
  private static final List<String> THREE_PHASES =
      List.of(
          "1.0.31.7.0.255",
          "1.0.51.7.0.255",
          "1.0.71.7.0.255",
          "1.0.32.7.0.255",
          "1.0.52.7.0.255",
          "1.0.72.7.0.255");
  private static final List<String> HOURLY =
      List.of("0.0.1.0.0.255", "1.0.1.8.0.255", "1.0.2.8.0.255", "1.0.3.8.0.255", "1.0.4.8.0.255");

  private static final Map<Integer, List<List<String>>> TABLES =
      Map.of(
          9, List.of(HEAD, ONE_PHASE),
          13, List.of(HEAD, THREE_PHASES),
          14, List.of(HEAD, ONE_PHASE, HOURLY),
          18, List.of(HEAD, THREE_PHASES, HOURLY));

  /** Invoke-id and priority of all of Kaifa's messages, and the form of their time. */
  private static final byte[] LIST_1_HEAD = {0x40, 0, 0, 0, Types.OCTET_STRING, DateTimes.LENGTH};

  private KaifaList() {}

  /**
   * Reads list 1, which is sent every two seconds and has one element without a name: the imported
   * power. The head of the message distinguishes it from other lists of one number.
   *
   * @return false where it is another list.
   */
  static boolean readList1(List<Element> elements, Slots slots) throws MalformedException {
    boolean list1 =
        elements.size() == 1
            && elements.get(0) instanceof Element.Leaf leaf
            && leaf.type() == Types.UINT32
            && Arrays.equals(
                slots.message(), 1, 1 + LIST_1_HEAD.length, LIST_1_HEAD, 0, LIST_1_HEAD.length);
    if (list1) {
      Name power = Name.of(obis("1.0.1.7.0.255"));
      slots.add(power, (Element.Leaf) elements.get(0), Unit.W, new Scaling.Known(0));
    }
    return list1;
  }

  /** Reads the list if its number of elements is one of the table's. */
  static boolean read(List<Element> elements, Slots slots) throws MalformedException {
    List<List<String>> parts = TABLES.get(elements.size());
    if (parts == null) {
      return false;
    }
    int place = 0;
    for (List<String> part : parts) {
      for (String register : part) {
        if (!(elements.get(place++) instanceof Element.Leaf leaf)) {
          throw new MalformedException("element " + (place - 1) + " should be a single value");
        }
        Name name = Name.of(obis(register));
        Dimension dimension = name.quantity().dimension();
        slots.add(name, leaf, Units.of(dimension), new Scaling.Known(exponent(dimension)));
      }
    }
    return true;
  }

  private static int exponent(Dimension dimension) {
    return switch (dimension) {
      case CURRENT -> -3;
      case VOLTAGE -> -1;
      default -> 0;
    };
  }

  private static Obis obis(String register) {
    byte[] groups = new byte[Obis.LENGTH];
    String[] parts = register.split("\\.");
    for (int i = 0; i < groups.length; i++) {
      groups[i] = (byte) Integer.parseInt(parts[i]);
    }
    return Obis.at(groups, 0);
  }
}
