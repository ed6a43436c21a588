// SPDX-License-Identifier: Apache-2.0
package org.metergate.link;

import com.fazecast.jSerialComm.SerialPort;
import java.time.Duration;
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
 * An open serial port. A read looks at the port and sleeps by turns: every 2 ms while bytes flow,
 * every 50 ms in longer silence (about 25 looks a second with a meter that sends every 10 s). It
 * never waits in the kernel, where it would keep its time only to a tenth of a second, see no
 * interrupt, and wait for ever once another program has changed the terminal's waiting times. An
 * unplugged port answers a look with an error; after that every call throws and none loops.
 */
final class SerialLink implements ByteLink {
  private static final long STEP_NANOS = TimeUnit.MILLISECONDS.toNanos(2);
  private static final long LONG_STEP_NANOS = TimeUnit.MILLISECONDS.toNanos(50);
  private static final long FLOWING_NANOS = TimeUnit.MILLISECONDS.toNanos(250);
  private static final long NODE_NANOS = TimeUnit.SECONDS.toNanos(1);

  /**
   * A read is called only for bytes that are there. It blocks for 100 ms, not never, because the
   * library would otherwise spin in a write that the device does not take.
   */
  private static final int TIMEOUTS =
      SerialPort.TIMEOUT_READ_SEMI_BLOCKING | SerialPort.TIMEOUT_WRITE_BLOCKING;

  private final String name;
  private final RequestLine request;
  private final DeviceNode node;
  private final SerialPort port;
  private final ModemLinesOf lines;

  /** Held during each call into the library, so that a port is not closed under a reader. */
  private final ReentrantLock busy = new ReentrantLock();

  private final AtomicBoolean closed = new AtomicBoolean();
  private boolean lost;
  private long lastTraffic = System.nanoTime();
  private long lastNodeCheck = lastTraffic;

  SerialLink(SerialAddress address, DeviceNode node, SerialPort port) {
    this.name = address.device();
    this.request = address.request();
    this.node = node;
    this.port = port;
    this.lines = new ModemLinesOf(port);
  }

  private record ModemLinesOf(SerialPort port) implements RequestLine.ModemLines {
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
   * @return false where the library could not; its last error code says why.
   */
  boolean open(LineSettings settings) {
    request.preset(lines);
    port.setFlowControl(SerialPort.FLOW_CONTROL_DISABLED);
    port.setComPortTimeouts(TIMEOUTS, 100, 0);
    set(settings);
    // 0: no pause of the library's own before the opening
    if (!port.openPort(0)) {
      return false;
    }
    request.settle(lines);
    return true;
  }

  @Override
  public int read(byte[] into, Duration maxWait) throws LinkLostException, InterruptedException {
    long start = System.nanoTime();
    long wait = Waiting.nanos(maxWait);
    while (true) {
      if (Thread.interrupted()) {
        throw new InterruptedException("asked to stop while reading from " + name);
      }
      int count = look(into);
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

  /** Takes what is there without waiting. */
  private int look(byte[] into) throws LinkLostException {
    return call(
        () -> {
          int there = port.bytesAvailable();
          return there <= 0 ? there : port.readBytes(into, Math.min(there, into.length));
        });
  }

  /** Looks once a second of silence whether the device file is still there. */
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
    int sent = call(() -> port.writeBytes(bytes, bytes.length));
    lastTraffic = System.nanoTime();
    if (sent < bytes.length) {
      throw lost();
    }
  }

  @Override
  public boolean request(boolean on) throws LinkLostException {
    return call(() -> request.set(on, lines) ? 1 : 0) == 1;
  }

  @Override
  public void reconfigure(LineSettings settings) throws LinkLostException {
    if (call(() -> set(settings) ? 1 : 0) == 0) {
      lost = true;
      throw new LinkLostException(
          PortFacts.unusable(name, "It does not take the line setting " + settings + "."), null);
    }
  }

  @Override
  public void discardInput() throws LinkLostException {
    byte[] waste = new byte[1024];
    // the kernel holds 4096 bytes for a port; the bound is for a sender faster than any line
    for (int i = 0; i < 64 && look(waste) > 0; i++) {
      lastTraffic = System.nanoTime();
    }
  }

  /**
   * Closes the port with the request line at rest. A waiting read ends with its next look; a write
   * that the device does not take any more ends with the closing, which waits for it for a second.
   */
  @Override
  public void close() {
    if (!closed.compareAndSet(false, true)) {
      return;
    }
    boolean interrupted = Thread.interrupted();
    boolean mine = false;
    try {
      mine = busy.tryLock(1, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      interrupted = true;
    }
    try {
      request.set(false, lines);
      port.closePort();
    } finally {
      if (mine) {
        busy.unlock();
      }
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private boolean set(LineSettings settings) {
    int stop = settings.stopBits() == 1 ? SerialPort.ONE_STOP_BIT : SerialPort.TWO_STOP_BITS;
    int parity =
        switch (settings.parity()) {
          case NONE -> SerialPort.NO_PARITY;
          case EVEN -> SerialPort.EVEN_PARITY;
          case ODD -> SerialPort.ODD_PARITY;
          case MARK -> SerialPort.MARK_PARITY;
          case SPACE -> SerialPort.SPACE_PARITY;
        };
    return port.setComPortParameters(settings.baud(), settings.dataBits(), stop, parity);
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
