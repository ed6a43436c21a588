// SPDX-License-Identifier: Apache-2.0
package org.metergate.journal.sql;

import java.sql.SQLException;

/** A file is left as it is, since this program cannot work with it. */
public final class UnusableFileException extends SQLException {
  private static final long serialVersionUID = 1L;

  /** Why it cannot be used. */
  public enum Reason {
    /** It is no database, or the database of another program. */
    FOREIGN,
    /** A newer program wrote it. */
    NEWER,
    /** A build from before the first release wrote it, and this program has no migration for it. */
    TOO_OLD,
    /** An older program wrote it; a gateway of this version migrates it. */
    NOT_MIGRATED,
    /** It was closed. */
    CLOSED
  }

  private final Reason reason;
  private final long version;
  private final long known;

  /**
   * Creates it.
   *
   * @param reason why the file cannot be used.
   * @param version of the file; 0 if it has none.
   * @param known the version that this program writes.
   */
  public UnusableFileException(Reason reason, long version, long known) {
    super(reason + ", version " + version);
    this.reason = reason;
    this.version = version;
    this.known = known;
  }

  /** Creates it for a file that was closed. */
  public UnusableFileException() {
    this(Reason.CLOSED, 0, 0);
  }

  /** Returns why the file cannot be used. */
  public Reason reason() {
    return reason;
  }

  /** Returns the version of the file; 0 if it has none. */
  public long version() {
    return version;
  }

  /** Returns the version that this program writes. */
  public long known() {
    return known;
  }
}
