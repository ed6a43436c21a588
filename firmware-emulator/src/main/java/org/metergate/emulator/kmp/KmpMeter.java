// SPDX-License-Identifier: Apache-2.0
package org.metergate.emulator.kmp;

import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.metergate.spi.emulator.EmulatedMeter;
import org.metergate.spi.link.LineSettings;
import org.metergate.spi.time.TimeSource;

/**
 * A meter that answers KMP requests 80 ms after their last byte, ignores damaged ones and then
 * everything for 1.6 s, leaves out registers that it does not know, and sends nothing without a
 * request.
 */
final class KmpMeter implements EmulatedMeter {
  private static final int METER = 0x3F;
  private static final int GET_TYPE = 0x01;
  private static final int GET_SERIAL = 0x02;
  private static final int GET_REGISTER = 0x10;
  private static final int LOGGER = 0xB8;
  private static final int MAX_REGISTERS = 8;
  private static final double SECOND = 1e9;

  /** A longer pause inside a request ends it. */
  private static final long GAP = Duration.ofMillis(27).toNanos();

  private static final int LONGEST_REQUEST = 520;
  private static final long DEAF_AFTER_FAULT = Duration.ofMillis(1600).toNanos();

  private final KmpSettings settings;
  private final LineSettings line;
  private final RegisterBank registerBank;
  private final Loggers loggers;
  private final LoggerModule loggerModule;
  private final double shift; // meter's clock minus steady time, seconds
  private final List<Burst> bursts = new ArrayList<>();
  private final ByteArrayOutputStream received = new ByteArrayOutputStream();
  private long lastReceived = Long.MIN_VALUE / 2;
  private long lastRequest;
  private long deafUntil = Long.MIN_VALUE;
  private int answers;

  /** Switches the meter on, awake. */
  KmpMeter(KmpSettings settings, TimeSource time) {
    this.settings = settings;
    int baud = settings.model().equals("382") ? 9600 : 1200;
    this.line = new LineSettings(baud, 8, LineSettings.Parity.NONE, 2);
    this.registerBank = RegisterBank.of(settings);
    this.loggers = new Loggers(registerBank);
    this.loggerModule = new LoggerModule(registerBank, settings.yearLast());
    Instant now = time.now();
    double clock =
        now.getEpochSecond() + now.getNano() / SECOND + settings.offset().getTotalSeconds();
    this.shift = clock - time.nanos() / SECOND;
    this.lastRequest = time.nanos();
  }

  @Override
  public LineSettings settings() {
    return line;
  }

  @Override
  public long nextNanos() {
    return bursts.stream().mapToLong(Burst::startNanos).min().orElse(Long.MAX_VALUE);
  }

  @Override
  public List<Burst> poll(long nanos) {
    List<Burst> due = new ArrayList<>();
    for (Burst burst : bursts) {
      if (burst.startNanos() <= nanos) {
        due.add(burst);
      }
    }
    bursts.removeAll(due);
    due.sort(Comparator.comparingLong(Burst::startNanos));
    return due;
  }

  @Override
  public void request(boolean on, long nanos) {
    // this meter has no request line
  }

  @Override
  public void receive(byte[] bytes, long nanos) {
    long start = nanos - bytes.length * line.byteNanos();
    if (settings.echo() && bytes.length > 0) {
      bursts.add(new Burst(start, bytes.clone()));
    }
    if (start - lastReceived > GAP) {
      received.reset();
    }
    lastReceived = nanos;
    for (byte value : bytes) {
      if (value == (byte) 0x80 || received.size() > LONGEST_REQUEST) {
        received.reset();
      }
      received.write(value);
      if (value == 0x0D) {
        handle(received.toByteArray(), nanos);
        received.reset();
      }
    }
  }

  private void handle(byte[] frame, long nanos) {
    boolean slept = isAsleep(nanos);
    if (nanos < deafUntil || slept && !settings.wakes()) {
      return;
    }
    lastRequest = nanos;
    Optional<byte[]> request = KmpBytes.request(frame);
    if (request.isEmpty()) {
      deafUntil = nanos + DEAF_AFTER_FAULT;
    } else if (!slept) {
      byte[] content = request.get();
      byte[] answer =
          content[0] == METER ? answer(content, clock(nanos)) : moduleAnswer(content, clock(nanos));
      Optional.ofNullable(answer).ifPresent(a -> send(a, nanos));
    }
  }

