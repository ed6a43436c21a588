// SPDX-License-Identifier: Apache-2.0
package org.metergate.core.backup;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.metergate.core.backup.Manifest.Part;
import org.metergate.testing.SmallDisk;

/** Files that are, or say to be, backups. Each is either what was written, or refused. */
class BackupArchiveTest {
  @TempDir Path folder;

  private BackupScene scene;

  @BeforeEach
  void create() throws Exception {
    scene = new BackupScene(Files.createDirectory(folder.resolve("house")));
    scene.create(20);
    scene.back(true);
    Files.delete(scene.config);
    Files.move(scene.backup, folder.resolve("good.tar"));
  }

  /** Restores a file, which must be refused with nothing changed. */
  private String refused(byte[] bytes) throws Exception {
    Path file = Files.write(folder.resolve("odd.tar"), bytes);
    Map<String, String> before = BackupScene.files(scene.folder);
    Restore.Target target = new Restore.Target(scene.config, Optional.empty(), false);
    String sentence =
        assertThrows(
                BackupException.class,
                () -> Restore.run(file, target, BackupScene.START.plusSeconds(60), step -> {}))
            .getMessage();
    assertEquals(before, BackupScene.files(scene.folder), sentence);
    return sentence;
  }

  private byte[] good() throws Exception {
    return Files.readAllBytes(folder.resolve("good.tar"));
  }

  @Test
  void noChangedByteIsEverRestored() throws Exception {
    byte[] good = good();
    Random random = new Random(7);
    for (int i = 0; i < 400; i++) {
      byte[] changed = good.clone();
      int at = random.nextInt(good.length);
      changed[at] ^= (byte) (1 << random.nextInt(8));
      assertTrue(refused(changed).contains("odd.tar"), "byte " + at);
    }
    for (int block = 0; block < good.length; block += TarHeader.BLOCK) {
      byte[] changed = good.clone();
      changed[block + random.nextInt(TarHeader.BLOCK)] ^= (byte) 0x40;
      refused(changed);
    }
  }

  @Test
  void noTruncatedOrLongerFileIsEverRestored() throws Exception {
    byte[] good = good();
    Random random = new Random(8);
    for (int i = 0; i < 60; i++) {
      refused(Arrays.copyOf(good, random.nextInt(good.length)));
    }
    for (int length = 0; length < good.length; length += TarHeader.BLOCK) {
      refused(Arrays.copyOf(good, length));
    }
    refused(Arrays.copyOf(good, good.length + 1));
    refused(Arrays.copyOf(good, good.length + TarHeader.BLOCK));
    refused(new byte[0]);
    refused(new byte[20 * TarHeader.BLOCK]);
    refused("PK\3\4 something else".getBytes(StandardCharsets.US_ASCII));
  }

  @Test
  void namesWhatIsDangerous() throws Exception {
    assertTrue(refused(tar("../../etc/passwd", '0')).contains("a path that leaves its folder"));
    assertTrue(refused(tar("/etc/passwd", '0')).contains("a path that leaves its folder"));
    assertTrue(refused(tar("keys\\..\\x", '0')).contains("a path that leaves its folder"));
    assertTrue(refused(tar("gateway.yaml", '2')).contains("a link"));
    assertTrue(refused(tar("gateway.yaml", '1')).contains("a link"));
    assertTrue(refused(tar("dev", '3')).contains("is no file"));
    byte[] one = tar("gateway.yaml", '0');
    byte[] twice = new byte[one.length + 512];
    System.arraycopy(one, 0, twice, 0, 512);
    System.arraycopy(one, 0, twice, 512, one.length);
    assertTrue(refused(twice).contains("two members gateway.yaml"));
    assertTrue(refused(tar("readme.txt", '0')).contains("is not a backup of this program"));
  }

  @Test
  void noSpellingOfAPathLeavesTheFolder() throws Exception {
    for (String name :
        List.of(
            "..",
            ".",
            "./gateway.yaml",
            "keys/..",
            "keys/./el",
            "//etc/passwd",
            "keys/",
            "\\\\host\\share",
            "C:\\windows",
            "keys\n/el",
            "keys/\u0001el",
            "/",
            "a/../../b")) {
      assertTrue(refused(tar(name, '0')).contains("a path that leaves its folder"), name);
    }
    for (char type : "3456789xgLKSDNV".toCharArray()) {
      assertTrue(refused(tar("gateway.yaml", type)).contains("is no file"), "type " + type);
    }
  }

  @Test
  void noSizeInAHeaderIsTrusted() throws Exception {
    for (long size : new long[] {-1, Long.MAX_VALUE, Long.MAX_VALUE - 511, Long.MIN_VALUE}) {
      byte[] header = tar("gateway.yaml", '0');
      header[124] = (byte) 0x80;
      for (int i = 0; i < 8; i++) {
        header[124 + 11 - i] = (byte) (size >>> 8 * i);
      }
      assertTrue(refused(header).contains("is damaged"), "size " + size);
    }
    for (long size : new long[] {513, 1 << 20, (1L << 33) - 1, 1L << 40}) {
      byte[] header = Arrays.copyOf(new TarHeader("gateway.yaml", size, 1).bytes(), 1536);
      assertTrue(refused(header).contains("its end is missing"), "size " + size);
    }
  }

  @Test
  void filesOfOtherProgramsAreNamedAsSuch() throws Exception {
    ByteArrayOutputStream zip = new ByteArrayOutputStream();
    try (ZipOutputStream out = new ZipOutputStream(zip)) {
      out.putNextEntry(new ZipEntry("gateway.yaml"));
      out.write(new byte[2000]);
    }
    for (byte[] foreign :
        List.of(
            zip.toByteArray(),
            packed(good()),
            Arrays.copyOf(tar("gateway.yaml", '0'), 20 * TarHeader.BLOCK),
            Files.readAllBytes(scene.journal),
            new byte[1024])) {
      String sentence = refused(foreign);
      assertTrue(
          sentence.contains("is not a backup of this program")
              || sentence.contains("its length is wrong"),
          sentence);
    }
  }

