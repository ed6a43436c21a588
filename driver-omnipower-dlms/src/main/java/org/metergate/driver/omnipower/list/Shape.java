// SPDX-License-Identifier: Apache-2.0
package org.metergate.driver.omnipower.list;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.AbstractList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.RandomAccess;
import java.util.Set;
import java.util.stream.IntStream;
import org.metergate.driver.omnipower.list.TelegramScales.Agreement;
import org.metergate.spi.codec.MalformedException;
import org.metergate.spi.reading.Measurement;
import org.metergate.spi.reading.MeterTime;
import org.metergate.spi.reading.Quantities;
import org.metergate.spi.reading.Value;

/**
 * The shape of a list: every byte of its messages that is not a value, and the positions of the
 * values. A meter sends the same shape every ten seconds, so its structure is parsed once and later
 * messages are only compared with it. It keeps the last message's measurements, since many
 * registers do not change between two messages. One thread.
 */
final class Shape {
  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.nativeOrder());
  private static final int WORD = Long.BYTES;

  /** So many telegrams with a load show that currents are hundredths. */
  private static final int ENOUGH_FITTING = 10;

  private final byte[] model;
  private final byte[] mask;
  private final int time;
  private final Slot[] slots;
  private final NumberSlot[] numbers;
  private final Slot.Moment[] clocks;
  private final TelegramScales scales;
  private final EnumSet<Note> openNotes = EnumSet.noneOf(Note.class);
  private final boolean findsVoltage;
  private final boolean checksCurrent;
  private final int meterNumber; // its place, or -1

  private long[] lastRaws;
  private long[] spareRaws;
  private Measurement[] last;
  private int lastVoltage;
  private int lastCurrent;
  private boolean lastNoPower;
  private int fitting;

  /**
   * Creates the shape from its first message.
   *
   * @param message the first message; kept.
   * @param time the index of its date and time, or -1.
   * @param found the values, in the order of the list.
   * @param powerExponent of the list's powers.
   */
  Shape(byte[] message, int time, List<Slot> found, int powerExponent) {
    this.model = message;
    this.time = time;
    this.slots = found.toArray(new Slot[0]);
    this.numbers =
        found.stream()
            .filter(NumberSlot.class::isInstance)
            .map(NumberSlot.class::cast)
            .toArray(NumberSlot[]::new);
    this.clocks =
        found.stream()
            .filter(Slot.Moment.class::isInstance)
            .map(Slot.Moment.class::cast)
            .toArray(Slot.Moment[]::new);
    this.lastRaws = new long[numbers.length];
    this.spareRaws = new long[numbers.length];
    this.scales = new TelegramScales(List.of(numbers), powerExponent);
    this.mask = maskOf();
    boolean voltage = false;
    boolean current = false;
    for (NumberSlot number : numbers) {
      voltage |= number.scaling() instanceof Scaling.VoltageOfTelegram;
      current |= number.scaling() instanceof Scaling.CurrentOfTelegram;
      if (number.scaling() instanceof Scaling.Open open) {
        openNotes.add(open.note());
      }
    }
    this.findsVoltage = voltage;
    this.checksCurrent = current;
    this.meterNumber =
        IntStream.range(0, numbers.length)
            .filter(i -> numbers[i].quantity().equals(Quantities.METER_NUMBER))
            .findFirst()
            .orElse(-1);
  }

  private byte[] maskOf() {
    byte[] bits = new byte[model.length];
    Arrays.fill(bits, (byte) 0xFF);
    Arrays.fill(bits, 1, Notification.INVOKE_ID_END, (byte) 0);
    if (time >= 0) {
      Arrays.fill(bits, time, time + DateTimes.LENGTH, (byte) 0);
    }
    for (Slot slot : slots) {
      if (slot instanceof NumberSlot number) {
        Arrays.fill(bits, number.offset(), number.offset() + number.width(), (byte) 0);
      } else if (slot instanceof FloatSlot number) {
        Arrays.fill(bits, number.offset(), number.offset() + number.width(), (byte) 0);
      } else if (slot instanceof Slot.Moment moment) {
        Arrays.fill(bits, moment.offset(), moment.offset() + DateTimes.LENGTH, (byte) 0);
      }
    }
    return bits;
  }

  /** Returns whether a message differs from the first one in nothing but values. */
  boolean matches(byte[] message, int base, int length) {
    if (length != model.length) {
      return false;
    }
    long difference = 0;
    int i = 0;
    for (; i <= length - WORD; i += WORD) {
      long now = (long) LONGS.get(message, base + i);
      difference |= (now ^ (long) LONGS.get(model, i)) & (long) LONGS.get(mask, i);
    }
    for (; i < length; i++) {
      difference |= (message[base + i] ^ model[i]) & mask[i];
    }
    return difference == 0 && clocksFit(message, base);
  }

  private boolean clocksFit(byte[] message, int base) {
    for (Slot.Moment clock : clocks) {
      if (!clock.fits(message, base, time)) {
        return false;
      }
    }
    return true;
  }

  /**
   * Reads the values.
   *
   * @param message one that {@linkplain #matches matches}.
   * @param base where it begins.
   * @throws MalformedException where a value is impossible for a meter.
   */
  Decoded.Telegram read(byte[] message, int base) throws MalformedException {
    Optional<MeterTime> messageTime =
        time < 0 ? Optional.empty() : DateTimes.read(message, base + time);
    long[] raws = spareRaws;
    for (int i = 0; i < numbers.length; i++) {
      raws[i] = numbers[i].raw(message, base);
    }
    int voltage = findsVoltage ? scales.voltageExponent(raws) : 0;
    Agreement agreement = checksCurrent ? agreement(raws, voltage) : Agreement.OPEN;
    boolean unsure = agreement == Agreement.CURRENT_TOO_HIGH;
    boolean noPower = agreement == Agreement.POWER_TOO_HIGH;
    int current = unsure ? NumberSlot.NO_EXPONENT : -2;
    boolean sameScales =
        last != null && voltage == lastVoltage && current == lastCurrent && noPower == lastNoPower;
    Measurement[] measured = new Measurement[slots.length];
    int number = 0;
    boolean complete = true;
    for (int i = 0; i < slots.length; i++) {
      if (slots[i] instanceof NumberSlot slot) {
        boolean still = sameScales && raws[number] == lastRaws[number];
        measured[i] = still ? last[i] : slot.measure(raws[number], voltage, current);
        if (noPower && !still && slot.isPower()) {
          measured[i] = slot.withoutValue(raws[number]);
        }
        number++;
      } else {
        measured[i] = other(slots[i], message, base, messageTime);
        complete &= measured[i] != null;
      }
    }
    spareRaws = lastRaws;
    lastRaws = raws;
    last = measured;
    lastVoltage = voltage;
    lastCurrent = current;
    lastNoPower = noPower;
    List<Measurement> list =
        complete
            ? new InOrder(measured)
            : Arrays.stream(measured).filter(Objects::nonNull).toList();
    return new Decoded.Telegram(
        messageTime.isPresent() ? messageTime : clock(list),
        list,
        notes(voltage, agreement, impossibleClock(message, base)),
        complete ? List.of() : leftOut(measured));
  }

  /**
   * Compares currents and powers. A meter never changes what a count of its current is, so where
   * hundredths have fitted often enough, they stay, and it is the powers that do not fit.
   */
  private Agreement agreement(long[] raws, int voltage) {
    Agreement agreement = scales.agreement(raws, voltage);
    if (meterNumber >= 0 && raws[meterNumber] != lastRaws[meterNumber]) {
      fitting = 0; // another meter, or the first message
    }
    if (agreement == Agreement.FITS) {
      fitting = Math.min(fitting + 1, ENOUGH_FITTING);
    }
    boolean known = fitting == ENOUGH_FITTING;
    return known && agreement == Agreement.CURRENT_TOO_HIGH ? Agreement.OPEN : agreement;
  }

  private boolean impossibleClock(byte[] message, int base) {
    boolean impossible = time >= 0 && DateTimes.impossible(message, base + time);
    for (int i = 0; i < clocks.length && !impossible; i++) {
      impossible = DateTimes.impossible(message, base + clocks[i].offset());
    }
    return impossible;
  }

  private List<Name> leftOut(Measurement[] measured) {
    return IntStream.range(0, slots.length)
        .filter(i -> measured[i] == null && slots[i] instanceof FloatSlot)
        .mapToObj(i -> ((FloatSlot) slots[i]).name())
        .toList();
  }

  /** The array of a telegram as an unmodifiable list, without copying it. */
  private static final class InOrder extends AbstractList<Measurement> implements RandomAccess {
    private final Measurement[] measurements;

    InOrder(Measurement[] measurements) {
      this.measurements = measurements;
    }

    @Override
    public Measurement get(int index) {
      return measurements[index];
    }

    @Override
    public int size() {
      return measurements.length;
    }
  }

  private Measurement other(Slot slot, byte[] message, int base, Optional<MeterTime> messageTime) {
    if (slot instanceof Slot.Text text) {
      return text.measurement();
    }
    if (slot instanceof FloatSlot number) {
      return number.measure(message, base);
    }
    return ((Slot.Moment) slot).measure(message, base, time, messageTime);
  }

  private Set<Note> notes(int voltage, Agreement agreement, boolean impossibleClock) {
    boolean agrees = agreement == Agreement.FITS || agreement == Agreement.OPEN;
    if (voltage == 0 && agrees && !impossibleClock && openNotes.isEmpty()) {
      return Set.of();
    }
    EnumSet<Note> notes = EnumSet.copyOf(openNotes);
    if (voltage != 0) {
      notes.add(Note.VOLTAGE_IN_HUNDREDTHS);
    }
    if (agreement == Agreement.CURRENT_TOO_HIGH) {
      notes.add(Note.CURRENT_SCALE_UNSURE);
    } else if (agreement == Agreement.POWER_TOO_HIGH) {
      notes.add(Note.POWER_TOO_HIGH);
    }
    if (impossibleClock) {
      notes.add(Note.CLOCK_IMPOSSIBLE);
    }
    return notes;
  }

  private static Optional<MeterTime> clock(List<Measurement> measurements) {
    return measurements.stream()
        .filter(m -> m.quantity().equals(Quantities.METER_CLOCK))
        .filter(m -> m.value() instanceof Value.Moment)
        .map(m -> ((Value.Moment) m.value()).time())
        .findFirst();
  }
}