  /** Answers for a logger module; the description prints the answer to A3h with A0h. */
  private byte[] moduleAnswer(byte[] request, double now) {
    int command = request[1] & 0xFF;
    if ((request[0] & 0xFF) != moduleAddress() || !LoggerModule.knows(command)) {
      return null;
    }
    byte[] data = Arrays.copyOfRange(request, 2, request.length);
    byte[] page = loggerModule.answer(command, data, now);
    if (page == null) {
      return null;
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(request[0]);
    out.write(command == LoggerModule.BEFORE ? LoggerModule.SINCE : command);
    out.writeBytes(page);
    return out.toByteArray();
  }

  /** Returns the address of the module, or one that no request has. */
  private int moduleAddress() {
    if (!settings.model().equals("601") || settings.module().equals("none")) {
      return -1;
    }
    return settings.module().equals("base") ? LoggerModule.BASE : LoggerModule.TOP;
  }

  private boolean isAsleep(long nanos) {
    Duration after = settings.sleepAfter();
    return !after.isZero() && nanos - lastRequest > after.toNanos();
  }

  private double clock(long nanos) {
    return nanos / SECOND + shift;
  }

  private void send(byte[] content, long nanos) {
    byte[] frame = KmpBytes.answer(content);
    answers++;
    if (settings.damageEvery() > 0 && answers % settings.damageEvery() == 0) {
      frame[frame.length / 2] ^= 0x04;
    }
    boolean late = settings.lateEvery() > 0 && answers % settings.lateEvery() == 0;
    Duration delay = late ? settings.answerDelay().plus(settings.lateBy()) : settings.answerDelay();
    bursts.add(new Burst(nanos + delay.toNanos(), frame));
  }

  /** Returns the content of the answer, or null where the meter does not answer. */
  private byte[] answer(byte[] request, double now) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(METER);
    out.write(request[1]);
    byte[] data = Arrays.copyOfRange(request, 2, request.length);
    switch (request[1] & 0xFF) {
      case GET_TYPE -> out.writeBytes(type());
      case GET_SERIAL -> out.writeBytes(Field.raw(0, 0, 0, 4, settings.serial()).value());
      case GET_REGISTER -> {
        if (data.length < 1
            || data[0] < 1
            || data[0] > MAX_REGISTERS
            || data.length != 1 + 2 * data[0]) {
          return null;
        }
        registers(data, now, out);
      }
      case LOGGER -> {
        byte[] page = hasLoggers() ? loggers.answer(data, now) : null;
        if (page == null) {
          return null;
        }
        out.writeBytes(page);
      }
      default -> {
        return null; // requests that change anything are not answered
      }
    }
    return out.toByteArray();
  }

  private boolean hasLoggers() {
    return settings.model().equals("603") || settings.model().equals("403");
  }

  private void registers(byte[] data, double now, ByteArrayOutputStream out) {
    for (int i = 1; i < data.length; i += 2) {
      Field field = registerBank.field((data[i] & 0xFF) << 8 | data[i + 1] & 0xFF, now);
      if (field != null) {
        writeHead(field, out);
        out.writeBytes(field.value());
      }
    }
  }

  /** Writes what precedes a value: number, unit, length, sign and exponent. */
  static void writeHead(Field field, ByteArrayOutputStream out) {
    out.write(field.number() >> 8);
    out.write(field.number());
    out.write(field.unit());
    out.write(field.value().length);
    out.write(field.signs());
  }

  /** Invented type numbers, except for the 601 and the revision: newer meters send none here. */
  private byte[] type() {
    return switch (settings.model()) {
      case "601" -> new byte[] {0x00, 0x01, 0x06, 0x01}; // F1
      case "382" -> new byte[] {0x0A, 0x01, 0x01, 0x06};
      default -> new byte[] {0x0B, (byte) Integer.parseInt(settings.model(), 16), 0, 0};
    };
  }
}
