// SPDX-License-Identifier: Apache-2.0
package org.metergate.driver.mbus.telegram;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;

/**
 * What the VIFE of one record make of its value (EN 13757-3, combinable VIFE). One that is not
 * known here changes nothing: its record still has a key of its own.
 */
final class VifeChain {
  private static final int SECOND_TABLE = 0x7C;
  private static final int MANUFACTURER = 0x7F;

  /** A unit that is divided more often is of no meter, and no text that anyone could read. */
  private static final int MOST_RATES = 2;

  private static final Vife[][] VIFES = vifes();
  private static final String[] TIMES = {"s", "min", "h", "d"};

  /** Of the codes 20 to 38: what the unit is divided by, or times what it is. */
  private static final String[] RATES = {
    "/s",
    "/min",
    "/h",
    "/d",
    "/week",
    "/month",
    "/year",
    "/revolution",
    "/pulse",
    "/pulse",
    "/pulse",
    "/pulse",
    "/l",
    "/m3",
    "/kg",
    "/K",
    "/kWh",
    "/GJ",
    "/kW",
    "/(K*l)",
    "/V",
    "/A",
    "*s",
    "*s/V",
    "*s/A"
  };

  private final List<Vife> vifes = new ArrayList<>(2);
  private int rates;
  private Vife.Table table;
  private Vif vif;
  private Form form;
  private BigDecimal offset;
  private Content.Missing missing;
  private boolean profile;

  /** Begins after a VIF; the VIFE of the manufacturer's own VIF are the manufacturer's too. */
  VifeChain(VifEntry meaning, boolean manufacturer) {
    this.vif = meaning.vif();
    this.form = meaning.form();
    this.table = manufacturer ? Vife.Table.MANUFACTURER : Vife.Table.MAIN;
  }

  /** Adds the next byte, without the bit that another one follows. */
  void add(int code) {
    vifes.add(VIFES[table.ordinal()][code]);
    switch (table) {
      case MAIN:
        addMain(code);
        break;
      case SECOND:
        table = Vife.Table.MAIN;
        break;
      default:
        break;
    }
  }

  ValueInformation end() {
    return new ValueInformation(vif, List.copyOf(vifes), form, offset, missing, profile);
  }

  private void addMain(int code) {
    if (code < 0x20) {
      error(code);
    } else if (code < 0x40) {
      unit(code);
    } else if (code < 0x70) {
      limit(code);
    } else if (code < 0x78) {
      scale(code - 0x70 - 6);
    } else if (code < 0x7C) {
      BigDecimal constant = BigDecimal.ONE.scaleByPowerOfTen(code - 0x78 - 3);
      offset = offset == null ? constant : offset.add(constant);
    } else if (code == SECOND_TABLE) {
      table = Vife.Table.SECOND;
    } else if (code == 0x7D) {
      scale(3);
    } else if (code == MANUFACTURER) {
      table = Vife.Table.MANUFACTURER;
    }
  }

  private void scale(int exponent) {
    vif = new Vif(vif.subject(), vif.unit(), vif.exponent() + exponent);
    if (offset != null) {
      offset = offset.scaleByPowerOfTen(exponent);
    }
  }

  private void error(int code) {
    switch (code) {
      case 0x15 -> missing = DataTypes.noData();
      case 0x16 -> missing = Content.Missing.invalid("overflow");
      case 0x17 -> missing = Content.Missing.invalid("underflow");
      case 0x18 -> missing = Content.Missing.invalid("data error");
      case 0x13, 0x1E, 0x1F -> profile = true;
      default -> {
        // the answer to a command, or a note on a value that stands
      }
    }
  }

  private void unit(int code) {
    if (code - 0x20 < RATES.length && rates == MOST_RATES) {
      become(Subject.OTHER, "", Form.BYTES);
    } else if (code - 0x20 < RATES.length) {
      rates++;
      String unit = vif.unit().isEmpty() ? "1" : vif.unit();
      vif = new Vif(Subject.OTHER, unit + RATES[code - 0x20], vif.exponent());
    } else if (code == 0x39) {
      become(Subject.EVENT_TIME, "", Form.TIME);
    } else if (code == 0x3D) {
      become(Subject.OTHER, "", Form.NUMBER); // another unit, which the byte does not name
    }
  }

  private void limit(int code) {
    if (code == 0x41 || code == 0x49) {
      become(Subject.DIMENSIONLESS, "", Form.NUMBER); // how often
    } else if (code < 0x50) {
      if ((code & 0x07) != 0) {
        become(Subject.OTHER, "", Form.BYTES); // which date is in doubt between sources
      }
    } else if (code < 0x68) {
      become(Subject.DURATION, TIMES[code & 0x03], Form.NUMBER);
    } else if ((code & 0x02) != 0) {
      become(Subject.EVENT_TIME, "", Form.TIME);
    }
  }

  private void become(Subject subject, String unit, Form other) {
    vif = new Vif(subject, unit, 0);
    form = other;
    offset = null;
  }

  private static Vife[][] vifes() {
    Vife.Table[] tables = Vife.Table.values();
    Vife[][] all = new Vife[tables.length][128];
    for (Vife.Table table : tables) {
      for (int code = 0; code < 128; code++) {
        all[table.ordinal()][code] = new Vife(table, code);
      }
    }
    return all;
  }
}
