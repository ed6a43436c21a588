// SPDX-License-Identifier: Apache-2.0
package org.metergate.core.cli;

import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.metergate.recording.RecordingEvent;
import org.metergate.recording.RecordingWriter;
import org.metergate.spi.link.Edge;
import org.metergate.spi.link.LineSettings;
import org.metergate.spi.link.LinkUri;
import org.metergate.spi.time.TimeSource;

/** A recording that is being written: each piece is flushed as it arrives. */
final class TrafficFile implements AutoCloseable {
  private final Writer out;
  private final RecordingWriter recording;
  private final TimeSource time;
  private final long begin;
  private long bytes;
  private long edges;
  private long last;

  /** Creates a new file; fails if one with that name exists. */
  TrafficFile(Path file, TimeSource time) throws IOException {
    Files.createFile(file);
    this.out =
        new OutputStreamWriter(new FileOutputStream(file.toFile()), StandardCharsets.US_ASCII);
    this.recording = new RecordingWriter(out);
    this.time = time;
    this.begin = time.nanos();
  }

  void begin(LinkUri link, LineSettings settings, boolean requested) throws IOException {
    recording.comment("begun " + time.now() + " on " + link);
    recording.write(new RecordingEvent.Settings(0, settings));
    if (requested) {
      recording.write(new RecordingEvent.Request(nanos(), true));
    }
    out.flush();
  }

  /** Writes the first bytes of a chunk, often none. */
  void received(byte[] chunk, int count) throws IOException {
    if (count > 0) {
      recording.write(new RecordingEvent.Received(nanos(), Arrays.copyOf(chunk, count)));
      out.flush();
      bytes += count;
    }
  }

  /** Writes the level at which a line begins. */
  void initialLevel(LinkUri link, int line, boolean level) throws IOException {
    if (line == 0) {
      recording.comment("begun " + time.now() + " on " + link);
    }
    recording.write(new RecordingEvent.Edge(0, level, line));
    out.flush();
  }

  /** Writes an edge; one that is older than the last event gets the time of that event. */
  void edge(Edge edge) throws IOException {
    last = Math.max(Math.max(last, 1000), edge.nanos() - begin); // second 0 is for initial levels
    recording.write(new RecordingEvent.Edge(last, edge.level(), edge.line()));
    out.flush();
    edges++;
  }

  /** Returns the number of edges recorded. */
  long edges() {
    return edges;
  }

  /** Writes the time until which the link was read. */
  void end() throws IOException {
    recording.write(new RecordingEvent.Silence(Math.max(last, nanos())));
  }

  long bytes() {
    return bytes;
  }

  long nanos() {
    return time.nanos() - begin;
  }

  @Override
  public void close() throws IOException {
    out.close();
  }
}
