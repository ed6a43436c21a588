// SPDX-License-Identifier: Apache-2.0
package org.metergate.journal.sql;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.metergate.journal.sql.UnusableFileException.Reason;

/** The steps from one version of the tables to the next, with a second one that is invented. */
class MigrationsTest {
  private static final String NEXT =
      """
      -- a comment, which ends with a word; and goes on
      ALTER TABLE meter ADD COLUMN place TEXT NOT NULL DEFAULT '';
      -- values of earlier rows

      UPDATE meter SET place = 'at ' || name;
      CREATE TABLE price (
        id INTEGER PRIMARY KEY,                       -- a comment in a table
        text TEXT NOT NULL
      );
      """;

  @TempDir Path folder;

  private Path path;
  private String first;
  private Migrations two;

  @BeforeEach
  void inventASecondStep() throws Exception {
    path = folder.resolve("journal.db");
    try (var in = Migrations.class.getResourceAsStream("schema.sql")) {
      first = new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
    two = new Migrations(List.of(first, NEXT));
  }

  private Connection connect() throws SQLException {
    return DriverManager.getConnection("jdbc:sqlite:" + path);
  }

  private void smallFileOfVersion5() throws SQLException {
    try (Connection connection = connect()) {
      Migrations.OURS.check(connection);
      Migrations.OURS.run(connection);
      Database.execute(
          connection, "INSERT INTO meter (name, sub_meter, identifier) VALUES ('heat', '', '7')");
    }
  }

  private static void brings(Connection connection, Migrations migrations) throws SQLException {
    migrations.check(connection);
    migrations.run(connection);
    migrations.requireCurrent(connection);
  }

  private static Reason refused(Migrations migrations, Connection connection) {
    UnusableFileException e =
        assertThrows(UnusableFileException.class, () -> migrations.requireCurrent(connection));
    return e.reason();
  }

  @Test
  void aSmallFileIsMigratedThroughASecondStepOnce() throws Exception {
    smallFileOfVersion5();
    try (Connection connection = connect()) {
      assertEquals(Reason.NOT_MIGRATED, refused(two, connection));
      brings(connection, two);
      assertEquals(6, Database.number(connection, "PRAGMA user_version"));
      assertEquals(
          1, Database.number(connection, "SELECT count(*) FROM meter WHERE place = 'at heat'"));
      assertEquals(0, Database.number(connection, "SELECT count(*) FROM price"));
      brings(connection, two);
      assertEquals(Reason.NEWER, refused(Migrations.OURS, connection));
    }
  }

  @Test
  void aNewFilePassesThroughAllSteps() throws Exception {
    try (Connection connection = connect()) {
      assertEquals(Reason.FOREIGN, refused(two, connection), "nothing can be read from it yet");
      brings(connection, two);
      assertEquals(6, Database.number(connection, "PRAGMA user_version"));
      assertEquals(0, Database.number(connection, "SELECT count(*) FROM price"));
    }
  }

  @Test
  void aStepThatFailsLeavesTheFileAsItWas() throws Exception {
    smallFileOfVersion5();
    byte[] before = Files.readAllBytes(path);
    Migrations broken =
        new Migrations(List.of(first, NEXT + "INSERT INTO nothing VALUES (1);\n", "SELECT 1;\n"));
    try (Connection connection = connect()) {
      assertThrows(SQLException.class, () -> broken.run(connection));
      assertEquals(5, Database.number(connection, "PRAGMA user_version"));
    }
    assertArrayEquals(before, Files.readAllBytes(path));
    try (Connection connection = connect()) {
      brings(connection, two);
    }
  }

  @Test
  void aFileWithoutTablesOrVersionIsNoJournal() throws Exception {
    try (Connection connection = connect()) {
      Database.execute(connection, "PRAGMA user_version = 5");
      assertEquals(Reason.FOREIGN, refused(Migrations.OURS, connection));
    }
    Files.delete(path);
    smallFileOfVersion5();
    try (Connection connection = connect()) {
      for (int version : new int[] {0, -3}) {
        Database.execute(connection, "PRAGMA user_version = " + version);
        assertEquals(Reason.FOREIGN, refused(Migrations.OURS, connection));
      }
      Database.execute(connection, "PRAGMA user_version = 5");
      Database.execute(connection, "PRAGMA application_id = 1");
      assertEquals(Reason.FOREIGN, refused(Migrations.OURS, connection));
    }
  }
}
