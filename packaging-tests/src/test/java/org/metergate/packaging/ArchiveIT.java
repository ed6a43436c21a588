// SPDX-License-Identifier: Apache-2.0
package org.metergate.packaging;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
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

/**
 * The released archives in a scratch Debian that has no Java and no network, from the first {@code
 * install.sh} to {@code --uninstall}; each step goes on where the one before ended.
 */
@Tag("package")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ArchiveIT {
  private static final String NAME = "metergate-" + ReleaseTrial.VERSION;
  private static final String CONFIG = "/etc/metergate/gateway.yaml";
  private static final String HOME = "/usr/local/lib/metergate";

  @TempDir static Path folder;
  private ScratchDebian debian;
  private Process gateway;

  @BeforeAll
  void unpack() throws Exception {
    Path products = ReleaseTrial.products();
    debian = ScratchDebian.unpack("bookworm", Files.createDirectory(folder.resolve("debian")));
    String arch = Ran.of("dpkg", "--print-architecture").good();
    unpack(products.resolve(NAME + ".tar.gz"), "plain");
    unpack(products.resolve(NAME + "-linux-" + arch + ".tar.gz"), "java");
  }

  private void unpack(Path archive, String name) throws Exception {
    Path to = Files.createDirectory(debian.file("/root/" + name));
    Ran.of("tar", "-C", "" + to, "--strip-components=1", "-xzf", "" + archive).good();
  }

  @AfterAll
  void remove() throws Exception {
    if (gateway != null) {
      gateway.destroyForcibly();
    }
    if (debian != null) {
      debian.close();
    }
  }

  /** Runs a line in the system without a network, but for the machine's own address. */
  private Ran run(String line) throws Exception {
    return debian.run("unshare", "-n", "sh", "-c", "PATH=/usr/local/bin:$PATH; " + line);
  }

  private static void refused(Ran ran, String... parts) {
    assertEquals(1, ran.exitCode(), ran.output());
    for (String part : parts) {
      assertTrue(ran.output().contains(part), ran.output());
    }
  }

  @Test
  @Order(1)
  void namesTheArchiveWithJavaWhereThereIsNoneAndChangesNothing() throws Exception {
    refused(run("/root/plain/install.sh"), "no Java 17", "metergate-VERSION-linux-ARCH.tar.gz");
    assertFalse(Files.exists(debian.file(HOME)));
    assertFalse(Files.exists(debian.file("/etc/metergate")));
  }

  @Test
  @Order(2)
  void refusesBesideAPackageAnotherFolderAndFilesOfOthers() throws Exception {
    Path status = debian.file("/var/lib/dpkg/status");
    String packages = Files.readString(status);
    Files.writeString(
        status,
        packages
            + "\nPackage: metergate\nStatus: install ok installed\nArchitecture: all\n"
            + "Maintainer: x\nVersion: 1.2.3\nDescription: x\n");
    refused(run("/root/java/install.sh"), "Metergate 1.2.3 is installed as a Debian package");
    Files.writeString(status, packages);
    refused(run("/root/java/install.sh --prefix /usr"), "belongs to the packages");
    refused(run("/root/java/install.sh --uninstall"), "nothing is installed");
    refused(
        run("cp /root/java/install.sh /srv && runuser -u nobody -- sh /srv/install.sh"),
        "only root can install");
    assertFalse(Files.exists(debian.file(HOME)));
  }

  @Test
  @Order(3)
  void installsUserFoldersCommandAndUnitWithoutANetwork() throws Exception {
    String said = run("/root/java/install.sh").good();
    assertTrue(said.contains("Metergate " + ReleaseTrial.VERSION), said);
    assertTrue(said.contains("systemd does not run here"), said);
    assertTrue(run("id metergate").good().contains("(dialout)"));
    assertEquals(
        "root:metergate 750\nroot:metergate 640\nmetergate:metergate 750\nmetergate:metergate 750",
        run("stat -c '%U:%G %a' /etc/metergate "
                + CONFIG
                + " /etc/metergate/keys /var/lib/metergate")
            .good());
    String unit = Files.readString(debian.file("/etc/systemd/system/metergate.service"));
    assertTrue(unit.contains("ExecStart=/usr/local/bin/metergate run"), unit);
    assertFalse(unit.contains("/usr/bin/metergate"), unit);
    assertTrue(Files.exists(debian.file(HOME + "/licences/texts/LGPL-2.1.txt")));
    String modeline = Files.readAllLines(debian.file(CONFIG)).get(0);
    assertEquals("# yaml-language-server: $schema=" + HOME + "/gateway.schema.json", modeline);
    assertTrue(Files.exists(debian.file(HOME + "/gateway.schema.json")));
    assertTrue(Files.exists(debian.file(HOME + "/runtime/legal/java.base/LICENSE")));
    String drivers = run("metergate drivers").good();
    assertTrue(drivers.contains("omnipower-dlms"), drivers);
    assertTrue(drivers.contains(HOME + "/drivers/driver-mbus-" + ReleaseTrial.VERSION), drivers);
    HeatTelegram.into(debian.file("/srv/heat.hex"));
    HeatTelegram.assertDecoded(run("metergate decode --driver mbus --hex /srv/heat.hex"));
  }

  @Test
  @Order(4)
  void readsAnEmulatedMeterWithTheJavaThatCameAlong() throws Exception {
    Files.writeString(
        debian.file(CONFIG),
        """
        meters:
          main: { driver: p1-dtr, link: "emulator:p1" }
        outputs: {}
        journal: { path: /var/lib/metergate/journal.db }
        """);
    Path output = folder.resolve("gateway.txt");
    gateway =
        debian.start(
            output,
            "unshare",
            "-n",
            "setpriv",
            "--reuid=metergate",
            "--regid=metergate",
            "--init-groups",
            "/usr/local/bin/metergate",
            "run",
            "-c",
            CONFIG);
    Await.until(
        "the journal has a reading",
        Duration.ofSeconds(90),
        () -> {
          assertTrue(gateway.isAlive(), Files.readString(output));
          return Files.readString(output).contains("first reading");
        });
    Ran status = run("metergate status -c " + CONFIG);
    assertTrue(status.output().contains("main"), status.output());
    assertTrue(
        run("for p in /proc/[0-9]*/exe; do readlink $p; done").output().contains(HOME + "/runtime"),
        "the runtime of the archive is used");
  }

  @Test
  @Order(5)
  void updatesInPlaceAndKeepsConfigurationDataAndDrivers() throws Exception {
    Files.writeString(debian.file("/etc/metergate/drivers/mine.jar"), "mine");
    String config = Files.readString(debian.file(CONFIG));
    Files.writeString(debian.file(HOME + "/lib/old.jar"), "of the version before");
    Files.writeString(debian.file(HOME + "/drivers/driver-old.jar"), "of the version before");
    Files.writeString(debian.file("/root/java/drivers/tried.jar"), "tried in the archive");
    // an update that was interrupted between its two renames
    Ran.of("mv", "" + debian.file(HOME), debian.file(HOME) + ".old").good();
    run("/root/java/install.sh").good();
    assertEquals(config, Files.readString(debian.file(CONFIG)));
    assertTrue(Files.exists(debian.file("/etc/metergate/drivers/mine.jar")));
    assertTrue(Files.exists(debian.file("/var/lib/metergate/journal.db")));
    assertFalse(Files.exists(debian.file(HOME + "/lib/old.jar")));
    assertEquals(
        "driver-mbus-" + ReleaseTrial.VERSION + ".jar", run("ls -A " + HOME + "/drivers").good());
    assertEquals("mine.jar\ntried.jar", run("ls -A /etc/metergate/drivers").good());
    assertTrue(run("metergate drivers").output().contains("/local-drivers/tried.jar"));
    assertFalse(Files.exists(debian.file(HOME + ".old")));
    refused(run("/root/java/install.sh --prefix /opt/x"), "installed in /usr/local already");
    refused(run(HOME + "/install.sh"), "the installed copy");
  }

  @Test
  @Order(6)
  void leavesTheInstalledVersionAloneWhenTheDiskIsFull() throws Exception {
    debian.mounts("mount -t tmpfs -o size=20m none usr/local/lib").good();
    debian.mounts("mkdir usr/local/lib/metergate").good();
    debian.mounts("cp root/java/install.sh usr/local/lib/metergate").good();
    Ran full = run("/root/java/install.sh");
    String left = run("ls -A /usr/local/lib /usr/local/lib/metergate | tr '\\n' ' '").good();
    debian.mounts("umount usr/local/lib").good();
    refused(full, "is the disk full? What was installed before is unchanged");
    assertEquals("/usr/local/lib: metergate  /usr/local/lib/metergate: install.sh", left);
  }

  @Test
  @Order(7)
  void uninstallsAndSaysWhatItLeft() throws Exception {
    gateway.destroy();
    gateway.waitFor();
    String said = run(HOME + "/install.sh --uninstall").good();
    for (String left : List.of("/var/lib/metergate", "/etc/metergate", "user and the group")) {
      assertTrue(said.contains(left), said);
    }
    assertTrue(Files.exists(debian.file("/var/lib/metergate/journal.db")));
    assertTrue(Files.exists(debian.file(CONFIG)));
    assertEquals(
        "",
        run("find / -xdev -name '*metergate*' -not -path '/root/*' -not -path '/etc/metergate*' "
                + "-not -path '/var/lib/metergate*' -not -path '/etc/default/metergate' "
                + "-not -path '/proc/*' -not -path '/tmp/*'")
            .good());
    refused(run("/root/java/install.sh --uninstall"), "nothing is installed");
  }
}