  /** Journals in a file whose sums are all right. */
  @Test
  void aJournalIsCheckedWhateverItsSumSays() throws Exception {
    byte[] journal = Files.readAllBytes(scene.journal);
    byte[] odd = journal.clone();
    Arrays.fill(odd, 5 * 512, 7 * 512, (byte) 0xA5);
    assertTrue(refusedJournal(odd).contains("damaged"));
    byte[] newer = journal.clone();
    newer[63] = 99; // user_version, https://sqlite.org/fileformat2.html, section 1.3
    String sentence = refusedJournal(newer);
    assertTrue(sentence.contains("newer"), sentence);
    byte[] foreign = journal.clone();
    foreign[68] ^= 1; // application_id, likewise
    refusedJournal(foreign);
    refusedJournal(new byte[0]);
    refusedJournal(Arrays.copyOf(journal, journal.length - 512));
    refusedJournal(Arrays.copyOf(journal, 100));
  }

  private String refusedJournal(byte[] journal) throws Exception {
    return refused(made(1, journal.length, packed(journal), "keys/el"));
  }

  @Test
  void noFileOfABackupTakesThePlaceOfAnother() throws Exception {
    byte[] journal = Files.readAllBytes(scene.journal);
    for (String path :
        List.of(
            "gateway.yaml",
            "data/journal.db",
            "data/journal.db-wal",
            "data/journal.db.lock",
            "journal-folder/journal.db",
            "journal-folder/journal.db.restore-part")) {
      String sentence = refused(made(1, journal.length, packed(journal), path));
      assertTrue(sentence.contains("has two files for"), sentence);
    }
  }

  private static byte[] tar(String name, char type) {
    byte[] header = new TarHeader(name, 0, 1).bytes();
    header[TarHeader.TYPE] = (byte) type;
    return Arrays.copyOf(header, 3 * TarHeader.BLOCK);
  }

  /** A file in the right form, made on purpose. */
  private byte[] made(int format, long journalBytes, byte[] journal, String keyPath)
      throws Exception {
    long seconds = BackupScene.START.getEpochSecond();
    byte[] yaml = BackupScene.CONFIGURATION.getBytes(StandardCharsets.UTF_8);
    List<Part> parts = new ArrayList<>();
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    parts.add(add(file, seconds, "gateway.yaml", yaml, ""));
    parts.add(add(file, seconds, "journal.db.gz", journal, ""));
    parts.add(add(file, seconds, "keys/1", yaml, keyPath));
    Instant time = BackupScene.START;
    byte[] manifest =
        new Manifest(format, "9.9", "attic", time, 5, journalBytes, true, parts).bytes();
    add(file, seconds, Manifest.NAME, manifest, "");
    add(file, seconds, BackupArchive.SUM, BackupArchive.sumLine(manifest), "");
    file.write(new byte[1024]);
    return file.toByteArray();
  }

  private static Part add(
      ByteArrayOutputStream file, long seconds, String name, byte[] content, String path)
      throws Exception {
    TarHeader header = new TarHeader(name, content.length, seconds);
    file.write(header.bytes());
    file.write(Arrays.copyOf(content, (int) header.paddedSize()));
    return new Part(name, content.length, Digest.of(content), path);
  }

  private static byte[] packed(byte[] bytes) throws Exception {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (OutputStream out = new GZIPOutputStream(packed)) {
      out.write(bytes);
    }
    return packed.toByteArray();
  }

  @Test
  void refusesWhatIsInTheRightFormAndStillNoGoodBackup() throws Exception {
    byte[] zeros = packed(new byte[100_000]);
    assertTrue(refused(made(2, 100_000, zeros, "keys/el")).contains("newer version"));
    assertTrue(refused(made(0, 100_000, zeros, "keys/el")).contains("is damaged"));
    for (String path : List.of("../el", "/etc/el", "keys/../../el", "", "keys//el")) {
      assertTrue(refused(made(1, 100_000, zeros, path)).contains("leaves the folder"), path);
    }
    assertTrue(refused(made(1, 99_999, zeros, "keys/el")).contains("larger than it says"));
    assertTrue(refused(made(1, 100_001, zeros, "keys/el")).contains("smaller than it says"));
    assertTrue(refused(made(1, 1L << 50, zeros, "keys/el")).contains("which cannot be"));
    assertTrue(refused(made(1, 100_000, new byte[100], "keys/el")).contains("cannot be unpacked"));
    String text = refused(made(1, 100_000, zeros, "keys/el"));
    assertTrue(text.contains("not a journal of this program"), text);
  }

  @Test
  void aFileForWhichThereIsNoRoomIsRefusedBeforeItIsUnpacked() throws Exception {
    byte[] file = made(1, 10_000_000, packed(new byte[10_000_000]), "keys/el");
    Path backup = Files.write(folder.resolve("odd.tar"), file);
    try (SmallDisk disk = SmallDisk.inMemory(folder.resolve("small"), 64)) {
      Path journal = disk.path().resolve("journal.db");
      Restore.Target target = new Restore.Target(scene.config, Optional.of(journal), false);
      String sentence =
          assertThrows(
                  BackupException.class,
                  () -> Restore.run(backup, target, BackupScene.START.plusSeconds(1), step -> {}))
              .getMessage();
      assertTrue(sentence.contains("MB are free; make room first"), sentence);
      assertFalse(Files.exists(journal));
      assertFalse(Files.exists(scene.config));
    }
  }
}
