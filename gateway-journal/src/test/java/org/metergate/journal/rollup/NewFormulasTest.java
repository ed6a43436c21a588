// SPDX-License-Identifier: Apache-2.0
package org.metergate.journal.rollup;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.OptionalLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.metergate.journal.Journal;
import org.metergate.journal.JournalSettings;
import org.metergate.time.VirtualTime;

/** From which reading on a derived series that is new is rolled up. */
class NewFormulasTest {
  @TempDir Path folder;
  private Connection file;
  private NewFormulas formulas;

  @BeforeEach
  void open() throws Exception {
    Path path = folder.resolve("journal.db");
    VirtualTime time = new VirtualTime(Instant.parse("2026-01-07T00:00:00Z"));
    Journal.open(new JournalSettings(path, Duration.ofHours(1)), time).close();
    file = DriverManager.getConnection("jdbc:sqlite:" + path);
    formulas = new NewFormulas(file, file);
    sql("INSERT INTO meter (id, name, sub_meter, identifier) VALUES (1, 'house', '', '1')");
    sql("INSERT INTO meter (id, name, sub_meter, identifier) VALUES (2, 'house', '', '2')");
    sql("INSERT INTO boot VALUES (9, 'boot')");
    sql("INSERT INTO shape VALUES (1, 'NONE', NULL)");
    sql("INSERT INTO reading VALUES (50, 1, 1, 0, 0, NULL, 9, 0, x'00')");
    sql("INSERT INTO span VALUES (1, 0, 50, 900), (1, 1, 901, 150000)");
  }

  @AfterEach
  void close() throws SQLException {
    file.close();
  }

  private void sql(String statement) throws SQLException {
    try (Statement sql = file.createStatement()) {
      sql.execute(statement);
    }
  }

  private void series(int meter, String name) throws SQLException {
    sql(
        "INSERT INTO series (meter, quantity, kind, dimension, label) VALUES ("
            + meter
            + ", '"
            + name
            + "', 'GAUGE', 'POWER', 'x')");
  }

  @Test
  void isTheFirstOfItsMeter() throws SQLException {
    series(1, "power_import");
    assertEquals(OptionalLong.empty(), formulas.find(2000), "what the meter sends is not derived");
    series(1, "power=power_import");
    assertEquals(OptionalLong.of(50), formulas.find(2000));
    formulas.found();
    assertEquals(OptionalLong.empty(), formulas.find(2000));
    series(2, "power=power_import");
    assertEquals(OptionalLong.of(2001), formulas.find(2000), "nothing of it is rolled up yet");
    sql("INSERT INTO span VALUES (2, 3, 1990, 1999)");
    assertEquals(OptionalLong.of(1990), formulas.find(2000));
  }

  @Test
  void isAtMostSoManyReadingsBackAndNoneThatIsDeleted() throws SQLException {
    series(1, "power=power_import");
    assertEquals(OptionalLong.of(50_001), formulas.find(150_000));
    sql("UPDATE reading SET id = 60000");
    assertEquals(OptionalLong.of(60_000), formulas.find(150_000));
  }
}
