// SPDX-License-Identifier: Apache-2.0
package org.metergate.journal;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import org.metergate.journal.sql.UnusableFileException;
import org.metergate.spi.codec.MalformedException;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/**
 * A request to the journal failed. The message is for people: it names the file, what is wrong and
 * what to do next.
 */
public final class JournalException extends Exception {
  private static final long serialVersionUID = 1L;

  /** What is wrong, for callers that act on it. */
  public enum Cause {
    /** The file belongs to another program or is truncated. */
    NOT_A_JOURNAL,
    /** A newer program wrote it. */
    NEWER,
    /** An older program wrote it, and it must be migrated first. */
    OLDER,
    /** Another gateway uses it. */
    IN_USE,
    /** The folder is missing, or the user may not write there. */
    NOT_WRITABLE,
    /** There is no space left on the disk. */
    FULL,
    /** Another program holds SQLite's lock for longer than this one waits. */
    BUSY,
    /** A page or a row is damaged. */
    DAMAGED,
    /** It is closed. */
    CLOSED,
    /** Anything else; the message contains SQLite's own message. */
    OTHER
  }

  /** The commit of 29 November 2026 whose program still knows the versions 1 to 4. */
  private static final String LAST_BUILD_THAT_MIGRATES = "8033554";

  /** The smallest unit that a file system allocates, in bytes. */
  private static final long MIN_FREE = 4096;

  private final Cause kind;

  /**
   * Creates it.
   *
   * @param kind to act on.
   * @param message a sentence for people that names the file and a next step.
   * @param cause the underlying error, or null.
   */
  public JournalException(Cause kind, String message, Throwable cause) {
    super(message, cause);
    this.kind = kind;
  }

  /**
   * Returns the cause.
   *
   * @return the cause, for callers that act on it.
   */
  public Cause kind() {
    return kind;
  }

  static JournalException closed(Path path) {
    return new JournalException(
        Cause.CLOSED, "The journal " + path + " is closed; start the program again.", null);
  }

  /** There is no file at the path. */
  static JournalException missing(Path path) {
    return new JournalException(
        Cause.NOT_A_JOURNAL,
        "There is no journal "
            + path
            + "; name it with --journal, or the gateway's configuration with -c.",
        null);
  }

  /** Another program reads the file for so long that its log cannot be emptied. */
  static JournalException busy(Path path) {
    return new JournalException(Cause.BUSY, sentence(Cause.BUSY, path, null), null);
  }

  /** The file is damaged, and could not be written again yet. */
  static JournalException notSaved(Path path) {
    return new JournalException(
        Cause.DAMAGED,
        "The journal "
            + path
            + " was damaged while it was open and could not be written again yet; free space on the"
            + " disk or repair the folder, and it is tried again.",
        null);
  }

  /** The native part of SQLite cannot be loaded. */
  static JournalException noLibrary(Path path, IOException e) {
    String usual = System.getProperty("java.io.tmpdir");
    return new JournalException(
        Cause.OTHER,
        "The journal "
            + path
            + " cannot be opened, since the library of SQLite cannot be unpacked and run in "
            + System.getProperty("org.sqlite.tmpdir", usual)
            + "; name a folder where that is allowed with -Dorg.sqlite.tmpdir=FOLDER.",
        e);
  }

  /** A copy of a journal, which itself may be good, cannot be written. */
  static JournalException copyNotWritten(Path copy, String reason, Exception e) {
    return new JournalException(
        Cause.OTHER,
        "The copy of the journal in "
            + copy.getParent()
            + " could not be written ("
            + reason
            + "); free space there, or choose another folder.",
        e);
  }

  /** As {@link #of(Path, Exception)}, for a cause that is known before anything was tried. */
  static JournalException foreseen(Cause kind, Path path) {
    Optional<String> refusal = kind == Cause.NOT_WRITABLE ? refusal(path) : Optional.empty();
    return refusal
        .map(reason -> refused(path, reason, null))
        .orElseGet(() -> new JournalException(kind, sentence(kind, path, null), null));
  }

  /** The folder is missing and cannot be created. */
  static JournalException noFolder(Path folder, Path file, IOException e) {
    return new JournalException(
        Cause.NOT_WRITABLE,
        "The folder "
            + folder
            + " for the journal "
            + file
            + " is missing and cannot be created; create it and make the user of"
            + " this program its owner.",
        e);
  }

  static JournalException of(Path path, Exception e) {
    if (e instanceof UnusableFileException unusable) {
      return of(path, unusable);
    }
    Cause kind = kindOf(e);
    if (kind == Cause.OTHER || kind == Cause.NOT_WRITABLE) {
      Optional<String> refusal = refusal(path);
      if (refusal.isPresent()) {
        return refused(path, refusal.get(), e);
      }
    }
    return new JournalException(kind, sentence(kind, path, e), e);
  }

