// SPDX-License-Identifier: Apache-2.0
package org.metergate.journal;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.TreeSet;
import org.metergate.journal.rollup.RollupAudit;
import org.metergate.journal.rollup.RollupWriter;
import org.metergate.journal.sql.Database;
import org.metergate.journal.sql.JournalConnections;
import org.metergate.journal.sql.JournalTable;
import org.metergate.journal.sql.OpenFiles;
import org.metergate.journal.sql.Prepared;
import org.metergate.journal.sql.Salvage;
import org.metergate.rollup.Downsampler;
import org.metergate.spi.codec.MalformedException;

/**
 * What a repair has done: all rows that can be read are in a new file at the journal's path, with
 * new indexes, and the damaged file is kept.
 *
 * @param path the journal.
 * @param damaged where the damaged file is now, unchanged.
 * @param saved what was saved.
 */
public record JournalRepair(Path path, Path damaged, Salvaged saved) {
  /** The highest id that is in use or reserved. */
  static final String NEWEST =
      "SELECT max(coalesce((SELECT max(id) FROM reading), 0),"
          + " coalesce((SELECT max(reading) FROM cursor), 0),"
          + " coalesce((SELECT max(newest) FROM meter), 0),"
          + " coalesce((SELECT max(CAST(text AS INTEGER)) FROM state WHERE meter = ''"
          + " AND key = 'ids-reserved'), 0))";

  /**
   * Repairs a journal while no gateway uses it. Intervals whose roll-ups are lost are rebuilt by
   * the next gateway that opens it.
   *
   * @param configured the file.
   * @param zone of meter clocks without an offset.
   * @param now for the name of the damaged file.
   * @return what was done.
   * @throws JournalException when a gateway uses the journal, when it is none of this program's
   *     version, or when there is no room for the new file; nothing is changed then.
   */
  public static JournalRepair run(Path configured, ZoneId zone, Instant now)
      throws JournalException {
    if (!Files.isRegularFile(configured)) {
      throw JournalException.missing(configured);
    }
    try (JournalFile file = JournalFile.claim(configured)) {
      return run(file, zone, now);
    }
  }

  private static JournalRepair run(JournalFile file, ZoneId zone, Instant now)
      throws JournalException {
    Path path = file.path();
    Path part = path.resolveSibling(path.getFileName() + ".part");
    try {
      try {
        Files.deleteIfExists(part);
        Files.createFile(
            part,
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Salvaged saved = copy(path, part, zone);
        Path damaged = exchange(path, part, file.aside("damaged", now));
        return new JournalRepair(path, damaged, saved);
      } finally {
        Files.deleteIfExists(part);
      }
    } catch (SQLException | IOException | MalformedException e) {
      throw JournalException.of(path, e);
    }
  }

  private static Salvaged copy(Path path, Path part, ZoneId zone)
      throws SQLException, MalformedException {
    try (Connection source = JournalConnections.openDamaged(path);
        Connection target = JournalConnections.create(part)) {
      List<Salvage.Gap> gaps = Salvage.copy(source, target);
      Salvage.dropUnreadable(target);
      long newest = Database.number(target, NEWEST);
      setStates(target, newest);
      rollUpAgain(target, gaps, zone);
      return Salvaged.of(target, gaps, Database.number(target, "SELECT max(id) FROM reading"));
    }
  }

  /** No id is used again. */
  private static void setStates(Connection target, long newest) throws SQLException {
    Prepared put = new Prepared(target, "INSERT OR REPLACE INTO state VALUES ('', ?, ?)");
    put.run("ids-reserved", Long.toString(newest));
    put.run("ids-boot", "");
  }

  /** Sets the watermark so that lost or wrong quarters are made again when the file is opened. */
  private static void rollUpAgain(Connection target, List<Salvage.Gap> gaps, ZoneId zone)
      throws SQLException, MalformedException {
    TreeSet<Long> quarters = new TreeSet<>(RollupAudit.disagreements(target, zone));
    for (Salvage.Gap gap : gaps) {
      if (gap.table() == JournalTable.ROLLUP_MINUTE) {
        quarters.add(gap.first() >> 32);
      }
    }
    if (quarters.isEmpty()) {
      return;
    }
    long from = quarters.first() * Downsampler.QUARTER;
    long first =
        Database.number(target, "SELECT min(id) FROM reading WHERE received_ms >= " + from);
    new Prepared(target, "INSERT OR REPLACE INTO state VALUES ('', ?, ?)")
        .run(RollupWriter.STATE, Long.toString(Math.min(RollupWriter.watermark(target), first)));
  }

  private static Path exchange(Path path, Path part, Path damaged) throws IOException {
    force(part);
    Files.move(path, damaged);
    if (Files.exists(OpenFiles.logOf(path), LinkOption.NOFOLLOW_LINKS)) {
      Files.move(OpenFiles.logOf(path), OpenFiles.logOf(damaged));
    }
    Files.deleteIfExists(OpenFiles.indexOf(path));
    Files.move(part, path);
    force(path.getParent());
    return damaged;
  }

  private static void force(Path path) throws IOException {
    try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }
}
