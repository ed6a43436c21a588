// SPDX-License-Identifier: Apache-2.0
package org.metergate.journal.sql;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.metergate.journal.sql.UnusableFileException.Reason;

/**
 * The versions of a journal's tables, in {@code user_version}. {@code schema.sql} creates version
 * 5; versions 1 to 4 were only written before the first release. A later version is a script more,
 * which turns the version before it into its own in one transaction, forward only, and is never
 * changed once it is released. A statement in a script ends with a semicolon at the end of a line,
 * and no comment does.
 */
final class Migrations {
  /** "MTGT" in the file's header distinguishes our journals from other programs' databases. */
  static final int APPLICATION = 0x4D544754;

  /** The version that the first script creates in an empty file. */
  static final int FIRST = 5;

  /** The versions that this program knows. */
  static final Migrations OURS = new Migrations(List.of(resource("schema.sql")));

  private final List<String> scripts;

  /**
   * Creates the versions from {@link #FIRST} on.
   *
   * @param scripts the SQL of each: the first for an empty file, the others for the version before.
   */
  Migrations(List<String> scripts) {
    this.scripts = List.copyOf(scripts);
  }

  /** The version that this program writes. */
  int version() {
    return FIRST + scripts.size() - 1;
  }

  /**
   * Checks a file before anything in it is changed.
   *
   * @throws UnusableFileException when {@link #run} must not change it.
   */
  void check(Connection connection) throws SQLException {
    long version = Database.number(connection, "PRAGMA user_version");
    boolean empty = Database.number(connection, "SELECT count(*) FROM sqlite_master") == 0;
    if (empty && version == 0) {
      return;
    }
    boolean foreign = Database.number(connection, "PRAGMA application_id") != APPLICATION;
    if (empty || foreign || version <= 0) {
      throw unusable(Reason.FOREIGN, version);
    }
    if (version > version()) {
      throw unusable(Reason.NEWER, version);
    }
    if (version < FIRST) {
      throw unusable(Reason.TOO_OLD, version);
    }
  }

  /**
   * Checks a file that is only read.
   *
   * @throws UnusableFileException when it does not have the version of this program.
   */
  void requireCurrent(Connection connection) throws SQLException {
    check(connection);
    long version = Database.number(connection, "PRAGMA user_version");
    if (version != version()) {
      throw unusable(version == 0 ? Reason.FOREIGN : Reason.NOT_MIGRATED, version);
    }
  }

  private UnusableFileException unusable(Reason reason, long version) {
    return new UnusableFileException(reason, version, version());
  }

  /** Brings a file that passed {@link #check} to the version of this program. */
  void run(Connection connection) throws SQLException {
    long version = Database.number(connection, "PRAGMA user_version");
    for (long next = Math.max(FIRST, version + 1); next <= version(); next++) {
      Database.execute(connection, "BEGIN IMMEDIATE");
      try {
        for (String statement : scripts.get((int) next - FIRST).strip().split(";\\s*(\\R|$)")) {
          Database.execute(connection, statement);
        }
        Database.execute(connection, "PRAGMA application_id = " + APPLICATION);
        Database.execute(connection, "PRAGMA user_version = " + next);
        Database.execute(connection, "COMMIT");
      } catch (SQLException e) {
        try {
          Database.execute(connection, "ROLLBACK");
        } catch (SQLException again) {
          e.addSuppressed(again);
        }
        throw e;
      }
    }
  }

  private static String resource(String name) {
    try (InputStream in = Migrations.class.getResourceAsStream(name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
