// SPDX-License-Identifier: Apache-2.0
package org.metergate.core.backup;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.metergate.core.control.ControlAnswer;
import org.metergate.core.control.ControlClient;
import org.metergate.core.control.ControlCommand;
import org.metergate.core.control.ControlRefusal;
import org.metergate.core.control.ControlRequest;
import org.metergate.journal.Journal;
import org.metergate.journal.JournalCopy;
import org.metergate.journal.JournalException;

/**
 * Copies the journal of the running gateway into a file beside it, which the caller reads and
 * removes: {@code copy-journal}. The folder of the journal is one that the gateway may write
 * wherever a service is kept from writing anywhere else. One copy at a time.
 */
public final class CopyJournalCommand implements ControlCommand {
  static final String NAME = "copy-journal";

  private static final Duration LEFT_BEHIND = Duration.ofHours(1);

  private final Journal journal;
  private final Path path;

  /**
   * Creates the command.
   *
   * @param journal the open journal.
   * @param path as configured.
   */
  public CopyJournalCommand(Journal journal, Path path) {
    this.journal = journal;
    this.path = path.toAbsolutePath().normalize();
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Duration timeout() {
    return ControlClient.MAX_TIMEOUT;
  }

  @Override
  public synchronized ControlAnswer run(ControlRequest request) throws ControlRefusal {
    removeLeftBehind();
    long number = new SecureRandom().nextLong();
    Path target = path.resolveSibling(prefix() + Long.toHexString(number));
    try {
      JournalCopy copy = journal.copyInto(target);
      return new ControlAnswer(
          true,
          List.of("The journal was copied to " + target + "; remove that file after use."),
          Map.of(
              "journal", path.toString(),
              "file", target.toString(),
              "version", Integer.toString(copy.version()),
              "bytes", Long.toString(copy.bytes()),
              "newest", Long.toString(copy.newest())));
    } catch (JournalException e) {
      throw new ControlRefusal(e.getMessage());
    }
  }

  private String prefix() {
    return prefix(path);
  }

  private static String prefix(Path journal) {
    return journal.getFileName() + ".copy-";
  }

  /** Copies whose reader was killed. */
  private void removeLeftBehind() {
    try (Stream<Path> files = Files.list(path.getParent())) {
      for (Path file : files.toList()) {
        long age = System.currentTimeMillis() - Files.getLastModifiedTime(file).toMillis();
        if (file.getFileName().toString().startsWith(prefix()) && age > LEFT_BEHIND.toMillis()) {
          Files.deleteIfExists(file);
        }
      }
    } catch (IOException e) {
      // The next copy tries again.
    }
  }

  /**
   * Reads the answer. Of the file only the name is taken, and it must be that of a copy beside the
   * journal: root, who may run the command, reads and removes no other file at the word of a
   * gateway.
   *
   * @param answer of the gateway.
   * @param journal as configured.
   */
  static BackupWriter.Copied copied(ControlAnswer answer, Path journal) throws BackupException {
    try {
      Map<String, String> facts = answer.facts();
      Path beside = journal.toAbsolutePath().normalize();
      Path name = Path.of(facts.getOrDefault("file", "")).getFileName();
      Path file = beside.resolveSibling(name == null ? "" : name.toString());
      if (name == null
          || !name.toString().startsWith(prefix(beside))
          || Files.exists(file, LinkOption.NOFOLLOW_LINKS)
              && !Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
        throw new BackupException(
            "The running gateway names "
                + facts.get("file")
                + ", which is no copy of its journal; restart it, and try again.");
      }
      return new BackupWriter.Copied(
          file,
          new JournalCopy(
              Integer.parseInt(facts.getOrDefault("version", "")),
              Long.parseLong(facts.getOrDefault("bytes", "")),
              Long.parseLong(facts.getOrDefault("newest", ""))));
    } catch (NumberFormatException | InvalidPathException e) {
      throw new BackupException(
          "The running gateway is of another version; restart it, and try again.", e);
    }
  }
}
