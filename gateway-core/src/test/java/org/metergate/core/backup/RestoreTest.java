// SPDX-License-Identifier: Apache-2.0
package org.metergate.core.backup;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.metergate.config.Redaction;
import org.metergate.core.backup.Restore.Restored;
import org.metergate.journal.Journal;
import org.metergate.testing.SmallDisk;

/** Backups that are put back, also when that is interrupted anywhere. */
class RestoreTest {
  private static final Instant LATER = BackupScene.START.plusSeconds(7200);

  @TempDir Path folder;

  private BackupScene scene;

  @BeforeEach
  void create() throws Exception {
    scene = new BackupScene(folder);
    scene.create(20);
  }

  private Restored restore(Instant now) throws Exception {
    Restore.Target target = new Restore.Target(scene.config, Optional.empty(), false);
    return Restore.run(scene.backup, target, now, step -> {});
  }

  private void requireRestored() throws Exception {
    assertEquals(BackupScene.CONFIGURATION, Files.readString(scene.config));
    try (Journal journal = scene.open()) {
      assertEquals(20, journal.readings().readAfter(0, 100).size());
      assertTrue(journal.readings().append(BackupScene.reading(99)) >= LATER.toEpochMilli());
    }
  }

  @Test
  void keysAreLeftOutAndListedUntilTheyAreThere() throws Exception {
    scene.back(false);
    assertEquals(
        "rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(scene.backup)));
    String bytes = Files.readString(scene.backup, java.nio.charset.StandardCharsets.ISO_8859_1);
    assertFalse(bytes.contains("5AD84121"));
    assertFalse(bytes.contains("access.json"));
    Files.delete(folder.resolve("keys/el"));
    Restored restored = restore(LATER);
    assertEquals(folder.resolve("keys/el"), restored.needed().get(0).file());
    requireRestored();
  }

  @Test
  void withKeysEverythingIsBackWhereItWas() throws Exception {
    scene.back(true);
    Map<String, String> before = BackupScene.files(folder);
    Files.delete(folder.resolve("keys/el"));
    Files.delete(folder.resolve("keys"));
    Files.delete(folder.resolve("data/access.json"));
    Files.delete(scene.config);
    Files.delete(scene.journal);
    assertEquals(List.of(), restore(LATER).needed());
    Map<String, String> after = BackupScene.files(folder);
    assertNotEquals(before.put("data/journal.db", ""), after.put("data/journal.db", ""));
    assertEquals(before, after);
    requireRestored();
  }

  @Test
  void whatWasThereIsKeptOnceWithItsRights() throws Exception {
    scene.back(true);
    Files.writeString(scene.config, "# edited since\n");
    Files.setPosixFilePermissions(scene.config, PosixFilePermissions.fromString("rw-r-----"));
    restore(LATER);
    restore(LATER);
    assertEquals(
        "# edited since\n",
        Files.readString(folder.resolve("gateway.yaml-before-restore-20260301T140000Z")));
    assertEquals(
        "rw-r-----", PosixFilePermissions.toString(Files.getPosixFilePermissions(scene.config)));
    assertFalse(Files.exists(folder.resolve("gateway.yaml-before-restore-20260301T140000Z-2")));
    assertTrue(Files.exists(folder.resolve("data/journal.db-before-restore-20260301T140000Z-2")));
  }

  @Test
  void isRefusedWhileAGatewayHasTheJournalAndChangesNothing() throws Exception {
    scene.back(true);
    Files.writeString(scene.config, BackupScene.CONFIGURATION + "# edited since\n");
    try (Journal journal = scene.open()) {
      String sentence = assertThrows(BackupException.class, () -> restore(LATER)).getMessage();
      assertTrue(sentence.contains("works with the journal"), sentence);
      assertTrue(Files.readString(scene.config).endsWith("# edited since\n"));
      assertEquals(21, journal.readings().append(BackupScene.reading(21)));
    }
  }

  @Test
  void isRefusedWhileAnotherRestoreWorks() throws Exception {
    scene.back(true);
    Files.writeString(scene.config, BackupScene.CONFIGURATION + "# edited since\n");
    List<String> refused = new ArrayList<>();
    Restore.Target target = new Restore.Target(scene.config, Optional.empty(), false);
    Restore.run(
        scene.backup,
        target,
        LATER,
        step ->
            refused.add(assertThrows(BackupException.class, () -> restore(LATER)).getMessage()));
    assertTrue(refused.size() >= 4, refused::toString);
    assertTrue(refused.stream().allMatch(it -> it.contains("works with")), refused::toString);
    requireRestored();
  }

  @Test
  void aFolderThatCannotBeWrittenIsNamedAndNothingIsChanged() throws Exception {
    scene.back(true);
    try (SmallDisk disk = SmallDisk.inMemory(folder.resolve("small"), 4096)) {
      Path house = Files.createDirectory(disk.path().resolve("house"));
      BackupScene other = new BackupScene(house);
      other.create(3);
      Map<String, String> before = BackupScene.files(house);
      Restore.Target target = new Restore.Target(other.config, Optional.empty(), false);
      disk.remount("ro");
      String sentence =
          assertThrows(
                  BackupException.class, () -> Restore.run(scene.backup, target, LATER, step -> {}))
              .getMessage();
      assertTrue(sentence.contains("read-only"), sentence);
      disk.remount("rw");
      assertEquals(before, BackupScene.files(house));
      // the disk fills up while it is restored
      disk.fill();
      sentence =
          assertThrows(
                  BackupException.class, () -> Restore.run(scene.backup, target, LATER, step -> {}))
              .getMessage();
      assertTrue(
          sentence.contains("make room first") || sentence.contains("no space left"), sentence);
      disk.free();
      assertEquals(before, BackupScene.files(house));
    }
  }

  @Test
  void aBackupOntoADiskThatFillsUpLeavesNothing() throws Exception {
    Files.write(folder.resolve("keys/el"), new byte[2 << 20]);
    BackupContents contents = BackupContents.withKeys("attic", scene.config, List.of());
    try (SmallDisk disk = SmallDisk.inMemory(folder.resolve("small"), 1024)) {
      Path target = disk.path().resolve("backup.tar");
      String sentence =
          assertThrows(
                  BackupException.class,
                  () ->
                      BackupWriter.write(
                          contents,
                          suggested ->
                              JournalSources.ofGateway(scene.journal)
                                  .copy(folder.resolve("data/copy")),
                          target,
                          false,
                          BackupScene.START))
              .getMessage();
      assertTrue(sentence.contains("no space left"), sentence);
      assertEquals(Map.of(), BackupScene.files(disk.path()));
      assertFalse(Files.exists(folder.resolve("data/copy")));
    }
  }

  @Test
  void isRefusedWithAClockBeforeTheBackup() throws Exception {
    scene.back(true);
    String sentence =
        assertThrows(BackupException.class, () -> restore(BackupScene.START.minusSeconds(1)))
            .getMessage();
    assertTrue(sentence.contains("set the clock first"), sentence);
  }

  @Test
  void nothingIsWrittenThroughLinks() throws Exception {
    scene.back(true);
    Path other = Files.createDirectory(folder.resolve("other"));
    Files.delete(folder.resolve("keys/el"));
    Files.delete(folder.resolve("keys"));
    Path house = Files.createDirectory(folder.resolve("house"));
    Files.createSymbolicLink(house.resolve("keys"), other);
    Restore.Target target =
        new Restore.Target(house.resolve("gateway.yaml"), Optional.empty(), false);
    String sentence =
        assertThrows(
                BackupException.class, () -> Restore.run(scene.backup, target, LATER, step -> {}))
            .getMessage();
    assertTrue(sentence.contains("through a link"), sentence);
    assertEquals(Map.of(), BackupScene.files(other));
    assertFalse(Files.exists(house.resolve("gateway.yaml")));
  }

  @Test
  void isOnlyUnpackedIntoAFolderOfItsOwn() throws Exception {
    scene.back(true);
    Path look = folder.resolve("look");
    assertEquals(BackupScene.START, Restore.unpack(scene.backup, look));
    assertEquals(
        List.of("access.json", "gateway.yaml", "journal.db", "keys/el"),
        List.copyOf(BackupScene.files(look).keySet()));
    assertThrows(BackupException.class, () -> Restore.unpack(scene.backup, look));
  }

  /** The process ends before each change in turn, as by kill -9, and the restore is made again. */
  @Test
  void canBeInterruptedBeforeEveryStepAndMadeAgain() throws Exception {
    scene.back(true);
    List<String> steps = new ArrayList<>();
    Path first = prepare("first");
    Restore.Target target =
        new Restore.Target(first.resolve("gateway.yaml"), Optional.empty(), false);
    Restore.run(scene.backup, target, LATER, steps::add);
    assertTrue(steps.size() >= 6, steps::toString);
    for (int i = 0; i < steps.size(); i++) {
      Path house = prepare("house-" + i);
      Process process =
          new ProcessBuilder(
                  Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                  "-XX:TieredStopAtLevel=1",
                  "-cp",
                  System.getProperty("java.class.path"),
                  InterruptedRestore.class.getName(),
                  scene.backup.toString(),
                  house.resolve("gateway.yaml").toString(),
                  LATER.toString(),
                  Integer.toString(i))
              .redirectErrorStream(true)
              .start();
      String said = new String(process.getInputStream().readAllBytes());
      assertEquals(InterruptedRestore.HALTED, process.waitFor(), said);
      BackupScene left = new BackupScene(house);
      boolean same = true;
      try (Journal journal = left.open()) {
        int count = journal.readings().readAfter(0, 100).size();
        assertTrue(count == 3 || count == 20, count + " readings before '" + steps.get(i) + "'");
        same = count == 3;
      }
      assertEquals(!same, steps.get(i).equals("end"), steps.get(i));
      Restore.Target again =
          new Restore.Target(house.resolve("gateway.yaml"), Optional.empty(), false);
      Restore.run(scene.backup, again, LATER.plusSeconds(5), step -> {});
      try (Journal journal = left.open()) {
        assertEquals(20, journal.readings().readAfter(0, 100).size());
      }
      Map<String, String> files = BackupScene.files(house);
      assertEquals(BackupScene.CONFIGURATION, Files.readString(left.config));
      assertFalse(files.keySet().stream().anyMatch(name -> name.contains("part")), files::toString);
      assertTrue(
          files.keySet().stream().anyMatch(name -> name.contains("gateway.yaml-before-restore")));
    }
  }

  /** A house with another configuration and a journal of three readings. */
  private Path prepare(String name) throws Exception {
    BackupScene other = new BackupScene(Files.createDirectory(folder.resolve(name)));
    other.create(3);
    Files.writeString(other.config, BackupScene.CONFIGURATION + "# other\n");
    return other.folder;
  }

  @Test
  void aBackupReplacesNothingAndLeavesNothingWhereItFails() throws Exception {
    scene.back(true);
    Map<String, String> before = BackupScene.files(folder);
    assertTrue(
        assertThrows(BackupException.class, () -> scene.back(true))
            .getMessage()
            .contains("exists already"));
    BackupContents contents = BackupContents.withoutKeys("attic", scene.config, new Redaction());
    for (Path target : List.of(folder, folder.resolve("nowhere/b.tar"))) {
      assertThrows(
          BackupException.class,
          () ->
              BackupWriter.write(
                  contents,
                  JournalSources.ofGateway(scene.journal),
                  target,
                  true,
                  BackupScene.START));
    }
    Path odd = folder.resolve("odd.tar");
    assertThrows(
        BackupException.class,
        () ->
            BackupWriter.write(
                contents,
                suggested -> {
                  half(suggested);
                  throw new BackupException("a fault on the way");
                },
                odd,
                false,
                BackupScene.START));
    assertEquals(before, BackupScene.files(folder));
  }

  private static void half(Path file) throws BackupException {
    try {
      Files.writeString(file, "half a journal");
    } catch (java.io.IOException e) {
      throw new BackupException(e.getMessage(), e);
    }
  }
}
