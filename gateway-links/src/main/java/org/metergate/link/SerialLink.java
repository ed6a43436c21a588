// SPDX-License-Identifier: Apache-2.0
package org.metergate.link;

import com.fazecast.jSerialComm.SerialPort;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import org.metergate.spi.finding.Finding;
import org.metergate.spi.link.ByteLink;
import org.metergate.spi.link.LineSettings;
import org.metergate.spi.link.LinkFindings;
import org.metergate.spi.link.LinkLostException;

/**
 * An open serial port. A read polls the port: every 2 ms while bytes flow, every 50 ms in longer
 * silence (about 25 polls a second with a meter that sends every 10 s). It never blocks in the
 * kernel, where its timeout would be accurate only to a tenth of a second, it would not see an
 * interrupt, and it would wait forever once another program has changed the terminal's timeouts. An
 * unplugged port answers a poll with an error; after that every call throws and none loops.
 */
final class SerialLink implements ByteLink {
  private static final System.Logger LOG = System.getLogger(SerialLink.class.getName());
  private static final long STEP_NANOS = TimeUnit.MILLISECONDS.toNanos(2);
  private static final long LONG_STEP_NANOS = TimeUnit.MILLISECONDS.toNanos(50);
  private static final long FLOWING_NANOS = TimeUnit.MILLISECONDS.toNanos(250);
  private static final long NODE_NANOS = TimeUnit.SECONDS.toNanos(1);

  /**
   * A read is called only for bytes that have arrived. It is set to block for 100 ms rather than
   * not at all, because the library would otherwise busy-wait in a write that the device does not
   * accept.
   */
  private static final int TIMEOUTS =
      SerialPort.TIMEOUT_READ_SEMI_BLOCKING | SerialPort.TIMEOUT_WRITE_BLOCKING;

  private final String name;
  private final RequestLine request;
  private final DeviceNode node;
  private final SerialPort port;
  private final PortModemLines lines;
  private final TerminalFlags flags;

  /** Held during each call into the library, so that a port is not closed during a read. */
  private final ReentrantLock busy = new ReentrantLock();

  private final AtomicBoolean closed = new AtomicBoolean();
  private boolean lost;
  private boolean requesting;
  private Optional<ParityBit> parityBit = Optional.empty();
  private long lastTraffic = System.nanoTime();
  private long lastNodeCheck = lastTraffic;

  /**
   * Takes a port that is not open yet.
   *
   * @param address for findings, and for the request line.
   * @param node of the device.
   * @param port of that device.
   * @param flags of the terminal, set after each of the library's settings.
   */
  SerialLink(SerialAddress address, DeviceNode node, SerialPort port, TerminalFlags flags) {
    this.flags = flags;
    this.name = address.device();
    this.request = address.request();
    this.node = node;
    this.port = port;
    this.lines = new PortModemLines(port);
  }

  private record PortModemLines(SerialPort port) implements RequestLine.ModemLines {
    @Override
    public boolean dtr(boolean raised) {
      return raised ? port.setDTR() : port.clearDTR();
    }

    @Override
    public boolean rts(boolean raised) {
      return raised ? port.setRTS() : port.clearRTS();
    }
  }

  /**
   * Opens the port with the request line at rest.
   *
   * @param settings of the line.
   * @return false if the library could not; its last error code is the reason.
   */
  boolean open(LineSettings settings) {
    request.preset(lines);
    port.setFlowControl(SerialPort.FLOW_CONTROL_DISABLED);
    port.setComPortTimeouts(TIMEOUTS, 100, 0);
    set(settings);
    // 0: no delay by the library before opening
    if (!port.openPort(0)) {
      return false;
    }
    setFlags();
    request.settle(lines);
    return true;
  }

  @Override
  public int read(byte[] into, Duration maxWait) throws LinkLostException, InterruptedException {
    long start = System.nanoTime();
    long wait = Nanoseconds.nanos(maxWait);
    while (true) {
      if (Thread.interrupted()) {
        throw new InterruptedException("asked to stop while reading from " + name);
      }
      int count = poll(into);
      long now = System.nanoTime();
      if (count > 0) {
        lastTraffic = now;
        return count;
      }
      long left = wait - (now - start);
      if (left <= 0) {
        return 0;
      }
      checkNode(now);
      long step = now - lastTraffic < FLOWING_NANOS ? STEP_NANOS : LONG_STEP_NANOS;
      LockSupport.parkNanos(Math.min(left, step));
    }
  }

