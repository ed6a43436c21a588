// SPDX-License-Identifier: Apache-2.0
package org.metergate.core.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.metergate.recording.RecordingLink;
import org.metergate.recording.RecordingReader;
import org.metergate.recording.RecordingWriter;
import org.metergate.spi.codec.MalformedException;
import org.metergate.spi.time.TimeSource;

/** Opens recordings for the commands. */
final class Recordings {
  /** The first line without its number, so that a later version is recognised as a recording. */
  private static final byte[] BEGIN =
      RecordingWriter.HEADER.replaceFirst(" \\d+$", "").getBytes(StandardCharsets.US_ASCII);

  private Recordings() {}

  /** Checks the first bytes and leaves them unread; the stream must support marks. */
  static boolean isRecording(InputStream in) throws IOException {
    in.mark(BEGIN.length);
    byte[] first = in.readNBytes(BEGIN.length);
    in.reset();
    return Arrays.equals(first, BEGIN);
  }

  /** Plays a recording at its own pace on this clock; the caller closes the stream. */
  static RecordingLink link(String name, InputStream in, TimeSource time) throws IOException {
    return new RecordingLink(name, reader(name, in)::next, time, 1);
  }

  /** Reads and checks the header; the caller closes the stream. */
  static RecordingReader reader(String name, InputStream in) throws IOException {
    try {
      return new RecordingReader(
          new BufferedReader(new InputStreamReader(in, StandardCharsets.US_ASCII)));
    } catch (MalformedException e) {
      throw wrong(name, e);
    }
  }

  static CommandException wrong(String name, MalformedException e) {
    return new CommandException(CommandException.FAULT, name + ": " + e.getMessage() + ".");
  }
}
