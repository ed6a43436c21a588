// SPDX-License-Identifier: Apache-2.0
package org.metergate.output.csv;

import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.metergate.value.CsvForm;

/** One open file. It ends with a complete line whenever a method returns. One thread. */
final class CsvFile implements AutoCloseable {
  /** Enough to find the last value of each counter. */
  private static final int TAIL = 64 * 1024;

  private static final int MAX_LATE_LINES = 1000;

  private static final int LONGEST_HEADER = 64 * 1024;

  private final Path path;
  private final CsvForm form;
  private final FileChannel channel;
  private CsvColumns columns = new CsvColumns(List.of());
  private final List<List<String>> tail = new ArrayList<>();
  private final Set<List<String>> late = new LinkedHashSet<>();
  private long length;
  private long lastId;
  private boolean dirty;

  private CsvFile(Path path, CsvForm form, FileChannel channel) {
    this.path = path;
    this.form = form;
    this.channel = channel;
  }

  /** Opens a file that exists; removes an incomplete last line. */
  static CsvFile open(Path path, CsvForm form) throws IOException {
    FileChannel channel = FileChannel.open(path, READ, WRITE);
    try {
      CsvFile file = new CsvFile(path, form, channel);
      file.length = channel.size();
      if (file.isOurs()) {
        file.repair();
        file.readTail();
      }
      return file;
    } catch (IOException | RuntimeException e) {
      channel.close();
      throw e;
    }
  }

  /** Returns whether it begins like a file of this program, perhaps with an incomplete header. */
  private boolean isOurs() throws IOException {
    String first = firstLine();
    String begin = String.join(form.separator() + "", CsvColumns.FIXED);
    return first.startsWith(begin) || begin.startsWith(first);
  }

  private String firstLine() throws IOException {
    return text(0, (int) Math.min(length, LONGEST_HEADER)).split("\r?\n", 2)[0];
  }

  private void repair() throws IOException {
    long size = channel.size();
    long end = size;
    while (end > 0) {
      long from = Math.max(0, end - TAIL);
      byte[] part = read(from, (int) (end - from));
      int last = part.length - 1;
      while (last >= 0 && part[last] != '\n') {
        last--;
      }
      end = from + last + 1;
      if (last >= 0) {
        break;
      }
      end = from;
    }
    length = end;
    if (end < size) {
      channel.truncate(end);
    }
  }

  private void readTail() throws IOException {
    if (length == 0) {
      return;
    }
    List<String> header = form.cells(firstLine());
    if (!CsvColumns.isHeader(header)) {
      return;
    }
    columns = new CsvColumns(header);
    long from = Math.max(0, length - TAIL);
    String[] lines = text(from, (int) (length - from)).split("\r?\n");
    for (int i = 1; i < lines.length; i++) { // the first is the header, or may be half a line
      List<String> cells = form.cells(lines[i]);
      if (cells.size() == header.size() && cells.get(0).matches("\\d{1,18}")) {
        tail.add(cells);
        note(Long.parseLong(cells.get(0)), cells);
      }
    }
  }

  private String text(long from, int count) throws IOException {
    return new String(read(from, count), StandardCharsets.UTF_8);
  }

  private byte[] read(long from, int count) throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate(count);
    while (buffer.hasRemaining() && channel.read(buffer, from + buffer.position()) >= 0) {
      continue;
    }
    return java.util.Arrays.copyOf(buffer.array(), buffer.position());
  }

  Path path() {
    return path;
  }

  boolean isEmpty() {
    return length == 0;
  }

  /** Returns the columns of its header; none without a header of this program. */
  CsvColumns columns() {
    return columns;
  }

  /** Returns the last lines that it had when it was opened, as cells. */
  List<List<String>> tail() {
    return tail;
  }

  /** Returns the highest journal id in it, late lines apart. */
  long lastId() {
    return lastId;
  }

  /** Returns whether a late line is among the last ones: the ids of late lines are not in order. */
  boolean hasLate(List<String> cells) {
    return late.contains(cells);
  }

  private void note(long id, List<String> cells) {
    if (!cells.get(CsvColumns.ORIGIN).equals(CsvColumns.LATE)) {
      lastId = Math.max(lastId, id);
      return;
    }
    late.add(cells);
    if (late.size() > MAX_LATE_LINES) {
      late.remove(late.iterator().next());
    }
  }

  void begin(CsvColumns header) throws IOException {
    append(form.line(header.names()));
    columns = header;
  }

  void line(long id, List<String> cells) throws IOException {
    append(form.line(cells));
    note(id, cells);
    tail.clear();
  }

  /** Writes all of a text or nothing of it. */
  private void append(String text) throws IOException {
    ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
    dirty = true;
    try {
      long at = length;
      while (bytes.hasRemaining()) {
        at += channel.write(bytes, at);
      }
      length = at;
    } catch (IOException e) {
      channel.truncate(length);
      throw e;
    }
  }

  /** Makes what was written safe from a power cut. */
  void force() throws IOException {
    if (dirty) {
      channel.force(false);
      dirty = false;
    }
  }

  @Override
  public void close() throws IOException {
    try (channel) {
      force();
    }
  }
}