  /** Takes what has arrived, without waiting. */
  private int poll(byte[] into) throws LinkLostException {
    return call(
        () -> {
          int available = port.bytesAvailable();
          if (available <= 0) {
            return available;
          }
          int count = port.readBytes(into, Math.min(available, into.length));
          parityBit.ifPresent(bit -> bit.remove(into, count));
          return count;
        });
  }

  /** Checks once per second of silence whether the device file is still there. */
  private void checkNode(long now) throws LinkLostException {
    if (now - lastTraffic > NODE_NANOS && now - lastNodeCheck > NODE_NANOS) {
      lastNodeCheck = now;
      if (!node.stillThere()) {
        throw lost();
      }
    }
  }

  @Override
  public void write(byte[] bytes) throws LinkLostException {
    int sent =
        call(
            () -> {
              byte[] onTheLine = parityBit.map(bit -> bit.add(bytes)).orElse(bytes);
              return port.writeBytes(onTheLine, onTheLine.length);
            });
    lastTraffic = System.nanoTime();
    if (sent < bytes.length) {
      throw lost();
    }
  }

  @Override
  public boolean request(boolean on) throws LinkLostException {
    return call(
            () -> {
              requesting = on;
              return request.set(on, lines) ? 1 : 0;
            })
        == 1;
  }

  @Override
  public void reconfigure(LineSettings settings) throws LinkLostException {
    if (call(() -> change(settings) ? 1 : 0) == 0) {
      lost = true;
      throw new LinkLostException(
          PortFacts.unusable(name, "It does not accept the line setting " + settings + "."), null);
    }
  }

  @Override
  public void discardInput() throws LinkLostException {
    byte[] discarded = new byte[1024];
    // the kernel buffers 4096 bytes per port; the bound is for a sender faster than any line
    for (int i = 0; i < 64 && poll(discarded) > 0; i++) {
      lastTraffic = System.nanoTime();
    }
  }

  /**
   * Closes the port with the request line at rest. A waiting read ends at its next poll; a write
   * that the device no longer accepts ends when the port is closed, which waits up to a second for
   * it.
   */
  @Override
  public void close() {
    if (!closed.compareAndSet(false, true)) {
      return;
    }
    boolean interrupted = Thread.interrupted();
    boolean locked = false;
    try {
      locked = busy.tryLock(1, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      interrupted = true;
    }
    try {
      request.set(false, lines);
      port.closePort();
    } finally {
      if (locked) {
        busy.unlock();
      }
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /** The flags come after the setting, which undoes them, and the lines after the flags. */
  private boolean change(LineSettings settings) {
    boolean accepted = set(settings);
    setFlags();
    request.set(requesting, lines);
    return accepted;
  }

  private void setFlags() {
    try {
      flags.set(node.path());
    } catch (IOException e) {
      // the port can be read without them as well; only breaks on the line cost bytes then
      LOG.log(System.Logger.Level.DEBUG, "flags of " + name, e);
    }
  }

  private boolean set(LineSettings settings) {
    parityBit = flags == TerminalFlags.MARKED ? Optional.empty() : ParityBit.of(settings);
    int dataBits = parityBit.isPresent() ? 8 : settings.dataBits();
    int stop = settings.stopBits() == 1 ? SerialPort.ONE_STOP_BIT : SerialPort.TWO_STOP_BITS;
    int parity = parityBit.isPresent() ? SerialPort.NO_PARITY : parity(settings.parity());
    return port.setComPortParameters(settings.baud(), dataBits, stop, parity);
  }

  private static int parity(LineSettings.Parity parity) {
    return switch (parity) {
      case NONE -> SerialPort.NO_PARITY;
      case EVEN -> SerialPort.EVEN_PARITY;
      case ODD -> SerialPort.ODD_PARITY;
      case MARK -> SerialPort.MARK_PARITY;
      case SPACE -> SerialPort.SPACE_PARITY;
    };
  }

  /** A call into the library; a negative answer means that the port is gone. */
  private interface Call {
    int run();
  }

  private int call(Call call) throws LinkLostException {
    busy.lock();
    try {
      if (lost || closed.get()) {
        throw lost();
      }
      int answer = call.run();
      if (answer < 0) {
        throw lost();
      }
      return answer;
    } finally {
      busy.unlock();
    }
  }

  private LinkLostException lost() {
    lost = true;
    Finding finding = LinkFindings.LINK_LOST.with("port", name);
    return new LinkLostException(finding, null);
  }
}
