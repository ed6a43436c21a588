// SPDX-License-Identifier: Apache-2.0
package org.metergate.recording;

import java.util.Objects;
import org.metergate.spi.codec.Hex;
import org.metergate.spi.link.LineSettings;

/** One line of a recording; each has the time since the recording's beginning. */
public sealed interface RecordingEvent {

  /**
   * Returns when it happened.
   *
   * @return nanoseconds since the beginning, zero or more.
   */
  long nanos();

  /**
   * Returns the line's part behind the time.
   *
   * @return for example {@code < 7EA1E9}.
   */
  String body();

  /**
   * Bytes that came from the meter.
   *
   * @param nanos when the last of them was there.
   * @param bytes at least one; not copied, must not change.
   */
  record Received(long nanos, byte[] bytes) implements RecordingEvent {
    /** Checks the time and that there are bytes. */
    public Received {
      requireTime(nanos);
      requireBytes(bytes);
    }

    @Override
    public String body() {
      return "< " + Hex.of(bytes);
    }
  }

  /**
   * Bytes that went to the meter.
   *
   * @param nanos when they were handed over.
   * @param bytes at least one; not copied, must not change.
   */
  record Sent(long nanos, byte[] bytes) implements RecordingEvent {
    /** Checks the time and that there are bytes. */
    public Sent {
      requireTime(nanos);
      requireBytes(bytes);
    }

    @Override
    public String body() {
      return "> " + Hex.of(bytes);
    }
  }

  /**
   * Nothing came until now; ends a recording whose last telegram was followed by quiet.
   *
   * @param nanos until when.
   */
  record Silence(long nanos) implements RecordingEvent {
    /** Checks the time. */
    public Silence {
      requireTime(nanos);
    }

    @Override
    public String body() {
      return "! silence";
    }
  }

  /**
   * The request line changed.
   *
   * @param nanos when.
   * @param on in the meter's sense.
   */
  record Request(long nanos, boolean on) implements RecordingEvent {
    /** Checks the time. */
    public Request {
      requireTime(nanos);
    }

    @Override
    public String body() {
      return "! request " + (on ? "on" : "off");
    }
  }

  /**
   * The line was set.
   *
   * @param nanos when.
   * @param settings from then on.
   */
  record Settings(long nanos, LineSettings settings) implements RecordingEvent {
    /** Checks the time and that there is a setting. */
    public Settings {
      requireTime(nanos);
      Objects.requireNonNull(settings, "settings");
    }

    @Override
    public String body() {
      return "! settings " + settings;
    }
  }

  /**
   * A level changed, on a link that carries edges. At second zero it says the level at which a line
   * began.
   *
   * @param nanos when.
   * @param level the new one, true for active.
   * @param line which line of the link, from 0; written from 1 up, and only from the second on.
   */
  record Edge(long nanos, boolean level, int line) implements RecordingEvent {
    /** Checks the time and the line, 0 to 63. */
    public Edge {
      requireTime(nanos);
      if (line < 0 || line > 63) {
        throw new IllegalArgumentException("an edge of line " + line);
      }
    }

    /**
     * An edge of the first or only line.
     *
     * @param nanos when.
     * @param level the new one, true for active.
     */
    public Edge(long nanos, boolean level) {
      this(nanos, level, 0);
    }

    @Override
    public String body() {
      return "! edge " + (level ? 1 : 0) + (line == 0 ? "" : " line " + (line + 1));
    }
  }

  private static void requireTime(long nanos) {
    if (nanos < 0) {
      throw new IllegalArgumentException("an event " + -nanos + " ns before the recording began");
    }
  }

  private static void requireBytes(byte[] bytes) {
    if (bytes.length == 0) {
      throw new IllegalArgumentException("an event without bytes");
    }
  }
}
