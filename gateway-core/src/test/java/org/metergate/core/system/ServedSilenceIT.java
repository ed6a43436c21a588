// SPDX-License-Identifier: Apache-2.0
package org.metergate.core.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.FutureTask;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.metergate.testing.Await;
import org.metergate.testing.FreePorts;
import org.metergate.testing.JsonTree;
import org.metergate.testing.NodePackages;

/**
 * A P1 meter that falls silent, and whose line damages telegrams, through the running gateway: all
 * clients from npm lose it within the limit and get it back, and only good telegrams are relayed.
 */
@Tag("client")
@Timeout(240)
class ServedSilenceIT {
  private static final Duration LIMIT = Duration.ofSeconds(60);

  /** Twice what the driver takes for the usual interval of a P1 meter. */
  private static final long STALE_MS = 20_000;

  /** For a busy machine. */
  private static final long SLACK_MS = 12_000;

  private static final Pattern STAMP = Pattern.compile("0-0:1\\.0\\.0\\((\\d{12}[SW])\\)");
  private static final Pattern HIDDEN =
      Pattern.compile("/.*|\\d-\\d:96\\.1\\.\\d\\(.*|\\d-\\d:96\\.13\\.\\d\\(.*|!.*");

  /** Each client on its own: when it lost the meter, and when it had it again. */
  private static final String WATCH =
      """
      import net from 'node:net';
      import fs from 'node:fs';
      import dsmr from 'dsmr-parser';
      import p1 from 'p1-reader/lib/parsePacket.js';
      import { P1MeterApi } from 'homewizard-energy-api';
      console.error = () => {}; // of lines that p1-reader does not know
      const [port, url, folder] = process.argv.slice(2);
      const clients = { dsmr: {}, p1: {}, api: {} };
      const all = (what) => Object.values(clients).every(client => client[what]);
      const note = (name, good) => {
        const client = clients[name];
        const now = Date.now();
        if (good && !client.read) client.read = now;
        if (!good && client.read && !client.lost) client.lost = now;
        if (good && client.lost && !client.back) client.back = now;
        for (const what of ['read', 'lost']) {
          if (all(what)) fs.writeFileSync(folder + '/' + what, '');
        }
        if (all('back')) {
          console.log(JSON.stringify(clients));
          process.exit(0);
        }
      };
      const stream = (name, parse) => {
        let text = '';
        const socket = net.connect(Number(port), '127.0.0.1');
        socket.on('error', () => {});
        socket.on('close', () => {
          note(name, false);
          setTimeout(() => stream(name, parse), 500);
        });
        socket.on('data', (data) => {
          text += data;
          const whole = text.match(/^[^!]*![0-9A-F]{4}\\r\\n/);
          if (whole) {
            text = text.slice(whole[0].length);
            note(name, parse(whole[0]));
          }
        });
      };
      stream('dsmr', (it) => 'actual electricity power delivered' in dsmr.parse(it).objects);
      stream('p1', (it) => 'actual' in p1(it).electricity.received);
      const api = new P1MeterApi(url);
      const ask = () => api.getData()
        .then((data) => note('api', 'active_power_w' in data), () => note('api', false))
        .then(() => setTimeout(ask, 500));
      ask();
      setTimeout(() => { console.log('not back: ' + JSON.stringify(clients)); process.exit(1); }, 55000);
      """;

  @TempDir static Path folder;
  private static int made;
  private static int relayed;
  private static int api;
  private static SilenceableMeter meter;
  private static GatewayProcess gateway;

  @BeforeAll
  static void setUp() throws Exception {
    made = FreePorts.take();
    relayed = FreePorts.take();
    api = FreePorts.take();
    meter = new SilenceableMeter();
    String p1 = "{ type: p1-server, meter: live, listen: \"127.0.0.1:%d\"%s }";
    gateway =
        GatewayProcess.run(
            FourMeters.only(folder)
                .meter("live", "driver: p1-dtr, link: \"" + meter.link() + "\"")
                .with(
                    "outputs:",
                    "  made: " + p1.formatted(made, ", profile: dsmr5"),
                    "  relayed: " + p1.formatted(relayed, ", relay: yes"),
                    "  api: { type: local-api, meter: live, listen: \"127.0.0.1:" + api + "\" }")
                .write());
    Await.until("it is served", LIMIT, () -> !read(made, 1).isEmpty());
  }

