// SPDX-License-Identifier: Apache-2.0
package org.metergate.journal.sql;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.metergate.spi.codec.ByteCursor;
import org.metergate.spi.codec.MalformedException;
import org.metergate.spi.reading.Measurement;
import org.metergate.spi.reading.MeterTime;
import org.metergate.spi.reading.Reading;
import org.metergate.spi.reading.Value;

/**
 * Encodes the blob of a row: what remains of a reading without its row schema. In order: the
 * telegram's number, the nanoseconds of the meter's time if the schema has them, then for each
 * field its raw integer, its value if that does not follow from the raw one, and its own time. All
 * numbers are {@link Varints}.
 *
 * <p>A text is its length doubled and its UTF-8 bytes, or its number in the dictionary doubled plus
 * one. A time is 0 if it equals the telegram's, else 1 plus a number whose lowest bit is set if an
 * offset in seconds follows, the next one if nanoseconds follow, and the rest is the distance in
 * seconds from the telegram's time (from 1970 if there is none), zigzag-encoded as signed numbers
 * are.
 */
final class RowCodec {
  private final TextDictionary textDictionary;

  RowCodec(TextDictionary textDictionary) {
    this.textDictionary = textDictionary;
  }

  /**
   * Writes the blob of a row.
   *
   * @param reading with this row schema.
   * @param meter the number of its meter.
   * @param numbered the row schema.
   * @param out receives the bytes.
   */
  void encode(Reading reading, int meter, RowSchemaTable.Numbered numbered, ByteSink out)
      throws SQLException {
    RowSchema rowSchema = numbered.rowSchema();
    Varints.putSigned(out, reading.telegram());
    MeterTime base = reading.meterTime().orElse(null);
    if (rowSchema.clock().form() == RowSchema.Clock.Form.NANOS) {
      Varints.putUnsigned(out, base.local().getNano());
    }
    for (int i = 0; i < rowSchema.rowFields().size(); i++) {
      RowField rowField = rowSchema.rowFields().get(i);
      Measurement m = reading.measurements().get(i);
      if (rowField.raw()) {
        putNumber(out, rowField.scale() == null ? null : 0, m.raw());
      }
      if (rowField.kind() == RowField.Kind.DECIMAL && !rowField.follows()) {
        putNumber(out, rowField.scale(), ((Value.Decimal) m.value()).number());
      } else if (rowField.kind() == RowField.Kind.TEXT) {
        String text = ((Value.Text) m.value()).text();
        putText(out, textDictionary.number(meter, numbered.number(), i, text), text);
      } else if (rowField.kind() == RowField.Kind.MOMENT) {
        putTime(out, base, ((Value.Moment) m.value()).time());
      }
      if (rowField.stamped()) {
        putTime(out, base, m.at());
      }
    }
  }

  private static void putNumber(ByteSink out, Integer scale, BigDecimal number) {
    if (scale == null) {
      Varints.putSigned(out, number.scale());
    }
    Varints.putSigned(out, number.unscaledValue());
  }

  private static void putText(ByteSink out, int word, String text) {
    if (word != TextDictionary.NONE) {
      Varints.putUnsigned(out, (long) word << 1 | 1);
      return;
    }
    byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
    Varints.putUnsigned(out, (long) utf8.length << 1);
    out.put(utf8);
  }

  private static void putTime(ByteSink out, MeterTime base, MeterTime time) {
    if (time.equals(base)) {
      out.put(0);
      return;
    }
    long distance = seconds(time) - (base == null ? 0 : seconds(base));
    long folded = distance << 1 ^ distance >> 63;
    int nanos = time.local().getNano();
    int flags = (nanos == 0 ? 0 : 2) | (time.offset() == null ? 0 : 1);
    Varints.putUnsigned(out, (folded << 2 | flags) + 1);
    if (nanos != 0) {
      Varints.putUnsigned(out, nanos);
    }
    if (time.offset() != null) {
      Varints.putSigned(out, time.offset().getTotalSeconds());
    }
  }

  /** The meter's time as seconds since 1970 on its own clock. */
  static long seconds(MeterTime time) {
    return time.local().toEpochSecond(ZoneOffset.UTC);
  }

