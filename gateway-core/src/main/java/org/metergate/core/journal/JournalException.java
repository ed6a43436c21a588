// SPDX-License-Identifier: Apache-2.0
package org.metergate.core.journal;

import java.nio.file.Path;
import org.metergate.spi.codec.MalformedException;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/**
 * The journal cannot do what was asked. The message is for people: it names the file, says what is
 * wrong and what to do next.
 */
public final class JournalException extends Exception {
  private static final long serialVersionUID = 1L;

  /** What is wrong, for callers that act on it. */
  public enum Cause {
    /** The file belongs to another program or is cut off. */
    NOT_A_JOURNAL,
    /** A newer program wrote it. */
    NEWER,
    /** Another gateway works with it. */
    IN_USE,
    /** The folder is missing, or the user may not write there. */
    NOT_WRITABLE,
    /** There is no room left. */
    FULL,
    /** Another program holds SQLite's lock for longer than this one waits. */
    BUSY,
    /** A page or a row is damaged. */
    DAMAGED,
    /** It was closed before. */
    CLOSED,
    /** Anything else; the message has SQLite's own words. */
    OTHER
  }

  private final Cause kind;

  /**
   * Says what happened.
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
   * Returns what is wrong.
   *
   * @return the kind of trouble.
   */
  public Cause kind() {
    return kind;
  }

  static JournalException closed(Path path) {
    return new JournalException(
        Cause.CLOSED, "The journal " + path + " is closed; start the program again.", null);
  }

  static JournalException of(Path path, Exception e) {
    Cause kind = kindOf(e);
    return new JournalException(kind, sentence(kind, path, e), e);
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

  /** SQLITE_IOERR_WRITE and its like carry their primary code as the first word. */
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
          "There is no room left on the disk of the journal "
              + path
              + "; free some, and storing goes on by itself.";
      case BUSY ->
          "Another program holds the journal "
              + path
              + " locked; end what it does there, and storing goes on by itself.";
      case DAMAGED ->
          "The journal "
              + path
              + " is damaged ("
              + e.getMessage()
              + "); stop the gateway, keep a copy, and save what can be read with"
              + " 'sqlite3 "
              + path
              + " .recover'.";
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