  @AfterAll
  static void tearDown() throws Exception {
    if (gateway != null) {
      gateway.close();
    }
    if (meter != null) {
      meter.close();
    }
  }

  @Test
  void eachClientLosesASilentMeterWithinTheLimitAndGetsItBack() throws Exception {
    NodePackages.install("dsmr-parser", "2.1.1");
    NodePackages.install("p1-reader", "2.0.6");
    NodePackages node = NodePackages.install("homewizard-energy-api", "1.5.0");
    String url = "http://127.0.0.1:" + api;
    FutureTask<String> watch =
        new FutureTask<>(() -> node.script(WATCH, Integer.toString(made), url, folder.toString()));
    new Thread(watch, "clients").start();
    Await.until("all read", LIMIT, () -> isThere("read", watch));
    meter.silent(true);
    long silent = System.currentTimeMillis();
    Await.until("all lose it", LIMIT, () -> isThere("lost", watch));
    assertTrue(read(made, 1).isEmpty(), "a new client gets an old telegram");
    assertTrue(read(relayed, 1).isEmpty(), "a new client gets an old relayed telegram");
    meter.silent(false);
    Map<String, Object> clients = JsonTree.object(watch.get());
    System.out.println("silent at " + silent + ": " + clients);
    assertEquals(3, clients.size());
    for (Map.Entry<String, Object> client : clients.entrySet()) {
      long after = Long.parseLong(((Map<?, ?>) client.getValue()).get("lost").toString()) - silent;
      assertTrue(
          after > STALE_MS - 3000 && after < STALE_MS + SLACK_MS,
          client.getKey() + " lost it after " + after + " ms");
    }
  }

  private static boolean isThere(String file, FutureTask<String> watch) throws Exception {
    if (watch.isDone()) {
      throw new AssertionError("the clients ended: " + watch.get());
    }
    return Files.exists(folder.resolve(file));
  }

  @Test
  void onlyGoodTelegramsAreRelayedWithoutTheNumbersOfMeters() throws Exception {
    Await.until("it is relayed", LIMIT, () -> !read(relayed, 1).isEmpty());
    meter.damages(true);
    List<String> telegrams = read(relayed, 6);
    meter.damages(false);
    assertTrue(telegrams.size() == 6, telegrams.size() + " telegrams");
    assertTrue(!meter.damaged.isEmpty(), "none was damaged");
    for (String telegram : telegrams) {
      int end = telegram.indexOf('!') + 1;
      assertEquals(checksum(telegram.substring(0, end)), telegram.substring(end).strip());
      Matcher stamp = STAMP.matcher(telegram);
      assertTrue(stamp.find(), telegram);
      String sent = meter.good.get(stamp.group(1));
      assertTrue(sent != null, () -> "a damaged one: " + telegram);
      assertEquals(shown(sent), shown(telegram));
      for (String line : sent.split("\r\n")) {
        if (line.contains(":96.1.") && !line.contains("()")) {
          assertTrue(!telegram.contains(line.replaceAll(".*\\(|\\)", "")), telegram);
        }
      }
    }
  }

  /** The lines that are passed on as they are. */
  private static List<String> shown(String telegram) {
    return telegram.lines().filter(line -> !HIDDEN.matcher(line).matches()).toList();
  }

  /** CRC-16/ARC bit by bit. */
  private static String checksum(String covered) {
    int crc = 0;
    for (byte one : covered.getBytes(StandardCharsets.US_ASCII)) {
      crc ^= one & 0xFF;
      for (int bit = 0; bit < 8; bit++) {
        crc = (crc & 1) == 0 ? crc >>> 1 : crc >>> 1 ^ 0xA001;
      }
    }
    return String.format("%04X", crc);
  }

  /** Returns the next whole telegrams of a port, fewer where it closes. */
  private static List<String> read(int port, int count) {
    List<String> telegrams = new ArrayList<>();
    try (Socket socket = new Socket("127.0.0.1", port)) {
      socket.setSoTimeout(5000);
      StringBuilder text = new StringBuilder();
      while (telegrams.size() < count) {
        int one = socket.getInputStream().read();
        if (one < 0) {
          break;
        }
        text.append((char) one);
        if (one == '\n' && text.lastIndexOf("!") == text.length() - 7) {
          telegrams.add(text.toString());
          text.setLength(0);
        }
      }
    } catch (IOException e) {
      return telegrams; // not open, or silent: what came before counts
    }
    return telegrams;
  }
}
