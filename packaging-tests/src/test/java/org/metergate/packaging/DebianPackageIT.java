// SPDX-License-Identifier: Apache-2.0
package org.metergate.packaging;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import org.metergate.testing.Await;
import org.metergate.testing.FreePorts;

/**
 * The life of the package in one scratch system, from the first installation to the purge; each
 * step goes on where the one before ended. {@code -Dmetergate.debian=trixie} takes Debian 13.
 */
@Tag("package")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class DebianPackageIT {
  private static final String AS_SERVICE = "runuser -u metergate -- ";
  private static final String CONFIG = "/etc/metergate/gateway.yaml";
  private static final Duration START = Duration.ofSeconds(60);

  @TempDir static Path folder;
  private ScratchDebian debian;
  private Path deb;
  private Process gateway;
  private Process meter;
  private int page;

  @BeforeAll
  void unpack() throws Exception {
    Ran.assumeInstalled("dpkg-deb", "lintian", "socat");
    debian =
        ScratchDebian.unpack(
            System.getProperty("metergate.debian", "bookworm"),
            Files.createDirectory(folder.resolve("debian")));
    deb = build("new");
  }

  @AfterAll
  void remove() throws Exception {
    for (Process process : new Process[] {gateway, meter}) {
      if (process != null) {
        process.descendants().forEach(ProcessHandle::destroy); // socat outlives who started it
        process.destroy();
      }
    }
    if (debian != null) {
      debian.close();
    }
  }

  private Path build(String name, String... options) throws Exception {
    String command =
        "packaging/debian/build --out '"
            + Files.createDirectories(folder.resolve(name))
            + "' "
            + String.join(" ", options);
    String said = Ran.of("sh", "-c", command).good();
    return Path.of(said.substring(said.lastIndexOf('\n') + 1));
  }

  /** Puts a package into the system under the same name each time. */
  private String put(Path file) throws IOException {
    Files.copy(
        file, debian.file("/root/new.deb"), java.nio.file.StandardCopyOption.REPLACE_EXISTING);
    return "/root/new.deb";
  }

  private Ran install(Path file) throws Exception {
    return debian.run("dpkg", "--force-unsafe-io", "-i", put(file));
  }

  private Path said(String name) {
    return folder.resolve(name + ".txt");
  }

  /** Starts the gateway as the service does, and waits for its page. */
  private void start() throws Exception {
    debian.shell("install -d -o metergate -g metergate -m 0755 /var/cache/metergate").good();
    gateway =
        debian.start(
            said("gateway"),
            "setpriv",
            "--reuid=metergate",
            "--regid=metergate",
            "--init-groups",
            "env",
            "CACHE_DIRECTORY=/var/cache/metergate",
            "metergate",
            "run",
            "-c",
            CONFIG);
    Await.until(
        "the page answers",
        START,
        () -> {
          assertTrue(gateway.isAlive(), () -> read(said("gateway")));
          return !page("/health").isEmpty();
        });
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      return e.toString();
    }
  }

  /** Returns what a page says; empty while there is none. */
  private String page(String path) throws InterruptedException {
    try {
      return HttpClient.newHttpClient()
          .send(
              HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + page + path)).build(),
              BodyHandlers.ofString())
          .body();
    } catch (IOException e) {
      return "";
    }
  }

  /** Ends the gateway as systemd does. */
  private void stop() throws Exception {
    gateway.descendants().forEach(ProcessHandle::destroy); // nsenter waits for what it started
    assertTrue(gateway.waitFor(30, TimeUnit.SECONDS), () -> read(said("gateway")));
    assertEquals(143, gateway.exitValue(), () -> read(said("gateway")));
  }

  private String shown(String path) throws Exception {
    return debian.run("stat", "-c", "%U:%G %a", path).good();
  }

  /** Edits the configuration, which keeps its owner and its mode. */
  private void configure(String from, String to) throws IOException {
    String text = Files.readString(debian.file(CONFIG));
    assertTrue(text.contains(from), text);
    Files.writeString(debian.file(CONFIG), text.replace(from, to));
  }

  @Test
  @Order(1)
  void aSecondBuildHasTheSameBytes() throws Exception {
    String other =
        Ran.of(
                "sh",
                "-c",
                "umask 077; TZ=Asia/Tokyo packaging/debian/build --out '"
                    + Files.createDirectories(folder.resolve("second"))
                    + "'")
            .good();
    Path second = Path.of(other.substring(other.lastIndexOf('\n') + 1));
    assertEquals(deb.getFileName(), second.getFileName());
    assertEquals(-1, Files.mismatch(deb, second));
  }

  @Test
  @Order(2)
  void lintianFindsNoErrorAndNoWarning() throws Exception {
    Ran lintian = Ran.of("lintian", "--fail-on", "error,warning", "" + deb);
    assertEquals(0, lintian.exitCode(), lintian::output);
  }

  @Test
  @Order(3)
  void withoutJavaTheInstallationStopsAndTheLauncherSaysWhatIsMissing() throws Exception {
    debian.shell("groupadd --system gpio").good();
    Ran dpkg = install(deb);
    assertNotEquals(0, dpkg.exitCode());
    assertTrue(dpkg.output().contains("default-jre-headless"), dpkg::output);
    Ran launcher = debian.run("metergate", "version");
    assertEquals(1, launcher.exitCode(), launcher::output);
    assertEquals(1, launcher.output().strip().lines().count(), launcher::output);
    assertTrue(launcher.output().contains("Java 17"), launcher::output);
  }

  @Test
  @Order(4)
  void anInterruptedInstallationIsFinishedWithItsJava() throws Exception {
    Ran apt = debian.run("apt-get", "-q", "-y", "--no-install-recommends", "-f", "install");
    assertTrue(apt.good().contains(CONFIG), apt::output);
    assertEquals("root:metergate 750", shown("/etc/metergate"));
    assertEquals("root:metergate 640", shown(CONFIG));
    assertEquals("metergate:metergate 750", shown("/etc/metergate/keys"));
    assertEquals("metergate:metergate 750", shown("/var/lib/metergate"));
    assertEquals("root:root 755", shown("/etc/metergate/drivers"));
    assertEquals("root:root 755", shown("/usr/share/metergate/drivers"));
    String groups = debian.run("id", "-nG", "metergate").good();
    assertTrue(List.of(groups.split(" ")).containsAll(List.of("dialout", "gpio")), groups);
    String enabled = "/etc/systemd/system/multi-user.target.wants/metergate.service";
    debian.run("test", "-L", enabled).good();
    debian.shell("dpkg-reconfigure metergate && dpkg --audit && dpkg --verify metergate").good();
    assertTrue(debian.run("metergate", "version").good().contains("0."));
    Ran written = debian.shell("find /usr -xdev -newer " + CONFIG + " -type f");
    assertEquals("", written.good(), "root's commands write nothing into /usr");
  }

  @Test
  @Order(5)
  void withoutMetersItStartsAndItsPageSaysWhatToDo() throws Exception {
    page = FreePorts.take();
    configure("127.0.0.1:8080", "127.0.0.1:" + page);
    Ran check = debian.shell(AS_SERVICE + "metergate check");
    assertTrue(check.good().contains("No meter is configured"), check::output);
    start();
    assertTrue(
        page("/health").contains("\"verdict\":\"No meter is configured.\""), page("/health"));
    String html = page("/");
    assertTrue(html.contains("sudo metergate probe --all -c " + CONFIG), html);
    assertTrue(html.contains("/usr/share/doc/metergate/docs/how-to"), html);
    assertEquals("", debian.shell("find /usr -xdev -user metergate").good());
  }

  @Test
  @Order(6)
  void theDriverForMBusComesInItsOwnFolder() throws Exception {
    String drivers = debian.run("metergate", "drivers").good();
    assertTrue(drivers.contains("/usr/share/metergate/drivers/driver-mbus-"), drivers);
    HeatTelegram.into(debian.file("/srv/heat.hex"));
    HeatTelegram.assertDecoded(
        debian.shell(AS_SERVICE + "metergate decode --driver mbus --hex /srv/heat.hex"));
    // a whole search takes minutes; what was found is printed when it is stopped
    Ran scan =
        debian.shell(AS_SERVICE + "timeout 40 metergate scan emulator:mbus --driver mbus 2>&1");
    assertTrue(scan.output().contains("mbus-72000001:"), scan::output);
    String schema = Files.readString(debian.file("/usr/share/metergate/gateway.schema.json"));
    assertTrue(schema.contains("\"mbus\""), schema);
  }

  @Test
  @Order(7)
  void readsAMeterOverAPseudoTerminalWithAKeyThatRootWrote() throws Exception {
    Path pty = Files.createDirectory(folder.resolve("pty")).resolve("meter");
    int tcp = FreePorts.take();
    meter =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin/java").toString(),
                "-cp",
                Ran.project().resolve("target/metergate/lib") + "/*",
                "org.metergate.core.cli.Main",
                "emulate",
                "omnipower",
                "--tcp",
                "" + tcp,
                "--pty",
                "" + pty)
            .redirectErrorStream(true)
            .redirectOutput(said("meter").toFile())
            .start();
    Await.until("the meter is there", START, () -> Files.exists(pty));
    Path terminal = pty.toRealPath();
    Ran.of("chgrp", "20", "" + terminal).good(); // dialout, on every Debian
    Ran.of("chmod", "0660", "" + terminal).good();
    Await.until("its keys", START, () -> read(said("meter")).contains("authentication-key"));
    String keys =
        read(said("meter"))
            .replaceAll(
                "(?s).*?encryption-key: *\"?(\\p{XDigit}{32}).*?"
                    + "authentication-key: *\"?(\\p{XDigit}{32}).*",
                "GPK60: $1\nGPK61: $2\n");
    Files.writeString(debian.file("/root/mail.txt"), keys);
    debian.run("metergate", "keys", "/root/mail.txt").good();
    assertTrue(shown("/etc/metergate/keys/gpk60").matches("metergate:\\w+ 600"));
    configure(
        "\nmeters:\n",
        "\nmeters:\n  electricity: { driver: omnipower-dlms, link: \"serial:"
            + terminal
            + "\", options: { encryption-key: !file keys/gpk60, authentication-key: !file"
            + " keys/gpk61 } }\n");
    Ran reload = debian.run("metergate", "reload");
    assertTrue(reload.good().contains("electricity"), reload::output);
    Await.until("a reading", START, () -> !page("/health").contains("\"lastReading\":null"));
    Ran export = debian.shell(AS_SERVICE + "metergate export electricity");
    assertTrue(export.good().lines().count() > 1, export::output);
  }

  @Test
  @Order(8)
  void aSecondInstallationIsRefusedWithASentenceAndTheFirstGoesOn() throws Exception {
    debian.shell("mkdir /opt/metergate && cp -r /usr/share/metergate/* /opt/metergate").good();
    Ran second = debian.shell(AS_SERVICE + "/opt/metergate/metergate run -c " + CONFIG);
    assertEquals(1, second.exitCode(), second::output);
    assertTrue(second.output().contains("Another gateway"), second::output);
    assertTrue(gateway.isAlive());
    assertTrue(debian.run("metergate", "status").output().contains("electricity"));
  }

  @Test
  @Order(9)
  void anUpgradeOntoAFullDiskLeavesTheOldVersionWorking() throws Exception {
    Path newer = build("newer", "--version", "9.0");
    put(newer);
    String before = debian.run("dpkg-query", "-W", "metergate").good();
    debian
        .mounts(
            "mkdir -p mnt/small && mount -t tmpfs -o size=32m small mnt/small"
                + " && cp -rp usr/share/metergate/lib/. mnt/small"
                + " && mount --move mnt/small usr/share/metergate/lib")
        .good();
    Ran dpkg = debian.run("dpkg", "-i", "/root/new.deb");
    assertNotEquals(0, dpkg.exitCode());
    assertTrue(dpkg.output().contains("No space left on device"), dpkg::output);
    assertEquals(before, debian.run("dpkg-query", "-W", "metergate").good());
    assertTrue(debian.run("metergate", "version").good().contains("0."));
    assertFalse(page("/health").isEmpty(), "the old version runs on");
    debian.mounts("umount usr/share/metergate/lib").good();
    debian.shell("rm -rf /mnt/small").good();
  }

  @Test
  @Order(10)
  void anUpgradeFromTheCommitBeforeKeepsAChangedConfigurationAndTheReadings() throws Exception {
    String old = Ran.of("packaging/debian/previous").good();
    Path before = Path.of(old.substring(old.lastIndexOf('\n') + 1));
    debian.run("dpkg", "--force-downgrade", "-i", put(before)).good();
    stop();
    start();
    Await.until("a reading", START, () -> page("/health").contains("\"usualInterval\":"));
    debian.shell("echo '# mine' >>" + CONFIG + "; echo '#mine' >>/etc/default/metergate").good();
    dropDriversAsBefore();
    String config = debian.run("sha256sum", CONFIG).good();
    String journal = debian.shell(AS_SERVICE + "metergate export electricity | head -n 5").good();
    Ran dpkg = debian.run("dpkg", "--force-confdef", "--force-confold", "-i", put(deb));
    dpkg.good();
    assertFalse(page("/health").isEmpty(), "the gateway runs on during the upgrade");
    assertEquals(config, debian.run("sha256sum", CONFIG).good());
    assertEquals("root:metergate 640", shown(CONFIG));
    debian.run("grep", "-q", "^#mine", "/etc/default/metergate").good();
    assertOursReplacedAndTheirsKept();
    stop();
    start();
    assertEquals(
        journal, debian.shell(AS_SERVICE + "metergate export electricity | head -n 5").good());
  }

  /**
   * The folder as packages had it that brought no driver: a link to the one for further drivers.
   */
  private void dropDriversAsBefore() throws Exception {
    debian
        .shell(
            "cd /usr/share/metergate && rm -rf drivers && ln -s /etc/metergate/drivers drivers"
                + " && echo mine >/etc/metergate/drivers/mine.jar")
        .good();
  }

  private void assertOursReplacedAndTheirsKept() throws Exception {
    assertEquals("root:root 755", shown("/usr/share/metergate/drivers"));
    debian.run("test", "!", "-L", "/usr/share/metergate/drivers").good();
    assertEquals("mine.jar", debian.run("ls", "/etc/metergate/drivers").good());
    Ran drivers = debian.run("metergate", "drivers");
    assertTrue(
        drivers.output().contains("/usr/share/metergate/drivers/driver-mbus-"), drivers::output);
    assertTrue(drivers.output().contains("/local-drivers/mine.jar"), drivers::output);
    debian.run("dpkg", "--verify", "metergate").good();

    // of one name, that of the machine is used instead of the one that came along
    debian
        .shell("cp /usr/share/metergate/drivers/driver-mbus-*.jar /etc/metergate/drivers/mine.jar")
        .good();
    Ran replaced = debian.run("metergate", "drivers");
    assertTrue(
        replaced.output().contains("'mbus' is already taken by /usr/share/metergate/local-drivers"),
        replaced::output);
    debian.run("rm", "/etc/metergate/drivers/mine.jar").good();
  }

  @Test
  @Order(11)
  void startsWhereTmpMayNotBeExecuted() throws Exception {
    stop();
    debian.mounts("mount -t tmpfs -o noexec,mode=1777 none tmp").good();
    try {
      start();
      stop();
    } finally {
      debian.mounts("umount -l tmp").good();
    }
  }

  @Test
  @Order(12)
  void aCardThatIsReadOnlyIsNamedByTheGatewayAndByDpkg() throws Exception {
    debian.mounts("mount -o remount,bind,ro .").good();
    Ran run;
    Ran purge;
    try {
      run = debian.shell(AS_SERVICE + "metergate run -c " + CONFIG);
      purge = debian.run("dpkg", "--purge", "metergate");
    } finally {
      debian.mounts("mount -o remount,bind,rw .").good();
    }
    assertNotEquals(0, run.exitCode());
    assertTrue(run.output().toLowerCase(java.util.Locale.ROOT).contains("read-only"), run::output);
    assertFalse(run.output().contains("\tat "), run::output);
    assertNotEquals(0, purge.exitCode());
    assertTrue(purge.output().contains("Read-only file system"), purge::output);
    assertTrue(debian.run("metergate", "version").good().contains("0."));
  }

  @Test
  @Order(13)
  void removalKeepsConfigurationJournalAndUser() throws Exception {
    debian.run("dpkg", "--remove", "metergate").good();
    debian.run("test", "-e", CONFIG).good();
    debian.run("test", "-e", "/var/lib/metergate/journal.db").good();
    debian.run("test", "!", "-e", "/usr/share/metergate/lib").good();
    install(deb).good();
    debian.run("grep", "-q", "^# mine", CONFIG).good();
  }

  @Test
  @Order(14)
  void aPurgeWhileItRunsKeepsTheReadingsAndSaysWhatIsLeft() throws Exception {
    start();
    Await.until("a reading", START, () -> !page("/health").contains("\"lastReading\":null"));
    Ran purge = debian.run("dpkg", "--purge", "metergate");
    assertTrue(purge.good().contains("kept in /var/lib/metergate"), purge::output);
    assertFalse(page("/health").isEmpty(), "what runs goes on");
    stop();
    debian.run("test", "!", "-e", "/etc/metergate").good();
    debian.run("test", "!", "-e", "/var/cache/metergate").good();
    debian.run("id", "metergate").good();
    String leftovers =
        debian.shell("find /etc/systemd /usr -name '*metergate*' ! -path '*/dpkg/*'").good();
    assertEquals("", leftovers);
    Files.writeString(
        debian.file("/root/gateway.yaml"), "journal: { path: /var/lib/metergate/journal.db }\n");
    Ran export = debian.shell("/opt/metergate/metergate export electricity -c /root/gateway.yaml");
    assertTrue(export.good().lines().count() > 3, export::output);
  }
}
