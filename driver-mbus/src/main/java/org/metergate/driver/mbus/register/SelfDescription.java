// SPDX-License-Identifier: Apache-2.0
package org.metergate.driver.mbus.register;

import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import org.metergate.driver.mbus.register.MeterKind.Medium;
import org.metergate.driver.mbus.register.Readout.InfoCode;
import org.metergate.driver.mbus.telegram.Content;
import org.metergate.driver.mbus.telegram.DataRecord;
import org.metergate.driver.mbus.telegram.Function;
import org.metergate.driver.mbus.telegram.Header;
import org.metergate.driver.mbus.telegram.Subject;
import org.metergate.driver.mbus.telegram.Vife;
import org.metergate.spi.reading.MeterTime;
import org.metergate.spi.reading.Nameplate;

/** What a meter says of itself: its number, its versions, its clock, its faults. */
final class SelfDescription {
  private static final int METER_TYPE = 0x1A;

  private final Header header;
  private final MeterKind kind;
  private String number = "";
  private String software = "";
  private String hardware = "";
  private String type = "";
  private MeterTime clock;
  private InfoCode infoCode;

  SelfDescription(Header header, MeterKind kind) {
    this.header = header;
    this.kind = kind;
  }

  /** Takes a record; the first of a kind counts. */
  void add(DataRecord record) {
    Subject subject = record.vif().subject();
    switch (subject) {
      case DATE_AND_TIME,
          FABRICATION_NUMBER,
          FIRMWARE_VERSION,
          SOFTWARE_VERSION,
          HARDWARE_VERSION,
          MODEL_VERSION,
          ERROR_FLAGS,
          MANUFACTURER_SPECIFIC -> {
        if (isOfMeter(record)) {
          take(subject, record);
        }
      }
      default -> {} // a value
    }
  }

  private static boolean isOfMeter(DataRecord record) {
    return record.storage() == 0
        && record.tariff() == 0
        && record.subunit() == 0
        && record.function() == Function.INSTANTANEOUS
        && !(record.content() instanceof Content.Missing);
  }

  private void take(Subject subject, DataRecord record) {
    if (subject == Subject.MANUFACTURER_SPECIFIC) {
      if (kind.isKamstrup()) {
        kamstrup(code(record), record);
      }
    } else if (record.vifes().isEmpty()) {
      standard(subject, record);
    }
  }

  private void standard(Subject subject, DataRecord record) {
    switch (subject) {
      case DATE_AND_TIME -> {
        boolean hasTimeOfDay = record.content() instanceof Content.Moment;
        if (clock == null && hasTimeOfDay) {
          clock = RecordValue.time(record.content()).orElse(null);
        }
      }
      case FABRICATION_NUMBER -> number = first(number, record);
      case FIRMWARE_VERSION, SOFTWARE_VERSION -> software = first(software, record);
      case HARDWARE_VERSION -> hardware = first(hardware, record);
      case MODEL_VERSION -> type = first(type, record);
      default -> { // error flags
        if (kind.isKamstrup() && kind.medium().isThermal() && infoCode == null) {
          boolean is302 = kind.maker() == MeterKind.Maker.MULTICAL_302;
          infoCode = bits(is302 ? InfoCode.Table.MULTICAL_302 : InfoCode.Table.OLDER_HEAT, record);
        }
      }
    }
  }

  private void kamstrup(int code, DataRecord record) {
    if (code == METER_TYPE) {
      type = first(type, record);
    } else if (code == KamstrupNames.HEAT_INFO && kind.medium().isThermal()) {
      infoCode = bits(InfoCode.Table.HEAT, record);
    } else if (code == KamstrupNames.WATER_INFO && kind.medium() == Medium.WATER) {
      infoCode = bits(InfoCode.Table.WATER, record);
    }
  }

  /** The code after VIF FF; -1 if there is none or more than one. */
  private static int code(DataRecord record) {
    List<Vife> vifes = record.vifes(); // all of the manufacturer's own table
    return vifes.size() == 1 ? vifes.get(0).code() : -1;
  }

  private static String first(String before, DataRecord record) {
    return before.isEmpty() ? RecordValue.digits(record) : before;
  }

  private InfoCode bits(InfoCode.Table table, DataRecord record) {
    if (!(record.content() instanceof Content.Number number) || number.raw() == null) {
      return infoCode;
    }
    BigDecimal raw = number.raw();
    int bits = Math.min(Long.SIZE, Byte.SIZE * record.raw().length);
    long all = bits == Long.SIZE ? -1 : (1L << bits) - 1; // a flag in the sign is one, too
    return new InfoCode(table, raw.longValue() & all);
  }

  Optional<MeterTime> clock() {
    return Optional.ofNullable(clock);
  }

  Optional<InfoCode> infoCode() {
    return Optional.ofNullable(infoCode);
  }

  /** The number printed on a Kamstrup meter; others have it in the header. */
  String identifier() {
    return kind.isKamstrup() && !number.isEmpty() ? number : header.identity();
  }

  Nameplate nameplate() {
    Nameplate known = Models.nameplate(header);
    return new Nameplate(known.manufacturer(), known.model(), type, software, hardware);
  }
}
