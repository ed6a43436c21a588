// SPDX-License-Identifier: Apache-2.0
package org.metergate.core.backup;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.metergate.config.BackupText;
import org.metergate.config.ConfigDraft;
import org.metergate.config.ConfigException;
import org.metergate.journal.JournalException;
import org.metergate.journal.JournalRestore;
import org.metergate.journal.JournalRestore.Steps;
import org.metergate.journal.RestoredJournal;

/**
 * Puts a backup back while no gateway runs. All of it is checked before anything is changed; what
 * was there is kept beside it; a restore that was interrupted can be made again. One thread.
 */
public final class Restore {
  /** More than the files beside the journal need. */
  private static final long ROOM = 1 << 20;

  private static final String PART = ".restore-part";

  private final BackupArchive archive;
  private final Path config;
  private final Instant now;
  private final Steps steps;
  private final List<String> kept = new ArrayList<>();
  private final List<String> done = new ArrayList<>();

  private Restore(BackupArchive archive, Path config, Instant now, Steps steps) {
    this.archive = archive;
    this.config = config.toAbsolutePath().normalize();
    this.now = now;
    this.steps = steps;
  }

  /**
   * Where a backup is put.
   *
   * @param config the file that gets the configuration.
   * @param journal the file of the journal; empty for that of the configuration in the backup.
   * @param keepConfig whether the configuration that is there stays, and only the journal is
   *     restored; then {@code journal} is given.
   */
  public record Target(Path config, Optional<Path> journal, boolean keepConfig) {}

  /**
   * What was restored.
   *
   * @param gateway its name.
   * @param time when the backup was made.
   * @param journal where the journal is.
   * @param kept where that is which was there, one sentence each.
   * @param needed what the configuration still needs.
   * @param restored what was done to the journal.
   */
  public record Restored(
      String gateway,
      Instant time,
      Path journal,
      List<String> kept,
      List<BackupText.Needed> needed,
      RestoredJournal restored) {}

  /**
   * Restores a backup.
   *
   * @param file the backup.
   * @param target where it is put.
   * @param now the time.
   * @param steps is called before each change.
   * @return what was restored.
   * @throws BackupException with a sentence; then nothing was changed, unless it says so.
   */
  public static Restored run(Path file, Target target, Instant now, Steps steps)
      throws BackupException {
    List<String> done = List.of();
    try (BackupArchive archive = BackupArchive.open(file)) {
      Instant made = archive.manifest().time();
      if (now.isBefore(made)) {
        throw new BackupException(
            "The clock of this machine shows "
                + now
                + ", but the backup was made at "
                + made
                + "; set the clock first, since the numbers of the readings continue by it.");
      }
      Restore restore = new Restore(archive, target.config(), now, steps);
      done = restore.done;
      return restore.run(target);
    } catch (JournalException e) {
      throw new BackupException(e.getMessage(), e);
    } catch (IOException e) {
      throw new BackupException(
          "The backup could not be restored: "
              + (e instanceof java.nio.file.FileSystemException at ? at.getFile() + ": " : "")
              + FileFault.reason(e)
              + (done.isEmpty() ? "" : ". Restored already: " + String.join(", ", done))
              + ". The journal is as it was; put that right, and restore it again.",
          e);
    }
  }

  private Restored run(Target target) throws IOException, BackupException, JournalException {
    refuseFolder();
    byte[] text = archive.content(BackupArchive.CONFIGURATION);
    Path part = config.resolveSibling(config.getFileName() + PART);
    boolean whole = !target.keepConfig();
    try {
      Path journal = target.journal().isPresent() ? target.journal().get() : named(part, text);
      try (JournalRestore restore = JournalRestore.claim(journal, steps)) {
        Map<Path, byte[]> files = whole ? files(restore.path()) : Map.of();
        steps.before("unpack the journal");
        unpack(restore.newPart());
        RestoredJournal restored = restore.prepare(archive.manifest().time(), now);
        for (Map.Entry<Path, byte[]> one : files.entrySet()) {
          put(one.getKey(), one.getValue());
        }
        if (whole) {
          put(config, text);
        }
        restore.install(now).ifPresent(was -> kept.add("The journal that was there is now " + was));
        return new Restored(
            BackupArchive.shown(archive.manifest().gateway()),
            archive.manifest().time(),
            restore.path(),
            kept,
            BackupText.needed(config),
            restored);
      }
    } finally {
      Files.deleteIfExists(part);
    }
  }

  private void refuseFolder() throws BackupException {
    Path folder = config.getParent();
    if (!Files.isDirectory(folder)) {
      throw new BackupException("There is no folder " + folder + "; create it first.");
    }
    if (Files.exists(config, LinkOption.NOFOLLOW_LINKS)
        && !Files.isRegularFile(config, LinkOption.NOFOLLOW_LINKS)) {
      throw new BackupException(config + " is a link or no file; it is not replaced.");
    }
  }

  /** The configuration is read where it will be, since names in it begin at its folder. */
  private static Path named(Path part, byte[] text) throws IOException, BackupException {
    Files.deleteIfExists(part);
    OwnFile.create(part, Optional.empty());
    OwnFile.write(part, text);
    try {
      return ConfigDraft.read(part).config().journal().path();
    } catch (ConfigException e) {
      throw new BackupException(
          "The configuration in the backup cannot be read, so it does not say where the journal"
              + " belongs; name that with --journal.",
          e);
    }
  }

