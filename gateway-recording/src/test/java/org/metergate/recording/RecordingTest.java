// SPDX-License-Identifier: Apache-2.0
package org.metergate.recording;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.metergate.spi.codec.MalformedException;
import org.metergate.spi.link.LineSettings;

class RecordingTest {
  private static final String HEADER = "# metergate-recording 1\n";

  @Test
  void readsEveryEventThatItWrites() throws Exception {
    StringBuilder text = new StringBuilder();
    RecordingWriter writer = new RecordingWriter(text);
    writer.comment("made by a test,\non two lines");
    for (RecordingEvent event : everyKind()) {
      writer.write(event);
    }
    assertEquals(
        HEADER
            + "# made by a test, on two lines\n"
            + "0.000000 ! settings 2400 8N1\n"
            + "0.250000 ! request on\n"
            + "1.000001 > 10FF\n"
            + "62.500000 < 7EA1\n"
            + "63.000000 ! request off\n"
            + "63.000000 ! edge 1\n"
            + "63.000000 ! edge 0\n"
            + "63.000000 ! edge 1 line 2\n"
            + "100.000000 ! silence\n",
        text.toString());
    assertEquals(lines(everyKind()), lines(read(text.toString())));
  }

  @Test
  void skipsCommentsAndEmptyLinesAndReadsBothLineEnds() throws Exception {
    String text = "# metergate-recording 1\r\n\r\n  # note\n 1 < 7E a1 \r\n\n2.5\t<\tFF";
    assertEquals(List.of("1000000000 < 7EA1", "2500000000 < FF"), lines(read(text)));
  }

  @Test
  void readsNothingFromARecordingThatHasOnlyItsHeader() throws Exception {
    assertEquals(List.of(), read("# metergate-recording 1"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "1 < 7E0|line 3 does not hold bytes: there is an odd number of hexadecimal digits",
        "1 < 7G|line 3 does not hold bytes: character 2 ('G') is not a hexadecimal digit",
        "1 <|line 3 has no bytes",
        "0.5 < 7E|line 3 goes back in time",
        "-1 < 7E|line 3 is not of the form 'SECONDS < HEX'",
        "1 = 7E|line 3 is not of the form 'SECONDS < HEX'",
        "7EA1E9|line 3 is not of the form 'SECONDS < HEX'",
        "1 ! settings 2400|line 3 has 'settings 2400' after '!', which is unknown",
        "1 ! edge 2|line 3 has 'edge 2' after '!', which is unknown"
      })
  void namesTheLineThatIsWrong(String line, String sentence) throws Exception {
    RecordingReader reader = reader(HEADER + "0.9 ! silence\n" + line + "\n2 < 00\n");
    reader.next();
    assertEquals(sentence, assertThrows(MalformedException.class, reader::next).getMessage());
  }

  @ParameterizedTest
  @CsvSource({"''", "# metergate-recording 2", "7EA1E9", "'\u0000\u0001\u0002'"})
  void refusesAFileThatIsNoRecording(String text) {
    assertThrows(MalformedException.class, () -> reader(text));
  }

  @Test
  void refusesALineThatWouldFillTheMemory() {
    String text = HEADER + "1 < " + "00".repeat(1 << 20);
    assertEquals(
        "line 2 is longer than 1048576 characters",
        assertThrows(MalformedException.class, () -> read(text)).getMessage());
  }

  @Test
  void refusesEventsThatCouldNotBeReadAgain() {
    assertThrows(IllegalArgumentException.class, () -> new RecordingEvent.Received(0, new byte[0]));
    assertThrows(IllegalArgumentException.class, () -> new RecordingEvent.Sent(-1, new byte[1]));
    assertThrows(IllegalArgumentException.class, () -> new RecordingEvent.Silence(-1));
  }

  private static List<RecordingEvent> everyKind() {
    return List.of(
        new RecordingEvent.Settings(0, LineSettings.eightNone(2400)),
        new RecordingEvent.Request(250_000_000, true),
        new RecordingEvent.Sent(1_000_001_000, new byte[] {0x10, -1}),
        new RecordingEvent.Received(62_500_000_000L, new byte[] {0x7E, (byte) 0xA1}),
        new RecordingEvent.Request(63_000_000_000L, false),
        new RecordingEvent.Edge(63_000_000_000L, true),
        new RecordingEvent.Edge(63_000_000_000L, false),
        new RecordingEvent.Edge(63_000_000_000L, true, 1),
        new RecordingEvent.Silence(100_000_000_000L));
  }

  private static List<String> lines(List<RecordingEvent> events) {
    return events.stream().map(event -> event.nanos() + " " + event.body()).toList();
  }

  private static List<RecordingEvent> read(String text) throws IOException, MalformedException {
    RecordingReader reader = reader(text);
    List<RecordingEvent> events = new ArrayList<>();
    for (Optional<RecordingEvent> e = reader.next(); e.isPresent(); e = reader.next()) {
      events.add(e.get());
    }
    return events;
  }

  private static RecordingReader reader(String text) throws IOException, MalformedException {
    return new RecordingReader(new BufferedReader(new StringReader(text)));
  }
}
