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
import org.metergate.spi.link.LineSettings;
import org.metergate.spi.link.LinkUri;
import org.metergate.spi.recording.RecordingEvent;
import org.metergate.spi.recording.RecordingWriter;
import org.metergate.spi.time.TimeSource;

/** A recording that is being written: each piece is handed to the system when it came. */
final class TrafficFile implements AutoCloseable {
  private final Writer out;
  private final RecordingWriter recording;
  private final TimeSource time;
  private final long begin;
  private long bytes;

  /** Makes a new file; fails where there is one of that name. */
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

  /** Takes the first bytes of a chunk, often none. */
  void received(byte[] chunk, int count) throws IOException {
    if (count > 0) {
      recording.write(new RecordingEvent.Received(nanos(), Arrays.copyOf(chunk, count)));
      out.flush();
      bytes += count;
    }
  }

  /** Says until when it was listened. */
  void end() throws IOException {
    recording.write(new RecordingEvent.Silence(nanos()));
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
