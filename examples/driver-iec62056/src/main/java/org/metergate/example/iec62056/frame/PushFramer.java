// SPDX-License-Identifier: Apache-2.0
package org.metergate.example.iec62056.frame;

import java.time.Duration;
import org.metergate.spi.codec.Damage;
import org.metergate.spi.codec.FrameSink;
import org.metergate.spi.codec.Framer;

/**
 * Finds the readouts that a meter of mode D sends by itself (IEC 62056-21, clause 6.4.5):
 * identification, an empty line, lines of data, {@code !} and the end of a line. There is no check
 * character: only the form is checked. A slash cannot occur inside a readout, so it always starts a
 * new one.
 */
public final class PushFramer implements Framer<Message> {
  private static final int LONGEST = 16 * 1024;
  private static final long PATIENCE = Duration.ofSeconds(3).toNanos();

  private final StringBuilder text = new StringBuilder();
  private boolean inside;

  /** Creates a framer that waits for the first readout. */
  public PushFramer() {}

  @Override
  public void accept(byte[] chunk, int offset, int length, FrameSink<Message> sink) {
    int noise = 0;
    for (int i = offset; i < offset + length; i++) {
      int c = chunk[i] & 0xFF;
      if (!inside && c != '/') {
        noise++;
        continue;
      }
      if (noise > 0) {
        sink.noise(chunk, i - noise, noise);
        noise = 0;
      }
      take(c, sink);
    }
    if (noise > 0) {
      sink.noise(chunk, offset + length - noise, noise);
    }
  }

  private void take(int c, FrameSink<Message> sink) {
    if (c == '/') {
      if (inside) {
        sink.corrupt(Damage.END);
      }
      inside = true;
      text.setLength(0);
    } else if (!Ascii.isText(c)) {
      fail(Damage.CONTENT, sink);
      return;
    } else if (text.length() == LONGEST) {
      fail(Damage.END, sink);
      return;
    }
    text.append((char) c);
    int mark = text.indexOf("!", Math.max(0, text.length() - 3));
    if (mark >= 0 && mark < text.length() - 1) {
      afterMark(mark, sink);
    }
  }

  private void afterMark(int mark, FrameSink<Message> sink) {
    String end = text.substring(mark + 1);
    if ("\r\n".equals(end)) {
      finish(text.substring(0, mark), sink);
    } else if (!"\r".equals(end)) {
      fail(Damage.END, sink);
    }
  }

  private void finish(String whole, FrameSink<Message> sink) {
    int head = whole.indexOf("\r\n");
    boolean wellFormed = head > 0 && whole.startsWith("\r\n", head + 2);
    var sender = wellFormed ? Identification.parse(whole.substring(0, head)) : null;
    if (!wellFormed || sender.isEmpty() || whole.length() == head + 4) {
      fail(Damage.CONTENT, sink);
      return;
    }
    inside = false;
    sink.frame(new Message.Pushed(sender.get(), whole.substring(head + 4)));
  }

  private void fail(Damage damage, FrameSink<Message> sink) {
    sink.corrupt(damage);
    inside = false;
  }

  @Override
  public void silence(long nanos, FrameSink<Message> sink) {
    if (inside && nanos >= PATIENCE) {
      fail(Damage.TRUNCATED, sink);
    }
  }
}
