// SPDX-License-Identifier: Apache-2.0
package org.metergate.link;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.metergate.kit.ClockHost;
import org.metergate.spi.link.ByteLink;
import org.metergate.spi.link.LineSettings;
import org.metergate.spi.link.LinkFindings;
import org.metergate.spi.link.LinkLostException;
import org.metergate.spi.link.LinkUri;
import org.metergate.testing.PtyPair;
import org.metergate.time.SystemTime;

/** What ends an open port: a pulled cable, a close from elsewhere, an interrupt. */
@Tag("pty")
class SerialLossTest {
  private static final Duration LONG = Duration.ofSeconds(8);
  private static final long AT_ONCE = LONG.toNanos() / 4;
  private static final long LITTLE = TimeUnit.MILLISECONDS.toNanos(100);
  private PtyPair cable;

  @BeforeEach
  void plug(@TempDir Path folder) throws Exception {
    cable = PtyPair.plug(folder);
  }

  @AfterEach
  void pull() {
    if (cable != null) {
      cable.close();
    }
  }

  private ByteLink open() throws Exception {
    LinkUri uri = LinkUri.parse("serial:" + cable.gateway());
    return new SerialLinkProvider()
        .open(uri, LineSettings.eightNone(2400), new ClockHost(new SystemTime()));
  }

  private static long cpu() {
    return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
  }

  @Test
  void noticesAPulledCableAtOnceAndWithoutABusyCore() throws Exception {
    try (ByteLink link = open()) {
      WaitingRead read = WaitingRead.of(link, LONG);
      cable.unplug();
      long pulled = System.nanoTime();
      WaitingRead.Ended ended = read.ended();

      LinkLostException lost =
          assertInstanceOf(LinkLostException.class, ended.thrown().orElseThrow());
      assertEquals(LinkFindings.LINK_LOST.with("port", cable.gateway().toString()), lost.finding());
      assertTrue(ended.nanos() - pulled < AT_ONCE, (ended.nanos() - pulled) + " ns");
      assertTrue(ended.cpuNanos() < LITTLE, ended.cpuNanos() + " ns of computing");
    }
  }

  @Test
  void everyCallAfterTheLossThrowsAtOnce() throws Exception {
    try (ByteLink link = open()) {
      cable.unplug();
      assertThrows(LinkLostException.class, () -> link.read(new byte[1], LONG));
      long before = cpu();
      for (int i = 0; i < 100; i++) {
        assertThrows(LinkLostException.class, () -> link.read(new byte[1], LONG));
        assertThrows(LinkLostException.class, () -> link.write(new byte[] {1}));
      }
      assertTrue(cpu() - before < LITTLE, (cpu() - before) + " ns of computing");
    }
  }

  @Test
  void aWriteNoticesThePulledCableToo() throws Exception {
    try (ByteLink link = open()) {
      cable.unplug();
      assertThrows(LinkLostException.class, () -> link.write(new byte[] {1, 2, 3}));
    }
  }

  @Test
  void waitingCostsNextToNothing() throws Exception {
    try (ByteLink link = open()) {
      long before = cpu();
      assertEquals(0, link.read(new byte[64], Duration.ofMillis(1500)));
      assertTrue(cpu() - before < LITTLE, (cpu() - before) + " ns of computing in 1.5 s");
    }
  }

  @Test
  void readsOnUnderTheSameNameAfterTheCableIsBack() throws Exception {
    try (ByteLink first = open()) {
      cable.unplug();
      assertThrows(LinkLostException.class, () -> first.read(new byte[1], LONG));
    }
    cable.plugIn();
    try (ByteLink second = open()) {
      cable.send(new byte[] {7});
      assertEquals(1, second.read(new byte[1], LONG));
    }
  }

  @Test
  void aCloseFromAnotherThreadEndsAWaitingRead() throws Exception {
    ByteLink link = open();
    WaitingRead read = WaitingRead.of(link, LONG);
    long closed = System.nanoTime();
    link.close();
    WaitingRead.Ended ended = read.ended();
    assertInstanceOf(LinkLostException.class, ended.thrown().orElseThrow());
    assertTrue(ended.nanos() - closed < AT_ONCE, (ended.nanos() - closed) + " ns");
  }

  @Test
  void anInterruptEndsAWaitingReadAndLeavesThePortOpen() throws Exception {
    try (ByteLink link = open()) {
      WaitingRead read = WaitingRead.of(link, LONG);
      long interrupted = System.nanoTime();
      read.interrupt();
      WaitingRead.Ended ended = read.ended();
      assertInstanceOf(InterruptedException.class, ended.thrown().orElseThrow());
      assertTrue(ended.nanos() - interrupted < AT_ONCE, (ended.nanos() - interrupted) + " ns");
      cable.send(new byte[] {7});
      assertEquals(1, link.read(new byte[1], LONG));
    }
  }

  @Test
  void closesUnderAnInterruptAndKeepsIt() throws Exception {
    ByteLink link = open();
    Thread.currentThread().interrupt();
    link.close();
    assertTrue(Thread.interrupted(), "the interrupt is the caller's");
    try (ByteLink again = open()) {
      assertEquals(0, again.read(new byte[1], Duration.ZERO));
    }
  }

  @Test
  void aCloseEndsAWriteThatTheDeviceDoesNotTake() throws Exception {
    ByteLink link = open();
    // no one takes the bytes any more
    assertEquals(
        0, new ProcessBuilder("kill", "-STOP", "" + cable.carrier().pid()).start().waitFor());
    CompletableFuture<Exception> writer = new CompletableFuture<>();
    Thread thread =
        new Thread(
            () -> {
              try {
                link.write(new byte[1 << 20]);
                writer.completeExceptionally(new AssertionError("a megabyte went nowhere"));
              } catch (Exception e) {
                writer.complete(e);
              }
            });
    thread.setDaemon(true);
    thread.start();
    assertThrows(TimeoutException.class, () -> writer.get(300, TimeUnit.MILLISECONDS));
    link.close();
    assertInstanceOf(LinkLostException.class, writer.get(20, TimeUnit.SECONDS));
  }
}