  /**
   * Decodes a reading.
   *
   * @param row the columns of the row.
   * @param rowSchema the schema of the row.
   * @throws MalformedException when the blob does not match the schema.
   */
  Reading decode(Row row, RowSchema rowSchema) throws MalformedException, SQLException {
    ByteCursor in = new ByteCursor(row.blob());
    long telegram = Varints.signed(in);
    MeterTime base = base(in, row, rowSchema.clock());
    List<Measurement> measurements = new ArrayList<>(rowSchema.rowFields().size());
    for (RowField rowField : rowSchema.rowFields()) {
      BigDecimal raw = rowField.raw() ? number(in, rowField.scale() == null ? null : 0) : null;
      Value value = value(in, rowField, raw, base);
      MeterTime at = rowField.stamped() ? time(in, base) : null;
      measurements.add(
          new Measurement(
              rowField.quantity(), value, rowField.unit(), rowField.register(), raw, at));
    }
    in.requireEnd();
    return new Reading(
        row.meter(),
        telegram,
        row.origin(),
        row.receivedAt(),
        Optional.ofNullable(base),
        measurements);
  }

  private static MeterTime base(ByteCursor in, Row row, RowSchema.Clock clock)
      throws MalformedException {
    if (clock.form() == RowSchema.Clock.Form.NONE) {
      return null;
    }
    long nanos = clock.form() == RowSchema.Clock.Form.NANOS ? Varints.unsigned(in) : 0;
    return meterTime(row.meterSeconds(), nanos, clock.offset());
  }

  private Value value(ByteCursor in, RowField rowField, BigDecimal raw, MeterTime base)
      throws MalformedException, SQLException {
    switch (rowField.kind()) {
      case UNKNOWN:
        return null;
      case DECIMAL:
        return new Value.Decimal(
            rowField.follows()
                ? following(rowField, raw.unscaledValue())
                : number(in, rowField.scale()));
      case TEXT:
        return new Value.Text(text(in));
      default:
        return new Value.Moment(time(in, base));
    }
  }

  private static BigDecimal following(RowField rowField, BigInteger raw) {
    BigInteger unscaled =
        rowField.factor() == 1 ? raw : raw.multiply(BigInteger.valueOf(rowField.factor()));
    return new BigDecimal(unscaled, rowField.scale());
  }

  private static BigDecimal number(ByteCursor in, Integer scale) throws MalformedException {
    int digits = scale == null ? (int) Varints.signed(in) : scale;
    return new BigDecimal(Varints.bigSigned(in), digits);
  }

  private String text(ByteCursor in) throws MalformedException, SQLException {
    long head = Varints.unsigned(in);
    if (head >>> 1 > Integer.MAX_VALUE) {
      throw new MalformedException("a text is longer than its row");
    }
    int rest = (int) (head >>> 1);
    return (head & 1) == 1
        ? textDictionary.text(rest)
        : new String(in.take(rest), StandardCharsets.UTF_8);
  }

  private static MeterTime time(ByteCursor in, MeterTime base) throws MalformedException {
    long head = Varints.unsigned(in);
    if (head == 0) {
      if (base == null) {
        throw new MalformedException(
            "a time refers to the telegram's time, but the telegram has none");
      }
      return base;
    }
    long folded = head - 1 >>> 2;
    long distance = folded >>> 1 ^ -(folded & 1);
    long nanos = (head - 1 & 2) == 0 ? 0 : Varints.unsigned(in);
    Integer offset = (head - 1 & 1) == 0 ? null : (int) Varints.signed(in);
    return meterTime(distance + (base == null ? 0 : seconds(base)), nanos, offset);
  }

  private static MeterTime meterTime(long seconds, long nanos, Integer offset)
      throws MalformedException {
    try {
      return new MeterTime(
          LocalDateTime.ofEpochSecond(seconds, Math.toIntExact(nanos), ZoneOffset.UTC),
          offset == null ? null : ZoneOffset.ofTotalSeconds(offset));
    } catch (java.time.DateTimeException | ArithmeticException e) {
      throw new MalformedException("a time of the row is invalid: " + e.getMessage());
    }
  }
}
