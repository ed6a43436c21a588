// SPDX-License-Identifier: Apache-2.0
package org.metergate.core.ordeal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.metergate.core.system.EmulatedTelegrams;
import org.metergate.core.system.GatewayProcess;
import org.metergate.journal.Journal;
import org.metergate.journal.JournalSettings;
import org.metergate.journal.StoredReading;
import org.metergate.testing.PrivateDisk;
import org.metergate.testing.RealHost;

/**
 * Four meters, a gateway, and servers that are struck. Used in this order: {@link #begin}, {@link
 * #endure}, then whatever shows that the servers have all, then {@link #end}.
 */
public final class Ordeal implements AutoCloseable {
  /** Ten seconds at sixty times their speed. */
  private static final Duration PACE = Duration.ofNanos(10_000_000_000L / 60);

  private static final long LONGEST_DOWN_MS = 800;
  private static final long PAUSE_MS = 1200;
  private static final long FULL_MS = 1500;

  /** On a full disk Mosquitto 2.0 replaces its file by a cut one; killed then, it never starts. */
  private static final long SAVES_AGAIN_MS = 1000;

  private final Path folder;
  private final List<? extends Victim> victims;
  private final Map<String, TcpMeter> meters = new TreeMap<>();
  private final Path configuration;
  private volatile GatewayProcess gateway;
  private int kills;

  private Ordeal(Path folder, List<? extends Victim> victims, String more) throws IOException {
    this.folder = folder;
    this.victims = victims;
    meters.put("one-phase", meter("10000001", "phases", "1"));
    meters.put("three-phase", meter("10000002", "phases", "3"));
    meters.put("solar", meter("10000003", "solar", "5"));
    meters.put("cellar", meter("10000004"));
    configuration = folder.resolve("gateway.yaml");
    Files.writeString(configuration, file(more));
    Files.setPosixFilePermissions(configuration, PosixFilePermissions.fromString("rw-------"));
  }

  private static TcpMeter meter(String serial, String... options) throws IOException {
    List<String> all = new ArrayList<>(List.of("serial", serial));
    all.addAll(List.of(options));
    return new TcpMeter(new EmulatedTelegrams(all.toArray(String[]::new)), PACE);
  }

  private String file(String more) {
    StringBuilder text = new StringBuilder("gateway: { name: ordeal }\nmeters:\n");
    meters.forEach(
        (name, meter) -> {
          text.append("  " + name + ":\n    driver: omnipower-dlms\n");
          text.append("    link: \"tcp:127.0.0.1:" + meter.port() + "\"\n    options:\n");
          meter
              .telegrams()
              .driverOptions()
              .forEach((option, value) -> text.append("      " + option + ": " + value + "\n"));
        });
    return text.append("journal: { path: journal.db, sync: 1s }\n").append(more).toString();
  }

  /**
   * Starts servers and gateway; returns when the first readings are delivered or about to be.
   *
   * @param folder for the configuration and the journal.
   * @param victims not started yet.
   * @param more the rest of the configuration: {@code outputs:} and what else is wanted.
   */
  public static Ordeal begin(Path folder, List<? extends Victim> victims, String more)
      throws Exception {
    Ordeal ordeal = new Ordeal(folder, victims, more);
    for (Victim victim : victims) {
      victim.start();
    }
    ordeal.gateway = GatewayProcess.run(ordeal.configuration);
    return ordeal;
  }

  /**
   * Strikes everything for a while. At the end all servers and the gateway run, and the meters are
   * silent.
   *
   * @param span how long in real time; a minute is an hour of the meters.
   * @param serverKills how often each server is killed; it is also paused and its disk filled, each
   *     half as often.
   * @param gatewayKills how often the gateway is killed.
   * @param seed of all chance.
   */
  public void endure(Duration span, int serverKills, int gatewayKills, long seed) throws Exception {
    List<Blows> all = new ArrayList<>();
    try {
      Blows own = new Blows(seed);
      all.add(own);
      own.begin(span, gatewayKills, this::killGateway);
      for (Victim victim : victims) {
        Blows blows = new Blows(seed + all.size());
        all.add(blows);
        blows.begin(span, serverKills, new OneVictim(victim));
      }
      for (Blows blows : all) {
        blows.await();
      }
    } finally {
      all.forEach(Blows::close);
    }
    for (TcpMeter meter : meters.values()) {
      meter.close();
    }
  }

  private void killGateway(Random chance) throws Exception {
    gateway.kill();
    letPass(chance.nextLong(LONGEST_DOWN_MS));
    gateway = GatewayProcess.run(configuration);
    kills++;
  }

  /** Kills each time; pauses every second time before, and fills the disk every other. */
  private static final class OneVictim implements Blows.Blow {
    private final Victim victim;
    private int count;

    OneVictim(Victim victim) {
      this.victim = victim;
    }

    @Override
    public void strike(Random chance) throws Exception {
      if (count++ % 2 == 0) {
        signal(victim.process(), "STOP");
        letPass(chance.nextLong(PAUSE_MS));
        signal(victim.process(), "CONT");
      } else {
        for (PrivateDisk disk : victim.disk()) {
          disk.fill();
          letPass(chance.nextLong(FULL_MS));
          disk.free();
          letPass(SAVES_AGAIN_MS);
        }
      }
      victim.kill();
      letPass(chance.nextLong(LONGEST_DOWN_MS));
      victim.start();
    }

    private static void signal(ProcessHandle process, String name) throws Exception {
      new ProcessBuilder("kill", "-" + name, Long.toString(process.pid())).start().waitFor();
    }
  }

  /** Lets real time pass: what is struck lives in it. */
  private static void letPass(long millis) {
    long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
    for (long left = end - System.nanoTime(); left > 0; left = end - System.nanoTime()) {
      LockSupport.parkNanos(left);
    }
  }

  /** The gateway as it runs now. */
  public GatewayProcess gateway() {
    return gateway;
  }

  /** How often the gateway was killed and came back. */
  public int gatewayKills() {
    return kills;
  }

  /** How many telegrams all meters together have sent. */
  public int telegrams() {
    return meters.values().stream().mapToInt(TcpMeter::sent).sum();
  }

  /** The number of the newest reading in the journal, while the gateway runs. */
  public long newest() throws Exception {
    try (Journal copy = copy("look")) {
      return copy.newestId();
    }
  }

  /** Ends the gateway in good order, and returns all that its journal holds. */
  public List<StoredReading> end() throws Exception {
    gateway.terminate();
    List<StoredReading> all = new ArrayList<>();
    try (Journal copy = copy("end")) {
      List<StoredReading> some = copy.readAfter(0, 1000);
      while (!some.isEmpty()) {
        all.addAll(some);
        some = copy.readAfter(all.get(all.size() - 1).id(), 1000);
      }
    }
    return all;
  }

  private Journal copy(String name) throws Exception {
    Path to = Files.createTempDirectory(folder, name);
    for (String suffix : List.of("", "-wal")) {
      Path from = folder.resolve("journal.db" + suffix);
      if (Files.exists(from)) {
        Files.copy(from, to.resolve(from.getFileName()));
      }
    }
    return Journal.open(new JournalSettings(to.resolve("journal.db")), new RealHost());
  }

  @Override
  public void close() throws IOException {
    if (gateway != null) {
      gateway.close();
    }
    for (TcpMeter meter : meters.values()) {
      meter.close();
    }
    victims.forEach(Victim::close);
  }
}
