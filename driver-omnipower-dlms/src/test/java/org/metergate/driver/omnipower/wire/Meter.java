// SPDX-License-Identifier: Apache-2.0
package org.metergate.driver.omnipower.wire;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * An OMNIPOWER with registers that a test sets, and the lists that it pushes. Register names are
 * groups C.D.E of OBIS.
 */
public final class Meter {
  private final Map<String, Long> values = new LinkedHashMap<>();
  public String type = "6841131BN243101040";
  public String number = "5706567123456784";
  public String time = Data.TIME;
  public int phases = 3;

  public Meter() {
    set("1.8.0", 866636)
        .set("2.8.0", 12)
        .set("3.8.0", 17708)
        .set("4.8.0", 5)
        .set("0.0.1", 12345678);
    set("1.7.0", 1083).set("2.7.0", 0).set("3.7.0", 0).set("4.7.0", 718);
    set("32.7.0", 230).set("52.7.0", 231).set("72.7.0", 229);
    set("31.7.0", 57).set("51.7.0", 228).set("71.7.0", 333);
    set("21.7.0", 36).set("41.7.0", 424).set("61.7.0", 623);
    set("33.7.0", 31).set("53.7.0", 87).set("73.7.0", 85).set("13.7.0", 83);
    set("22.7.0", 0).set("42.7.0", 0).set("62.7.0", 0);
    set("22.8.0", 4).set("42.8.0", 3).set("62.8.0", 5);
    set("21.8.0", 288932).set("41.8.0", 288652).set("61.8.0", 289052);
  }

  public Meter set(String register, long value) {
    values.put(register, value);
    return this;
  }

  /** DLMS push 1: 33 elements of values on three phases, pairs absent on one. */
  public byte[] push1() {
    String[][] groups = {
      {"1.8.0", "2.8.0", "3.8.0", "4.8.0", "0.0.1", "1.7.0", "2.7.0", "3.7.0", "4.7.0", "clock"},
      phased("32.7.0"),
      phased("31.7.0"),
      phased("21.7.0"),
      phased("33.7.0"),
      {"13.7.0"},
      phased("22.7.0"),
      phased("22.8.0"),
      phased("21.8.0")
    };
    int count = 0;
    for (String[] group : groups) {
      count += group.length;
    }
    Data data = head(1 + 2 * count);
    for (String[] group : groups) {
      for (String register : group) {
        pair(data, register);
      }
    }
    return data.bytes();
  }

  /** NVE's ten-second list; missing phases are null in both elements of their pair. */
  public byte[] nve() {
    return nve(25, false);
  }

  /** NVE's hourly list. */
  public byte[] nveHourly() {
    return nve(35, true);
  }

  private byte[] nve(int elements, boolean hourly) {
    Data data = head(elements);
    data.obis("1.1.0.0.5.255").visible(number).obis("1.1.96.1.1.255").visible(type);
    for (String register : new String[] {"1.7.0", "2.7.0", "3.7.0", "4.7.0"}) {
      pair(data, register);
    }
    for (int first = 31; first <= 32; first++) {
      for (int phase = 1; phase <= 3; phase++) {
        if (phase > phases) {
          data.nothing().nothing();
        } else {
          pair(data, first + 20 * (phase - 1) + ".7.0");
        }
      }
    }
    if (hourly) {
      pair(data, "clock");
      for (String register : new String[] {"1.8.0", "2.8.0", "3.8.0", "4.8.0"}) {
        pair(data, register);
      }
    }
    return data.bytes();
  }

  private Data head(int elements) {
    return new Data().hex("0F 00000000 0C" + time).structure(elements).visible("Kamstrup_V0001");
  }

  private String[] phased(String first) {
    String[] registers = new String[phases];
    int c = Integer.parseInt(first.substring(0, 2));
    for (int i = 0; i < phases; i++) {
      registers[i] = c + 20 * i + first.substring(2);
    }
    return registers;
  }

  private void pair(Data data, String register) {
    if (register.equals("clock")) {
      data.obis("0.1.1.0.0.255").clock(time);
      return;
    }
    data.obis("1.1." + register + ".255");
    if (register.matches("[357][23]\\.7\\.0|13\\.7\\.0")) {
      data.u16((int) (long) values.get(register));
    } else {
      data.u32(values.get(register));
    }
  }
}
