// SPDX-License-Identifier: Apache-2.0
package org.metergate.link.gpio;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.metergate.spi.finding.Finding;
import org.metergate.spi.link.Edge;
import org.metergate.spi.link.EdgeLink;
import org.metergate.spi.link.LinkException;
import org.metergate.spi.link.LinkFindings;
import org.metergate.spi.link.LinkLostException;
import org.metergate.spi.link.LinkUri;
import org.metergate.spi.link.OutputLine;

class GpioLinkTest {
  private static final Duration SECONDS = Duration.ofSeconds(20);
  @TempDir private Path folder;
  private MockHeader header;

  @BeforeEach
  void makeHeader() throws Exception {
    header = new MockHeader(folder);
  }

  private EdgeLink edges(String uri) throws Exception {
    return header.provider().openEdges(LinkUri.parse(uri), header);
  }

  private Finding refusal(String uri) {
    return assertThrows(
            LinkException.class,
            () -> header.provider().openOutput(LinkUri.parse(uri), "a test", header))
        .finding();
  }

  @Test
  void handsOverEachEdgeOfEachLineWithItsActiveLevel() throws Exception {
    try (EdgeLink link = edges("gpio:22,GPIO23?active=low")) {
      assertEquals(2, link.lines());
      assertTrue(link.level(0), "a low line is active");
      assertEquals(Optional.empty(), link.next(Duration.ofMillis(1)));
      long before = System.nanoTime();
      header.drive(22, true);
      Edge first = link.next(SECONDS).orElseThrow();
      assertFalse(first.level());
      assertEquals(0, first.line());
      assertTrue(first.nanos() >= before && first.nanos() <= System.nanoTime());
      header.drive(23, true);
      header.drive(23, false);
      Edge second = link.next(SECONDS).orElseThrow();
      assertEquals(1, second.line());
      assertFalse(second.level());
      assertTrue(link.next(SECONDS).orElseThrow().level());
      assertFalse(link.level(0));
      assertFalse(link.numbered());
      assertEquals(0, link.takeGaps().size());
    }
  }

  @Test
  void aLineIsFreeAgainWhenItsLinkIsClosed() throws Exception {
    EdgeLink link = edges("gpio:22");
    assertEquals(
        LinkFindings.LINE_TAKEN.with("port", "gpio:22", "holder", "the link gpio:22"),
        refusal("gpio:GPIO22"));
    link.close();
    assertThrows(LinkLostException.class, () -> link.next(SECONDS));
    try (EdgeLink again = edges("gpio:22")) {
      assertEquals(1, again.lines());
    }
  }

  @Test
  void aLinkThatCannotOpenOneLineReleasesTheOthers() throws Exception {
    assertEquals(
        GpioFindings.NO_LINE.with("port", "gpio:99"),
        assertThrows(LinkException.class, () -> edges("gpio:22,99")).finding());
    try (EdgeLink again = edges("gpio:22")) {
      assertEquals(1, again.lines());
    }
  }

  @Test
  void drivesAnOutputFromItsInactiveLevelAndReleasesIt() throws Exception {
    LinkUri uri = LinkUri.parse("gpio:17?active=low");
    OutputLine line = header.output(uri, "a test");
    assertEquals(Optional.of(true), header.driven(17));
    line.set(true);
    assertEquals(Optional.of(false), header.driven(17));
    line.set(false);
    assertEquals(Optional.of(true), header.driven(17));
    line.release();
    line.release();
    assertEquals(Optional.empty(), header.driven(17));
    assertThrows(LinkLostException.class, () -> line.set(true));
    header.output(uri, "another test").close();
  }

  @Test
  void saysThatThereIsNoChipBeforeAnyLibraryIsLoaded() throws Exception {
    GpioLinkProvider real = new GpioLinkProvider(folder.resolve("nowhere"), null, null);
    LinkUri uri = LinkUri.parse("gpio:17");
    Finding none = GpioFindings.NO_CHIP.with("port", "gpio:17");
    assertEquals(
        none, assertThrows(LinkException.class, () -> real.openEdges(uri, header)).finding());
    assertEquals(
        none, assertThrows(LinkException.class, () -> real.openOutput(uri, "x", header)).finding());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "gpio:22?pull=upp | must be one of 'off', 'up', 'down'",
        "gpio:22?pul=up | did you mean 'pull'",
        "gpio:22,22 | is listed twice",
        "gpio:022,22 | is listed twice",
        "gpio:-1 | is neither",
        "gpio:22, | '' is neither",
        "gpio:1,2,3,4,5,6,7,8,9 | at most 8",
        "gpio:22?active=up | must be one of 'high', 'low'"
      })
  void refusesANameThatIsNoLine(String uri, String part) {
    LinkException e =
        assertThrows(LinkException.class, () -> header.provider().checkEdges(LinkUri.parse(uri)));
    String reason = e.finding().parameters().get("reason");
    assertTrue(reason.contains(part), reason);
  }

  @Test
  void aPullUpMakesTheLowLevelActiveByDefault() throws Exception {
    assertFalse(GpioAddress.input(LinkUri.parse("gpio:22?pull=up")).activeHigh());
    assertTrue(GpioAddress.input(LinkUri.parse("gpio:22?pull=up&active=high")).activeHigh());
    assertTrue(GpioAddress.input(LinkUri.parse("gpio:22?pull=down")).activeHigh());
    assertThrows(
        LinkException.class, () -> header.provider().checkOutput(LinkUri.parse("gpio:1,2")));
  }
}
