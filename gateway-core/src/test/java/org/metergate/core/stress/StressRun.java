// SPDX-License-Identifier: Apache-2.0
package org.metergate.core.stress;

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
import org.metergate.kit.ClockHost;
import org.metergate.testing.PrivateDisk;
import org.metergate.time.SystemTime;

/**
 * Four meters, a gateway, and servers under injected faults. Used in this order: {@link #start},
 * {@link #run}, then whatever shows that the servers have all, then {@link #stop}.
 */
public final class StressRun implements AutoCloseable {
  /** Ten seconds at sixty times their speed. */
  private static final Duration PACE = Duration.ofNanos(10_000_000_000L / 60);

  private static final long LONGEST_DOWN_MS = 800;
  private static final long PAUSE_MS = 1200;
  private static final long FULL_MS = 1500;

  /**
   * On a full disk Mosquitto 2.0 replaces its file by a truncated one; killed then, it never starts
   * again.
   */
  private static final long SAVES_AGAIN_MS = 1000;

  private final Path folder;
  private final List<? extends StressedServer> servers;
  private final Map<String, TcpMeter> meters = new TreeMap<>();
  private final Path configuration;
  private volatile GatewayProcess gateway;
  private int kills;

  private StressRun(Path folder, List<? extends StressedServer> servers, String more)
      throws IOException {
    this.folder = folder;
    this.servers = servers;
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
    StringBuilder text = new StringBuilder("gateway: { name: stress }\nmeters:\n");
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
   * @param servers not started yet.
   * @param more the rest of the configuration: {@code outputs:} and what else is wanted.
   */
  public static StressRun start(Path folder, List<? extends StressedServer> servers, String more)
      throws Exception {
    StressRun stressRun = new StressRun(folder, servers, more);
    for (StressedServer server : servers) {
      server.start();
    }
    stressRun.gateway = GatewayProcess.run(stressRun.configuration);
    return stressRun;
  }

  /**
   * Injects faults everywhere for a while. At the end all servers and the gateway run, the meters
   * are silent, and the journal has all that was read.
   *
   * @param span how long in real time; a minute is an hour of the meters.
   * @param serverKills how often each server is killed; it is also paused and its disk is filled,
   *     each half as often.
   * @param gatewayKills how often the gateway is killed.
   * @param seed of all random choices.
   */
  public void run(Duration span, int serverKills, int gatewayKills, long seed) throws Exception {
    List<FaultInjector> all = new ArrayList<>();
    try {
      FaultInjector own = new FaultInjector(seed);
      all.add(own);
      own.start(span, gatewayKills, this::killGateway);
      for (StressedServer server : servers) {
        FaultInjector injector = new FaultInjector(seed + all.size());
        all.add(injector);
        injector.start(span, serverKills, new ServerFaults(server));
      }
      for (FaultInjector injector : all) {
        injector.await();
      }
    } finally {
      all.forEach(FaultInjector::close);
    }
    for (TcpMeter meter : meters.values()) {
      meter.close();
    }
    gateway.awaitStored();
  }

  private void killGateway(Random random) throws Exception {
    gateway.kill();
    letPass(random.nextLong(LONGEST_DOWN_MS));
    gateway = GatewayProcess.run(configuration);
    kills++;
  }

  /** Kills the server each time; before that, pauses it and fills its disk in turns. */
  private static final class ServerFaults implements FaultInjector.Fault {
    private final StressedServer server;
    private int count;

    ServerFaults(StressedServer server) {
      this.server = server;
    }

    @Override
    public void inject(Random random) throws Exception {
      if (count++ % 2 == 0) {
        signal(server.process(), "STOP");
        letPass(random.nextLong(PAUSE_MS));
        signal(server.process(), "CONT");
      } else {
        for (PrivateDisk disk : server.disk()) {
          disk.fill();
          letPass(random.nextLong(FULL_MS));
          disk.free();
          letPass(SAVES_AGAIN_MS);
          server.awaitSaved();
        }
      }
      server.kill();
      letPass(random.nextLong(LONGEST_DOWN_MS));
      server.start();
    }

    private static void signal(ProcessHandle process, String name) throws Exception {
      new ProcessBuilder("kill", "-" + name, Long.toString(process.pid())).start().waitFor();
    }
  }

  /** Lets real time pass: the processes under test run in it. */
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

  /** How often the gateway was killed and restarted. */
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
      return copy.readings().newestId();
    }
  }

  /** Terminates the gateway cleanly and returns all that its journal holds. */
  public List<StoredReading> stop() throws Exception {
    gateway.terminate();
    List<StoredReading> all = new ArrayList<>();
    try (Journal copy = copy("end")) {
      List<StoredReading> some = copy.readings().readAfter(0, 1000);
      while (!some.isEmpty()) {
        all.addAll(some);
        some = copy.readings().readAfter(all.get(all.size() - 1).id(), 1000);
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
    return Journal.open(
        new JournalSettings(to.resolve("journal.db")), new ClockHost(new SystemTime()));
  }

  @Override
  public void close() throws IOException {
    if (gateway != null) {
      gateway.close();
    }
    for (TcpMeter meter : meters.values()) {
      meter.close();
    }
    servers.forEach(StressedServer::close);
  }
}
