// SPDX-License-Identifier: Apache-2.0
package org.metergate.recording;

import java.util.Objects;
import org.metergate.spi.codec.Hex;
import org.metergate.spi.link.LineSettings;

/** One line of a recording; each has the time since the start of the recording. */
public sealed interface RecordingEvent {

  /**
   * Returns when it happened.
   *
   * @return nanoseconds since the start, zero or more.
   */
  long nanos();

  /**
   * Returns the part of the line after the time.
   *
   * @return for example {@code < 7EA1E9}.
   */
  String body();

  /**
   * Bytes that came from the meter.
   *
   * @param nanos when the last of them arrived.
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
   * @param nanos when they were handed to the link.
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
   * No byte arrived until this time; ends a recording whose last telegram was followed by silence.
   *
   * @param nanos the end of the silence.
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
   * @param nanos when it changed.
   * @param on whether the meter is asked to send, whatever the polarity of the wire.
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
   * The line settings were changed.
   *
   * @param nanos when they were changed.
   * @param settings the settings from then on.
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
   * A level changed, on a link that carries edges. At second zero it is the initial level of a
   * line.
   *
   * @param nanos when it changed.
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
     * Creates an edge of the first or only line.
     *
     * @param nanos when it changed.
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
