// SPDX-License-Identifier: Apache-2.0
package org.metergate.example.iec62056;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.metergate.example.iec62056.frame.Message;
import org.metergate.example.iec62056.frame.MessageFramer;
import org.metergate.kit.FramerContract;
import org.metergate.spi.codec.Damage;
import org.metergate.spi.codec.FrameSink;
import org.metergate.spi.codec.Framer;

/** Checks that the framer of modes A to C fulfils the contract of a framer. */
class MessageFramerTest extends FramerContract<Message> {

  /** The contract is one of frames with a checksum: identifications, which have none, are noise. */
  @Override
  protected Framer<Message> framer() {
    MessageFramer framer = new MessageFramer();
    return new Framer<>() {
      @Override
      public void accept(byte[] chunk, int offset, int length, FrameSink<Message> sink) {
        framer.accept(chunk, offset, length, new Blocks(sink));
      }

      @Override
      public void silence(long nanos, FrameSink<Message> sink) {
        framer.silence(nanos, new Blocks(sink));
      }
    };
  }

  private record Blocks(FrameSink<Message> sink) implements FrameSink<Message> {
    @Override
    public void frame(Message message) {
      if (message instanceof Message.Block) {
        sink.frame(message);
      } else {
        byte[] line = message.toString().getBytes(StandardCharsets.US_ASCII);
        sink.noise(line, 0, line.length);
      }
    }

    @Override
    public void noise(byte[] bytes, int offset, int length) {
      sink.noise(bytes, offset, length);
    }

    @Override
    public void corrupt(Damage damage) {
      sink.corrupt(damage);
    }
  }

  @Test
  void findsAnIdentificationBetweenOtherLines() {
    List<String> found = new ArrayList<>();
    byte[] line = "/?1!\r\n/KAM/KAM5MC\r\nKAM5MC\r\n".getBytes(StandardCharsets.US_ASCII);
    new MessageFramer()
        .accept(
            line,
            0,
            line.length,
            new FrameSink<>() {
              @Override
              public void frame(Message message) {
                found.add(message.toString());
              }

              @Override
              public void noise(byte[] bytes, int offset, int length) {
                found.add(length + " bytes");
              }

              @Override
              public void corrupt(Damage damage) {
                found.add(damage.toString());
              }
            });
    assertEquals(List.of("6 bytes", "4 bytes", "/KAM5MC", "8 bytes"), found);
  }

  @Override
  protected List<byte[]> frames() {
    return List.of(
        // STX, text, ETX, and the exclusive or of everything after STX; that is a weak check: a
        // text that begins with "0.0." (exclusive or zero) would pass without it, so these begin
        // differently
        block("F.F(01)\r\n1.8.0(000913.000*kWh)\r\n!\r\n"),
        block("F.F(00)\r\n1.8.0(000914.125*kWh)\r\n!\r\n"));
  }

  static byte[] block(String text) {
    byte[] bytes = ("\u0002" + text + "\u0003?").getBytes(StandardCharsets.US_ASCII);
    byte check = 0;
    for (int i = 1; i < bytes.length - 1; i++) {
      check ^= bytes[i];
    }
    bytes[bytes.length - 1] = check;
    return bytes;
  }

  @Override
  protected String text(Message frame) {
    return frame.toString();
  }
}
