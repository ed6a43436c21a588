// SPDX-License-Identifier: Apache-2.0
package org.metergate.setup.matrix;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.BiPredicate;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.metergate.emulator.wire.Adapter;
import org.metergate.emulator.wire.Uart;
import org.metergate.emulator.wire.Wire;
import org.metergate.setup.cause.Cause;
import org.metergate.setup.matrix.Situation.Result;
import org.metergate.setup.probe.Sureness;
import org.metergate.setup.probe.Verdict;

/**
 * The probe on lines that are modelled bit by bit: meters, conditions, receivers, and three moments
 * of each. The tables are written to {@code target}.
 */
class ProbeMatrixTest {
  private static final int CELLS = 80;

  /** Other moments, noise and clock errors; each must give the same verdicts. */
  private static final long SEED = Long.getLong("metergate.matrix.seed", 0);

  /** How a port may mark errors: each byte, or packets; both models of a receiver. */
  private static final List<Adapter> MARKED =
      List.of(Adapter.header(), Adapter.ftdi(), Adapter.header().with(Uart.Model.RESTARTS));

  private static final List<Adapter> UNMARKED =
      List.of(
          Adapter.ch340(),
          Adapter.ch340().with(Uart.Model.WAITS),
          new Adapter(Uart.Model.WAITS, Adapter.Marks.NONE, java.time.Duration.ZERO, 0, 1));

  private record Row(Cell cell, List<Result> results) {}

  @Test
  void namesWhatIsOnALineThatMarksItsErrors() throws Exception {
    List<Cell> cells = Cell.all();
    assertTrue(cells.size() >= CELLS, cells.size() + " cells");
    List<Row> rows = rows(cells, MARKED, (phase, wire) -> wire);
    write("probe-matrix.md", rows);
    assertEquals("", wrong(rows, (cell, verdict) -> false));
    for (Row row : rows) {
      for (Result result : row.results) {
        assertTrue(result.seconds() <= 72, row.cell.name() + ": " + result);
      }
    }
  }

  @Test
  void isRightOrNotSureOnALineWithoutMarks() throws Exception {
    List<Row> rows = rows(Cell.all(), UNMARKED, (phase, wire) -> wire);
    write("probe-matrix-unmarked.md", rows);
    assertEquals("", wrong(rows, ProbeMatrixTest::leavesItOpen));
    long right =
        rows.stream()
            .flatMap(
                row -> row.results.stream().filter(r -> r.verdict().cause() == row.cell.right()))
            .count();
    assertTrue(right >= 0.9 * 3 * rows.size(), right + " of " + 3 * rows.size());
  }

  @Test
  void isRightOrNotSureWithLostBytesAndASpeedThatIsOff() throws Exception {
    List<Adapter> losing = MARKED.stream().map(adapter -> adapter.losing(0.01)).toList();
    List<Row> rows = rows(Cell.all(), losing, (phase, wire) -> wire.off(phase % 2 == 0 ? -2 : 2));
    write("probe-matrix-lossy.md", rows);
    assertEquals("", wrong(rows, ProbeMatrixTest::isHonest));
  }

  /** Without marks a byte with parity may be read as well as one without. */
  private static boolean leavesItOpen(Cell cell, Verdict verdict) {
    return verdict.sureness() == Sureness.NOT_SURE
        || verdict.cause() == Cause.UNCLEAR
        || cell.right().group() == Cause.Group.RECOGNISED && verdict.recognised();
  }

  /** Where bytes are missing no frame is whole, which is a verdict as right. */
  private static boolean isHonest(Cell cell, Verdict verdict) {
    return verdict.sureness() == Sureness.NOT_SURE
        || cell.proven() && (verdict.cause() == Cause.DAMAGED || verdict.recognised());
  }

  private static List<Row> rows(
      List<Cell> cells, List<Adapter> adapters, BiFunction<Integer, Wire, Wire> change) {
    return IntStream.range(0, cells.size())
        .parallel()
        .mapToObj(number -> row(cells.get(number), number, adapters, change))
        .toList();
  }

  private static Row row(
      Cell cell, int number, List<Adapter> adapters, BiFunction<Integer, Wire, Wire> change) {
    List<Result> results = new ArrayList<>();
    for (int phase = 0; phase < adapters.size(); phase++) {
      Situation situation = new Situation(SEED + 1000L * number + phase, phase);
      Wire wire = change.apply(phase, cell.wire().apply(situation));
      results.add(situation.probe(wire, adapters.get(phase)));
    }
    return new Row(cell, results);
  }

  /** Returns the cells whose verdict is neither the right one nor one that may be excused. */
  private static String wrong(List<Row> rows, BiPredicate<Cell, Verdict> excused) {
    StringBuilder wrong = new StringBuilder();
    for (Row row : rows) {
      for (Result result : row.results) {
        boolean right = row.cell.allows(result.verdict().cause());
        if (!right && !excused.test(row.cell, result.verdict())) {
          wrong.append(row.cell.name()).append(": ").append(result).append('\n');
        }
      }
    }
    return wrong.toString();
  }

  private static void write(String file, List<Row> rows) throws IOException {
    StringBuilder table =
        new StringBuilder(
            "| meter | line | right | verdicts at three moments |\n|---|---|---|---|\n");
    for (Row row : rows) {
      table.append("| ").append(row.cell.meter()).append(" | ").append(row.cell.condition());
      table.append(" | ").append(row.cell.right().id()).append(" | ");
      table.append(String.join("; ", row.results.stream().map(Result::toString).toList()));
      table.append(" |\n");
    }
    Path target = Files.createDirectories(Path.of("target"));
    Files.writeString(target.resolve(file), table);
  }
}
