// SPDX-License-Identifier: Apache-2.0
package org.metergate.setup.probe;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.metergate.spi.link.ByteLink;
import org.metergate.spi.link.LineSettings;
import org.metergate.spi.link.LinkLostException;
import org.metergate.spi.time.TimeSource;

/** A line over an open link. One thread; closing the link is the caller's. */
public final class LinkLine implements ProbeLine {
  private final ByteLink link;
  private final TimeSource time;
  private final boolean settable;
  private final Supplier<Marks> newMarks;
  private final byte[] chunk = new byte[4096];
  private Marks marks;

  /** Reads the marks in a stream of bytes; has a state, since a mark may be cut by a read. */
  public interface Marks {

    /**
     * Reads the next bytes of the stream.
     *
     * @param bytes as they were read from the link.
     * @param count how many of them, from index 0.
     * @param nanos when they were read.
     * @return the bytes of the line that are complete.
     */
    List<LineByte> read(byte[] bytes, int count, long nanos);
  }

  /**
   * Takes an open link.
   *
   * @param link open.
   * @param time the clock on which the link runs.
   * @param settable whether {@link ByteLink#reconfigure} has an effect.
   * @param newMarks creates what reads the marks of a stream that begins.
   */
  public LinkLine(ByteLink link, TimeSource time, boolean settable, Supplier<Marks> newMarks) {
    this.link = link;
    this.time = time;
    this.settable = settable;
    this.newMarks = newMarks;
    this.marks = newMarks.get();
  }

  /**
   * Takes an open link whose stream has no marks.
   *
   * @param link open.
   * @param time the clock on which the link runs.
   * @param settable whether {@link ByteLink#reconfigure} has an effect.
   * @return the line.
   */
  public static LinkLine unmarked(ByteLink link, TimeSource time, boolean settable) {
    return new LinkLine(link, time, settable, () -> LinkLine::plain);
  }

  private static List<LineByte> plain(byte[] bytes, int count, long nanos) {
    List<LineByte> read = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      read.add(new LineByte(nanos, bytes[i] & 0xFF, LineByte.Kind.GOOD));
    }
    return read;
  }

  @Override
  public boolean settable() {
    return settable;
  }

  @Override
  public void set(LineSettings settings) throws LinkLostException {
    if (settable) {
      link.reconfigure(settings);
      link.discardInput();
      marks = newMarks.get();
    }
  }

  @Override
  public boolean request(boolean on) throws LinkLostException {
    return link.request(on);
  }

  @Override
  public void write(byte[] bytes) throws LinkLostException {
    link.write(bytes);
  }

  @Override
  public List<LineByte> read(Duration maxWait) throws LinkLostException, InterruptedException {
    int count = link.read(chunk, maxWait);
    return count == 0 ? List.of() : marks.read(chunk, count, time.nanos());
  }
}