  private static JournalException of(Path path, UnusableFileException e) {
    return switch (e.reason()) {
      case CLOSED -> closed(path);
      case FOREIGN ->
          new JournalException(
              Cause.NOT_A_JOURNAL,
              "The file "
                  + path
                  + " is a database of another program; name another file under journal.path.",
              e);
      case NEWER ->
          new JournalException(
              Cause.NEWER,
              "The journal "
                  + path
                  + " was written by a newer metergate (its version is "
                  + e.version()
                  + ", this program knows "
                  + e.known()
                  + "); install that metergate again, or name another file under journal.path.",
              e);
      case TOO_OLD ->
          new JournalException(
              Cause.OLDER,
              "The journal "
                  + path
                  + " was written by a metergate from before the first release (its version is "
                  + e.version()
                  + ") and was not changed; to keep it, start the gateway once with the last build"
                  + " that migrates it to version 5, commit "
                  + LAST_BUILD_THAT_MIGRATES
                  + ", and then with this one.",
              e);
      case NOT_MIGRATED ->
          new JournalException(
              Cause.OLDER,
              "The journal "
                  + path
                  + " was written by an older metergate (its version is "
                  + e.version()
                  + "); start the gateway once with this version, which migrates it.",
              e);
    };
  }

  /** A file next to the journal cannot be written; Java only has the system's message for it. */
  static JournalException nextTo(Path path, Path file, IOException e) {
    Optional<String> refusal = refusal(path);
    if (refusal.isPresent()) {
      return refused(path, refusal.get(), e);
    }
    Path folder = path.toAbsolutePath().getParent();
    if (Files.isWritable(folder) && folder.toFile().getUsableSpace() < MIN_FREE) {
      return new JournalException(Cause.FULL, sentence(Cause.FULL, path, e), e);
    }
    return new JournalException(
        Cause.NOT_WRITABLE,
        "The file "
            + file
            + " next to the journal cannot be written; check that the user of this program may"
            + " write there and that there is space left on the disk.",
        e);
  }

  private static JournalException refused(Path path, String refusal, Exception e) {
    if (refusal.contains("Too many open files")) { // EMFILE, ENFILE
      return new JournalException(
          Cause.OTHER,
          "The journal "
              + path
              + " cannot be written, since this program has too many files open; 'ulimit -n', or"
              + " LimitNOFILE= of its systemd service, allows more.",
          e);
    }
    return new JournalException(
        Cause.NOT_WRITABLE,
        "The disk of the journal "
            + path
            + " can no longer be written ("
            + refusal
            + "); an SD card does that when it wears out, so check the output of 'dmesg', copy the"
            + " journal, and replace the card or mount it writable.",
        e);
  }

  /** Why the file system refuses all writes; SQLite does not distinguish that from other errors. */
  private static Optional<String> refusal(Path path) {
    Path log = path.resolveSibling(path.getFileName() + "-wal");
    try {
      if (Files.getFileStore(path.toAbsolutePath().getParent()).isReadOnly()) {
        return Optional.of("it is read-only");
      }
      // After an error a file system may refuse writes although it is mounted writable. SQLite
      // holds no lock on its WAL, so that none is lost when this channel is closed.
      if (Files.exists(log)) {
        FileChannel.open(log, StandardOpenOption.WRITE).close();
      }
      return Optional.empty();
    } catch (AccessDeniedException | NoSuchFileException e) {
      return Optional.empty(); // missing rights, or the file was just deleted
    } catch (FileSystemException e) {
      return Optional.ofNullable(e.getReason());
    } catch (IOException | SecurityException e) {
      return Optional.empty();
    }
  }

  private static Cause kindOf(Exception e) {
    if (e instanceof MalformedException || e.getCause() instanceof MalformedException) {
      return Cause.DAMAGED;
    }
    String code = e instanceof SQLiteException s ? primary(s.getResultCode()) : "";
    return switch (code) {
      case "NOTADB" -> Cause.NOT_A_JOURNAL;
      case "FULL" -> Cause.FULL;
      case "BUSY", "LOCKED" -> Cause.BUSY;
      case "CORRUPT" -> Cause.DAMAGED;
      case "CANTOPEN", "READONLY", "PERM", "AUTH" -> Cause.NOT_WRITABLE;
      default -> Cause.OTHER;
    };
  }

  /** SQLITE_IOERR_WRITE and similar codes start with their primary code. */
  private static String primary(SQLiteErrorCode code) {
    return code.name().split("_", 3)[1];
  }

  private static String sentence(Cause kind, Path path, Exception e) {
    return switch (kind) {
      case NOT_A_JOURNAL ->
          "The file "
              + path
              + " is not a journal of this program; name another file under journal.path, or move"
              + " this one away.";
      case FULL ->
          "There is no space left on the disk of the journal "
              + path
              + "; free some space, and storing continues by itself.";
      case BUSY ->
          "Another program holds the journal "
              + path
              + " locked; close it, and storing continues by itself.";
      case DAMAGED ->
          "The journal "
              + path
              + " is damaged ("
              + e.getMessage()
              + "); stop the gateway, and save what can be read with 'metergate journal repair"
              + " --journal "
              + path
              + "'.";
      case NOT_WRITABLE ->
          "The journal "
              + path
              + " cannot be opened for writing; check that its folder exists and that the user of"
              + " this program may write there.";
      default ->
          "The journal "
              + path
              + " does not work ("
              + e.getMessage()
              + "); check the disk it is on.";
    };
  }
}
