// SPDX-License-Identifier: Apache-2.0
package org.metergate.spi.dialogue;

import java.nio.charset.StandardCharsets;
import org.metergate.spi.codec.Damage;
import org.metergate.spi.codec.FrameSink;
import org.metergate.spi.codec.Framer;

/**
 * A protocol that can be read in a test: a frame is {@code <}, a text, the last digit of its length
 * as a checksum, {@code >}. With {@code patient} a frame is only delivered at the silence after it.
 */
final class TextFramer implements Framer<String> {
  private static final long PATIENCE = 1_000_000_000L;

  private final boolean patient;
  private final StringBuilder text = new StringBuilder();
  private boolean inside;
  private String complete;

  TextFramer(boolean patient) {
    this.patient = patient;
  }

  static String frame(String text) {
    return "<" + text + text.length() % 10 + ">";
  }

  @Override
  public void accept(byte[] chunk, int offset, int length, FrameSink<String> sink) {
    for (int i = offset; i < offset + length; i++) {
      char next = (char) chunk[i];
      if (next == '<') {
        if (inside) {
          sink.corrupt(Damage.TRUNCATED);
        }
        inside = true;
        text.setLength(0);
      } else if (!inside) {
        sink.noise(chunk, i, 1);
      } else if (next == '>') {
        inside = false;
        end(text.toString(), sink);
      } else {
        text.append(next);
      }
    }
  }

  private void end(String content, FrameSink<String> sink) {
    String payload = content.isEmpty() ? "" : content.substring(0, content.length() - 1);
    if (!frame(payload).equals("<" + content + ">")) {
      sink.corrupt(Damage.CHECKSUM);
    } else if (patient) {
      complete = payload;
    } else {
      sink.frame(payload);
    }
  }

  @Override
  public void silence(long nanos, FrameSink<String> sink) {
    if (nanos >= PATIENCE && inside) {
      inside = false;
      sink.corrupt(Damage.TRUNCATED);
    }
    if (nanos >= PATIENCE && complete != null) {
      String frame = complete;
      complete = null;
      sink.frame(frame);
    }
  }

  static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }
}
