// SPDX-License-Identifier: Apache-2.0
package org.metergate.core.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.metergate.core.plugin.JarForge;
import org.metergate.testing.Await;
import org.metergate.testing.FreePorts;
import org.metergate.testing.SmallDisk;

/**
 * The program as systemd sees it: messages by the real {@code systemd-notify} to a socket, with a
 * watchdog of seconds instead of minutes.
 */
@Tag("package")
@Timeout(180)
class ServiceIT {
  /**
   * Longer than a locked journal is waited for, and than a link needs for its first classes while a
   * machine with a load of 20 gives it a tenth of a core.
   */
  private static final Duration LONG = Duration.ofSeconds(15);

  /** For what never answers. */
  private static final Duration SHORT = Duration.ofSeconds(4);

  /** Of a start too, on a busy machine. */
  private static final Duration LIMIT = Duration.ofSeconds(60);

  /** The body of a driver's session that neither ends nor can be interrupted. */
  private static final String HANGS =
      """
      while (true) {
        try { Thread.sleep(1000); } catch (InterruptedException e) { /* goes on */ }
      }
      """;

  @TempDir Path folder;

  private Path configuration(String name, String more) throws Exception {
    Path file = folder.resolve(name + ".yaml");
    Files.writeString(file, "gateway: { name: attic }\n" + more);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    return file;
  }

  private Map<String, String> environment(NotifySocket socket, Duration period) {
    Map<String, String> environment = new LinkedHashMap<>();
    environment.put("NOTIFY_SOCKET", socket.path().toString());
    environment.put("WATCHDOG_USEC", Long.toString(period.toNanos() / 1000));
    environment.put("METERGATE_DRIVERS", folder.resolve("drivers").toString());
    return environment;
  }

  /** Checks that the watchdogs are fed for longer than a long period from now on. */
  private static void assertFed(NotifySocket... sockets) throws Exception {
    List<Integer> before = new ArrayList<>();
    for (NotifySocket socket : sockets) {
      before.add(socket.messages("WATCHDOG=1").size());
    }
    for (int i = 0; i < sockets.length; i++) {
      sockets[i].await("WATCHDOG=1", before.get(i) + 3, LONG.multipliedBy(4));
    }
  }

  /** Waits until one is named, and checks that the watchdog is not fed any more. */
  private static void assertStarves(NotifySocket socket, String name) throws Exception {
    socket.await("STATUS=" + name + " has not answered for 4 s", 1, LIMIT);
    int before = socket.messages("WATCHDOG=1").size();
    long end = System.nanoTime() + SHORT.toNanos() * 3 / 4; // it is fed after half a period
    Await.until("it would be fed", LIMIT, () -> System.nanoTime() - end > 0);
    assertEquals(before, socket.messages("WATCHDOG=1").size(), socket.messages()::toString);
  }

  @Test
  void aServiceIsReadyFedReloadedAndStopped() throws Exception {
    try (NotifySocket socket = NotifySocket.in(folder)) {
      Path file =
          configuration(
              "gateway",
              "web: { listen: \"127.0.0.1:0\" }\n"
                  + "meters: { live: { driver: p1-dtr, link: \"emulator:p1?seed=3\" } }\n"
                  + journal());
      try (GatewayProcess gateway = GatewayProcess.runWith(environment(socket, LONG), file)) {
        socket.await("READY=1|STATUS=", 1, LIMIT);
        assertTrue(gateway.page("/health").length() > 0, "the page is there");
        gateway.signal("USR1");
        socket.await("RELOADING=1", 1, LIMIT);
        socket.await("READY=1", 2, LIMIT);
        assertEquals(143, gateway.terminate());
        socket.await("STOPPING=1", 1, LIMIT);
        assertFalse(gateway.output().toString().contains("could not be told"), "all arrived");
      }
    }
  }

  private static String journal() {
    return "journal: { path: journal.db, sync: 1s }\n";
  }

