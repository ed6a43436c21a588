// SPDX-License-Identifier: Apache-2.0
package org.metergate.core.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.metergate.spi.codec.MalformedException;
import org.metergate.spi.recording.RecordingLink;
import org.metergate.spi.recording.RecordingReader;
import org.metergate.spi.recording.RecordingWriter;
import org.metergate.spi.time.TimeSource;

/** Recordings as files of the command line. */
final class Recordings {
  private static final byte[] HEADER = RecordingWriter.HEADER.getBytes(StandardCharsets.US_ASCII);

  private Recordings() {}

  /** Looks at the first bytes and leaves them unread; the stream must support marks. */
  static boolean beginsLikeOne(InputStream in) throws IOException {
    in.mark(HEADER.length);
    byte[] first = in.readNBytes(HEADER.length);
    in.reset();
    return Arrays.equals(first, HEADER);
  }

  /** Plays a recording; the caller closes the stream. */
  static RecordingLink link(String name, InputStream in, TimeSource time, double speed)
      throws IOException {
    try {
      RecordingReader reader =
          new RecordingReader(
              new BufferedReader(new InputStreamReader(in, StandardCharsets.US_ASCII)));
      return new RecordingLink(name, reader::next, time, speed);
    } catch (MalformedException e) {
      throw new CommandException(CommandException.FAULT, name + ": " + e.getMessage() + ".");
    }
  }
}
