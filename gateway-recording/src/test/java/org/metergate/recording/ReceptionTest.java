// SPDX-License-Identifier: Apache-2.0
package org.metergate.recording;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.BufferedReader;
import java.io.StringReader;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.metergate.spi.codec.Damage;
import org.metergate.spi.codec.FrameSink;
import org.metergate.spi.codec.Framer;
import org.metergate.spi.codec.Hex;
import org.metergate.spi.driver.Reception;
import org.metergate.spi.link.ByteLink;
import org.metergate.spi.link.LinkLostException;
import org.metergate.time.VirtualTime;

class ReceptionTest {
  private final VirtualTime time = new VirtualTime(Instant.EPOCH);
  private final List<String> received = new ArrayList<>();

  @Test
  void passesBytesAndTheSilenceSinceThemToTheFramer() throws Exception {
    ByteLink link = play("1.2 < 0102\n1.3 < 03\n3.1 < 04\n");
    assertThrows(LinkLostException.class, () -> listen(link));
    assertEquals(
        List.of("500 ms", "1000 ms", "0102", "03", "500 ms", "1000 ms", "1500 ms", "04"),
        received.subList(0, 8));
    assertEquals("9500 ms", received.get(received.size() - 1), "then the link ends");
  }

  @Test
  void stopsWhenItIsInterrupted() throws Exception {
    ByteLink link = play("1 < 01\n");
    Thread.currentThread().interrupt();
    assertThrows(InterruptedException.class, () -> listen(link));
    assertFalse(Thread.currentThread().isInterrupted());
    assertEquals(List.of(), received);
  }

  private void listen(ByteLink link) throws LinkLostException, InterruptedException {
    Framer<String> framer =
        new Framer<>() {
          @Override
          public void accept(byte[] chunk, int offset, int length, FrameSink<String> sink) {
            sink.frame(Hex.of(Arrays.copyOfRange(chunk, offset, offset + length)));
          }

          @Override
          public void silence(long nanos, FrameSink<String> sink) {
            sink.frame(nanos / 1_000_000 + " ms");
          }
        };
    Reception.listen(link, time, framer, new Collector(received));
  }

  private ByteLink play(String lines) throws Exception {
    String text = "# metergate-recording 1\n" + lines;
    RecordingReader reader = new RecordingReader(new BufferedReader(new StringReader(text)));
    return new RecordingLink("test", reader::next, time, 1);
  }

  private record Collector(List<String> received) implements FrameSink<String> {
    @Override
    public void frame(String frame) {
      received.add(frame);
    }

    @Override
    public void noise(byte[] bytes, int offset, int length) {}

    @Override
    public void corrupt(Damage damage) {}
  }
}