  /** Where the other files go: below the folder of the configuration, and beside the journal. */
  private Map<Path, byte[]> files(Path journal) throws IOException, BackupException {
    Path beside = journal.getParent();
    Map<Path, byte[]> files = new LinkedHashMap<>();
    for (Manifest.Part part : archive.manifest().parts()) {
      if (part.name().startsWith(BackupArchive.KEYS)) {
        Path place = place(part.path(), beside);
        if (files.put(place, archive.content(part.name())) != null || isTaken(place, journal)) {
          throw new BackupException(
              "The backup has two files for "
                  + BackupArchive.shown(place.toString())
                  + "; it is not used.");
        }
      }
    }
    return files;
  }

  /** Whether a place is that of the configuration, the journal, or a file that belongs to it. */
  private boolean isTaken(Path place, Path journal) throws IOException {
    Path own = config.getParent().toRealPath().resolve(config.getFileName());
    Path data = journal.getParent().toRealPath();
    return place.equals(own)
        || place.getParent().equals(data)
            && place.getFileName().toString().startsWith(journal.getFileName().toString());
  }

  private static Path resolve(Path folder, String path) throws BackupException {
    try {
      return folder.resolve(path);
    } catch (InvalidPathException e) {
      throw new BackupException(
          "The backup has a file named "
              + BackupArchive.shown(path)
              + ", which cannot be written here; nothing was changed. Set a locale with UTF-8, such"
              + " as LC_ALL=C.UTF-8, and restore it again.",
          e);
    }
  }

  private Path place(String path, Path beside) throws IOException, BackupException {
    boolean data = path.startsWith(BackupContents.DATA);
    Path folder = (data ? beside : config.getParent()).toRealPath();
    Path place = resolve(folder, data ? path.substring(BackupContents.DATA.length()) : path);
    Path above = place.getParent();
    while (Files.notExists(above, LinkOption.NOFOLLOW_LINKS)) {
      above = above.getParent();
    }
    boolean odd =
        Files.exists(place, LinkOption.NOFOLLOW_LINKS)
            && !Files.isRegularFile(place, LinkOption.NOFOLLOW_LINKS);
    if (!above.toRealPath().startsWith(folder) || odd) {
      throw new BackupException(
          "The file " + place + " would be written through a link; nothing was changed.");
    }
    return place;
  }

  private void unpack(Path part) throws IOException, BackupException {
    long needed = archive.manifest().journalBytes() + ROOM;
    long free = Files.getFileStore(part).getUsableSpace();
    if (free < needed) {
      throw new BackupException(
          "The journal needs "
              + (needed / 1_000_000 + 1)
              + " MB in "
              + part.getParent()
              + ", and "
              + free / 1_000_000
              + " MB are free; make room first.");
    }
    try (OutputStream out = new BufferedOutputStream(OwnFile.open(part), 1 << 16)) {
      archive.unpackJournal(out);
    }
  }

  /** Writes a file whole, and keeps another one that was there. */
  private void put(Path file, byte[] content) throws IOException {
    if (Files.exists(file) && java.util.Arrays.equals(BackupContents.read(file), content)) {
      return; // as after an interruption
    }
    OwnFile.createFolders(file.getParent());
    Path part = file.resolveSibling(file.getFileName() + PART + "-file");
    Files.deleteIfExists(part);
    OwnFile.create(part, Optional.of(file));
    OwnFile.write(part, content);
    BackupWriter.force(part);
    if (Files.exists(file)) {
      Path aside = OwnFile.aside(file, now);
      steps.before("keep " + file.getFileName());
      OwnFile.keep(file, aside);
      kept.add("The file " + file + " that was there is now " + aside);
    }
    steps.before("put " + file.getFileName());
    OwnFile.replace(part, file);
    done.add(file.toString());
  }

  /**
   * Unpacks a backup into a folder, to look at it; no gateway takes part.
   *
   * @param file the backup.
   * @param folder is created, or must be empty.
   * @return the time of the backup.
   * @throws BackupException with a sentence.
   */
  public static Instant unpack(Path file, Path folder) throws BackupException {
    try (BackupArchive archive = BackupArchive.open(file)) {
      if (Files.exists(folder) && (!Files.isDirectory(folder) || !isEmpty(folder))) {
        throw new BackupException(folder + " is not an empty folder; name another one.");
      }
      OwnFile.createFolders(folder);
      Restore restore =
          new Restore(archive, folder.resolve("gateway.yaml"), Instant.EPOCH, s -> {});
      restore.put(restore.config, archive.content(BackupArchive.CONFIGURATION));
      for (Map.Entry<Path, byte[]> one : restore.files(folder.resolve("journal.db")).entrySet()) {
        restore.put(one.getKey(), one.getValue());
      }
      Path journal = folder.resolve("journal.db");
      OwnFile.create(journal, Optional.empty());
      restore.unpack(journal);
      return archive.manifest().time();
    } catch (IOException e) {
      throw new BackupException(
          "The backup cannot be unpacked into " + folder + ": " + FileFault.reason(e) + ".", e);
    }
  }

  private static boolean isEmpty(Path folder) throws IOException {
    try (var files = Files.list(folder)) {
      return files.findAny().isEmpty();
    }
  }
}