  @Test
  void whatFailsAnswersAndIsFed() throws Exception {
    int nobody = FreePorts.take();
    try (SmallDisk disk = SmallDisk.inMemory(folder.resolve("disk"), 2000);
        NotifySocket socket = NotifySocket.in(folder);
        NotifySocket ofFull = NotifySocket.in(Files.createDirectory(folder.resolve("full")))) {
      Path file =
          configuration(
              "locked",
              """
              meters:
                gone: { driver: p1-dtr, link: "serial:%s" }
                deaf: { driver: p1-dtr, link: "tcp:127.0.0.1:%d" }
                far: { driver: p1-dtr, link: "tcp:192.0.2.1:4000" }
                live: { driver: p1-dtr, link: "emulator:p1?seed=3" }
              outputs:
                home: { type: mqtt, url: "mqtt://127.0.0.1:%d" }
              %s\
              """
                  .formatted(folder.resolve("no-port"), nobody, nobody, journal()));
      Path onDisk =
          configuration(
              "full",
              "meters: { live: { driver: p1-dtr, link: \"emulator:p1?seed=3\" } }\n"
                  + "journal: { path: \""
                  + disk.path().resolve("journal.db")
                  + "\", sync: 1s }\n");
      try (GatewayProcess gateway = GatewayProcess.runWith(environment(socket, LONG), file);
          Connection other = lock(gateway);
          GatewayProcess full = GatewayProcess.runWith(environment(ofFull, LONG), onDisk)) {
        full.awaitLine("first reading");
        disk.fill();
        assertFed(socket, ofFull);
        assertTrue(gateway.isAlive() && !other.isClosed(), gateway.output()::toString);
        for (GatewayProcess one : List.of(gateway, full)) {
          assertEquals(List.of(), one.output("has not answered"), one.output()::toString);
        }
      }
    }
  }

  /** Another program holds the journal for as long as this is open. */
  private Connection lock(GatewayProcess gateway) throws Exception {
    Path journal = folder.resolve("journal.db");
    Await.until("a reading is stored", LIMIT, () -> Files.exists(journal));
    gateway.awaitLine("first reading");
    Connection other = DriverManager.getConnection("jdbc:sqlite:" + journal);
    try (Statement statement = other.createStatement()) {
      statement.execute("PRAGMA busy_timeout = 10000");
      statement.execute("BEGIN IMMEDIATE");
    }
    return other;
  }

  @Test
  void aDriverThatHangsInItsCodeStarvesTheWatchdogAndIsNamedWithItsStack() throws Exception {
    Path drivers = Files.createDirectories(folder.resolve("drivers"));
    JarForge.driver("hangs", "SESSION", HANGS).into(drivers.resolve("hangs.jar"));
    try (NotifySocket socket = NotifySocket.in(folder)) {
      Path file =
          configuration(
              "gateway",
              """
              meters:
                live: { driver: p1-dtr, link: "emulator:p1?seed=3" }
                ill: { driver: hangs, link: "emulator:omnipower" }
              """
                  + journal());
      try (GatewayProcess gateway = GatewayProcess.runWith(environment(socket, SHORT), file)) {
        socket.await("READY=1", 1, LIMIT);
        assertStarves(socket, "The link of ill");
        assertTrue(gateway.isAlive(), "ending it is systemd's part");
        assertEquals(1, gateway.output("The link of ill has not answered").size());
        assertFalse(gateway.output("org.example.hangs.Driver").isEmpty(), "its stack");
      }
    }
  }

  @Test
  void aJournalWhoseDiskNeverAnswersStarvesTheWatchdog() throws Exception {
    Path library = hangingSync();
    Path hang = folder.resolve("hang");
    try (NotifySocket socket = NotifySocket.in(folder)) {
      Path file =
          configuration(
              "gateway",
              "meters: { live: { driver: p1-dtr, link: \"emulator:p1?seed=3\" } }\n" + journal());
      Map<String, String> environment = environment(socket, SHORT);
      environment.put("LD_PRELOAD", library.toString());
      environment.put("HANG_IF", hang.toString());
      try (GatewayProcess gateway = GatewayProcess.runWith(environment, file)) {
        gateway.awaitLine("first reading");
        socket.await("WATCHDOG=1", 1, LIMIT);
        Files.createFile(hang);
        assertStarves(socket, "The journal");
        assertFalse(gateway.output("thread metergate-journal is").isEmpty(), "its stack");
      }
    }
  }

  /** A disk that takes what is written and never says that it is safe, while a file is there. */
  private Path hangingSync() throws Exception {
    Path compiler = Path.of("/usr/bin/cc");
    assumeTrue(Files.isExecutable(compiler), "cc is not installed");
    Path source = folder.resolve("sync.c");
    Files.writeString(
        source,
        """
        #include <stdlib.h>
        #include <unistd.h>
        static void wait_while_it_hangs(void) {
          const char *file = getenv("HANG_IF");
          while (file && access(file, F_OK) == 0) pause();
        }
        int fsync(int fd) { (void) fd; wait_while_it_hangs(); return 0; }
        int fdatasync(int fd) { (void) fd; wait_while_it_hangs(); return 0; }
        """);
    Path library = folder.resolve("sync.so");
    List<String> command = new ArrayList<>(List.of(compiler.toString(), "-shared", "-fPIC"));
    command.addAll(List.of("-o", library.toString(), source.toString()));
    Process built = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(built.getInputStream().readAllBytes());
    assumeTrue(built.waitFor() == 0, "no library can be built: " + said);
    return library;
  }
}
