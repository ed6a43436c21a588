// SPDX-License-Identifier: Apache-2.0
package org.metergate.example.iec62056.emulator;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.metergate.spi.emulator.EmulatedMeter;
import org.metergate.spi.link.LineSettings;

/**
 * A meter of mode C: after a sign-on at 300 baud, it identifies itself and sends its readout at
 * 9600.
 */
final class AskedMeter implements EmulatedMeter {
  private static final LineSettings SLOW = new LineSettings(300, 7, LineSettings.Parity.EVEN, 1);
  private static final LineSettings FAST = new LineSettings(9600, 7, LineSettings.Parity.EVEN, 1);
  private static final String IDENTIFICATION = "/MGT5EXAMPLE-C\r\n";

  /** Reaction time, within the 200 to 1500 ms of the standard. */
  private static final long REACTION = Duration.ofMillis(250).toNanos();

  /** Without an acknowledgement within this time the meter returns to its idle state. */
  private static final long PATIENCE = Duration.ofSeconds(2).toNanos();

  /** The last bytes have left the line by then, however late the line was polled. */
  private static final long MARGIN = Duration.ofMillis(500).toNanos();

  private final String address;
  private final Register register;
  private final StringBuilder received = new StringBuilder();
  private final List<Burst> ready = new ArrayList<>();
  private LineSettings line = SLOW;
  private long acknowledgeUntil = Long.MIN_VALUE;
  private long slowAgain = Long.MAX_VALUE;

  AskedMeter(String address, Register register) {
    this.address = address;
    this.register = register;
  }

  @Override
  public LineSettings settings() {
    return line;
  }

  @Override
  public long nextNanos() {
    return ready.stream().mapToLong(Burst::startNanos).min().orElse(slowAgain);
  }

  @Override
  public List<Burst> poll(long nanos) {
    if (nanos >= slowAgain) {
      line = SLOW;
      slowAgain = Long.MAX_VALUE;
    }
    List<Burst> due = ready.stream().filter(burst -> burst.startNanos() <= nanos).toList();
    ready.removeAll(due);
    return due;
  }

  @Override
  public void receive(byte[] bytes, long nanos) {
    for (byte one : bytes) {
      char c = (char) (one & 0x7F);
      if (c == '/' || c == 0x06) {
        received.setLength(0);
      }
      received.append(c);
      if (c == '\n') {
        line(received.toString(), nanos);
        received.setLength(0);
      } else if (received.length() > 64) {
        received.setLength(0);
      }
    }
  }

  private void line(String text, long nanos) {
    if (text.equals("/?!\r\n") || !address.isEmpty() && text.equals("/?" + address + "!\r\n")) {
      send(IDENTIFICATION, nanos);
      acknowledgeUntil = nanos + REACTION + IDENTIFICATION.length() * SLOW.byteNanos() + PATIENCE;
    } else if (text.startsWith("\u00060") && text.length() == 6 && nanos < acknowledgeUntil) {
      acknowledgeUntil = Long.MIN_VALUE;
      line = text.charAt(2) == '5' ? FAST : SLOW;
      String block = register.readout(nanos) + "\u0003";
      int check = 0;
      for (int i = 0; i < block.length(); i++) {
        check ^= block.charAt(i);
      }
      send("\u0002" + block + (char) check, nanos);
      slowAgain = nanos + REACTION + (block.length() + 2) * line.byteNanos() + MARGIN;
    }
  }

  private void send(String text, long nanos) {
    ready.add(new Burst(nanos + REACTION, text.getBytes(StandardCharsets.US_ASCII)));
  }

  @Override
  public void request(boolean on, long nanos) {
    // an optical port has no such line
  }
}
