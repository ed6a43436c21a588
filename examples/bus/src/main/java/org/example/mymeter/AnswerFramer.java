// SPDX-License-Identifier: Apache-2.0
package org.example.mymeter;

import org.metergate.spi.codec.Damage;
import org.metergate.spi.codec.FrameSink;
import org.metergate.spi.codec.Framer;

/** Finds answers: lines that begin with an exclamation mark, which does not occur inside. */
final class AnswerFramer implements Framer<Answer> {
  private static final int LONGEST = 40;
  private final StringBuilder line = new StringBuilder();

  @Override
  public void accept(byte[] chunk, int offset, int length, FrameSink<Answer> sink) {
    for (int i = offset; i < offset + length; i++) {
      char c = (char) (chunk[i] & 0xFF);
      if (c == '!' || line.length() == LONGEST) {
        giveUp(Damage.END, sink);
      }
      if (c != '!' && line.length() == 0) {
        sink.noise(chunk, i, 1);
      } else if (c != '\n') {
        line.append(c);
      } else {
        Answer.of(line.toString())
            .ifPresentOrElse(sink::frame, () -> sink.corrupt(Damage.CHECKSUM));
        line.setLength(0);
      }
    }
  }

  @Override
  public void silence(long nanos, FrameSink<Answer> sink) {
    if (nanos >= 2_000_000_000L) {
      giveUp(Damage.TRUNCATED, sink);
    }
  }

  private void giveUp(Damage damage, FrameSink<Answer> sink) {
    if (line.length() > 0) {
      sink.corrupt(damage);
      line.setLength(0);
    }
  }
}
