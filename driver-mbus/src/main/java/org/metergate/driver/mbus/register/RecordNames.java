// SPDX-License-Identifier: Apache-2.0
package org.metergate.driver.mbus.register;

import java.util.Optional;
import org.metergate.driver.mbus.register.MeterKind.Maker;
import org.metergate.driver.mbus.register.MeterKind.Medium;
import org.metergate.driver.mbus.register.Variant.Direction;
import org.metergate.driver.mbus.telegram.DataRecord;
import org.metergate.driver.mbus.telegram.Function;
import org.metergate.driver.mbus.telegram.Subject;
import org.metergate.driver.mbus.telegram.Vif;
import org.metergate.spi.reading.Quantities;
import org.metergate.spi.reading.Quantity;
import org.metergate.spi.reading.Unit;

/**
 * The quantity and the unit of a record. A record has a name only if all of it is understood: its
 * function, tariff, subunit and each VIFE; otherwise it keeps its key.
 */
final class RecordNames {
  private static final Unit CUBIC_METRE_DEGREES = new Unit("m3*degC", "m³×°C");

  private RecordNames() {}

  /**
   * Finds the meaning of a record.
   *
   * @param kind of the meter.
   * @param record any; its content does not matter.
   * @param register its key, with its number if it is not the first with this key.
   * @return the quantity and the unit.
   */
  static Meaning of(MeterKind kind, DataRecord record, String register, boolean isFirst) {
    Quantity own = Named.own(register);
    Quantity named = isFirst ? name(kind, record) : null;
    boolean followsVolume =
        named == KamstrupNames.FLOW_TEMPERATURE_SUM
            || named == KamstrupNames.RETURN_TEMPERATURE_SUM;
    if (followsVolume) {
      return new Meaning(named, own, new Scale(CUBIC_METRE_DEGREES, 0, 0), true);
    }
    return new Meaning(named, own, scale(record.vif(), named), false);
  }

  /** Returns the quantity, or null if the record keeps its key. */
  private static Quantity name(MeterKind kind, DataRecord record) {
    Optional<Variant> found = Variant.of(record.vifes());
    if (found.isEmpty()) {
      return null;
    }
    Variant variant = found.get();
    if (record.storage() != 0 && isTime(record.vif().subject())) {
      return isTargetDate(kind, record) ? KamstrupNames.TARGET_DATE : null;
    }
    if (record.tariff() != 0 || record.subunit() != 0) {
      return part(kind, record, variant);
    }
    Quantity whole = whole(kind, record.vif().subject(), variant);
    return switch (record.function()) {
      case INSTANTANEOUS -> whole;
      case MAXIMUM -> maximum(kind, record.vif().subject(), whole);
      case MINIMUM -> isGauge(whole) ? Named.ofPeriod(whole, "_min", "Lowest") : null;
      case ERROR -> whole == SubjectNames.OPERATING_HOURS ? SubjectNames.ERROR_HOURS : null;
      default -> null;
    };
  }

  private static boolean isTime(Subject subject) {
    return subject == Subject.DATE || subject == Subject.DATE_AND_TIME;
  }

  private static boolean isTargetDate(MeterKind kind, DataRecord record) {
    return kind.isKamstrup()
        && record.storage() == 1
        && record.vif().subject() == Subject.DATE
        && record.function() == Function.INSTANTANEOUS
        && record.tariff() == 0
        && record.subunit() == 0
        && record.vifes().isEmpty();
  }

  private static Quantity maximum(MeterKind kind, Subject subject, Quantity whole) {
    if (!isGauge(whole)) {
      return null;
    }
    Quantity monthly = kind.maker() == Maker.MULTICAL_302 ? KamstrupNames.maximum(subject) : null;
    return monthly != null ? monthly : Named.ofPeriod(whole, "_max", "Highest");
  }

  private static boolean isGauge(Quantity quantity) {
    return quantity != null && quantity.kind() == Quantity.Kind.GAUGE;
  }

  /** What the VIF and the VIFE say of all tariffs and the first subunit. */
  private static Quantity whole(MeterKind kind, Subject subject, Variant variant) {
    if (subject == Subject.MANUFACTURER_SPECIFIC) {
      boolean known = kind.isKamstrup() && variant.direction() == Direction.BOTH;
      return known ? KamstrupNames.own(kind.medium(), variant.makerCode()) : null;
    }
    Quantity plain = plain(kind, subject, variant.direction());
    if (variant.average() && isGauge(plain)) {
      plain = Named.ofPeriod(plain, "_average", "Average");
    } else if (variant.average()) {
      return null;
    }
    if (variant.phase() != 0) {
      boolean phases = kind.medium() == Medium.ELECTRICITY && SubjectNames.isElectric(subject);
      return phases && plain != null ? Quantities.phase(plain, variant.phase()) : null;
    }
    if (variant.makerCode() >= 0) {
      boolean known = kind.isKamstrup() && variant.direction() == Direction.BOTH;
      return known
          ? KamstrupNames.changed(kind.medium(), plain, subject, variant.makerCode())
          : null;
    }
    return plain;
  }

  private static Quantity plain(MeterKind kind, Subject subject, Direction direction) {
    if (subject == Subject.DATE) {
      return kind.isKamstrup() && direction == Direction.BOTH ? KamstrupNames.METER_DATE : null;
    }
    Quantity flags = kind.isKamstrup() ? KamstrupNames.flags(kind.medium(), subject) : null;
    return flags != null ? flags : SubjectNames.of(kind, subject, direction);
  }

  private static Quantity part(MeterKind kind, DataRecord record, Variant variant) {
    if (kind.isKamstrup() && kind.medium().isThermal()) {
      return record.vifes().isEmpty() ? KamstrupNames.part(record) : null;
    }
    boolean tariff =
        kind.medium() == Medium.ELECTRICITY
            && record.subunit() == 0
            && SubjectNames.isElectric(record.vif().subject())
            && record.function() == Function.INSTANTANEOUS;
    Quantity whole = tariff ? whole(kind, record.vif().subject(), variant) : null;
    return whole != null && whole.kind() == Quantity.Kind.COUNTER
        ? Named.tariff(whole, record.tariff())
        : null;
  }

  /** The decoder has made the unit fit the VIFE; a number of the maker's own has none. */
  private static Scale scale(Vif vif, Quantity named) {
    boolean isUnknown =
        vif.unit().isEmpty()
            && (vif.subject() == Subject.MANUFACTURER_SPECIFIC || vif.subject() == Subject.OTHER);
    return isUnknown && named == null ? Scale.plain(null, vif.exponent()) : Scale.of(vif);
  }
}
