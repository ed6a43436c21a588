// SPDX-License-Identifier: Apache-2.0
package org.metergate.core.system;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.metergate.emulator.p1.P1Provider;
import org.metergate.spi.emulator.EmulatedMeter;
import org.metergate.spi.option.OptionException;
import org.metergate.spi.option.Options;
import org.metergate.time.SystemTime;

/**
 * An emulated P1 meter behind a serial server, each second. It can fall silent, and its line can
 * damage each third telegram.
 */
final class SilenceableMeter implements AutoCloseable {
  private static final Pattern STAMP = Pattern.compile("0-0:1\\.0\\.0\\((\\d{12}[SW])\\)");
  private static final Pattern POWER = Pattern.compile("1-0:1\\.7\\.0\\(\\d");

  /** By the meter's time. */
  final Map<String, String> good = new ConcurrentHashMap<>();

  final Map<String, String> damaged = new ConcurrentHashMap<>();
  private final ServerSocket listener = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
  private final EmulatedMeter meter;
  private volatile Socket gateway;
  private volatile boolean silent;
  private volatile boolean damages;

  SilenceableMeter() throws IOException, OptionException {
    P1Provider provider = new P1Provider();
    Options options = Options.of(provider.info().options(), Map.of("request", "tied"));
    meter = provider.create(options, new SystemTime());
    daemon(this::accept, "meter-accept");
    daemon(this::send, "meter-send");
  }

  private static void daemon(Runnable work, String name) {
    Thread thread = new Thread(work, name);
    thread.setDaemon(true);
    thread.start();
  }

  /** For the configuration. */
  String link() {
    return "tcp:127.0.0.1:" + listener.getLocalPort();
  }

  void silent(boolean on) {
    silent = on;
  }

  void damages(boolean on) {
    damages = on;
  }

  private void accept() {
    try {
      while (true) {
        gateway = listener.accept();
      }
    } catch (IOException e) {
      // the meter is switched off
    }
  }

  private void send() {
    SystemTime time = new SystemTime();
    int number = 0;
    try {
      while (!listener.isClosed()) {
        time.pause(java.time.Duration.ofNanos(meter.nextNanos() - time.nanos()));
        for (EmulatedMeter.Burst burst : meter.poll(time.nanos())) {
          pass(burst.bytes(), number++);
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void pass(byte[] bytes, int number) {
    Socket to = gateway;
    if (silent || to == null) {
      return;
    }
    String text = new String(bytes, StandardCharsets.US_ASCII);
    Matcher stamp = STAMP.matcher(text);
    if (stamp.find()) {
      boolean bad = damages && number % 3 == 0;
      String sent = bad ? POWER.matcher(text).replaceFirst("1-0:1.7.0(7") : text;
      (bad ? damaged : good).put(stamp.group(1), sent);
      try {
        to.getOutputStream().write(sent.getBytes(StandardCharsets.US_ASCII));
      } catch (IOException e) {
        gateway = null; // until the gateway connects again
      }
    }
  }

  @Override
  public void close() throws IOException {
    listener.close();
    Socket to = gateway;
    if (to != null) {
      to.close();
    }
  }
}
