// SPDX-License-Identifier: Apache-2.0
package org.metergate.kit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.metergate.spi.codec.Crc16;
import org.metergate.spi.driver.ByteDriver;
import org.metergate.spi.driver.DriverInfo;
import org.metergate.spi.driver.DriverProvider;
import org.metergate.spi.driver.MeterDriver;
import org.metergate.spi.driver.MeterOptions;
import org.metergate.spi.driver.Session;
import org.metergate.spi.link.ByteLink;
import org.metergate.spi.link.LineSettings;
import org.metergate.spi.link.LinkLostException;
import org.metergate.spi.option.OptionSpec;

/**
 * Checks that the contract of a driver can fail: each broken driver is caught by the test meant for
 * it.
 */
class DriverContractTest {
  private static final byte[] NOTHING = {};

  /** What a broken driver does in its session. */
  private interface Body {
    void run(ByteLink link, Session session) throws LinkLostException, InterruptedException;
  }

  @Test
  void catchesADriverThatSwallowsTheLoss() {
    catches(
        subject("toy", "org.metergate.kit.toy", (link, session) -> {}),
        DriverContract::endsItsSessionWhenTheLinkIsLost);
  }

  @Test
  void catchesADriverThatSwallowsTheInterrupt() {
    Body stubborn =
        (link, session) -> {
          while (true) {
            try {
              link.read(new byte[1], Duration.ofSeconds(1));
            } catch (InterruptedException e) {
              link.write(NOTHING); // carries on
            }
          }
        };
    catches(
        subject("toy", "org.metergate.kit.toy", stubborn),
        DriverContract::endsItsSessionWhenItIsInterrupted);
  }

  @Test
  void catchesADriverThatExaminesEverythingForEachByte() {
    byte[] everything = new byte[8192];
    Body slow =
        (link, session) -> {
          byte[] chunk = new byte[2048];
          while (true) {
            int count = link.read(chunk, Duration.ofSeconds(1));
            for (int i = 0; i < count; i++) {
              everything[i] = (byte) Crc16.XMODEM.of(everything);
            }
          }
        };
    catches(
        subject("toy", "org.metergate.kit.toy", slow),
        DriverContract::isQuickWithGarbageOfEveryKind);
  }

  @Test
  void catchesADriverThatStartsAThread() {
    CountDownLatch end = new CountDownLatch(1);
    Body busy =
        (link, session) -> {
          Thread thread = new Thread(() -> awaitQuietly(end));
          thread.setDaemon(true);
          thread.start();
          while (true) {
            link.read(new byte[1], Duration.ofSeconds(1));
          }
        };
    catches(subject("toy", "org.metergate.kit.toy", busy), DriverContract::startsNoThread);
    end.countDown();
  }

  @Test
  void catchesABundleWithABrokenPlaceholder() {
    catches(
        subject("toy", "org.metergate.kit.broken", (link, session) -> {}),
        DriverContract::hasASentenceForEveryFindingAndANextStepForEveryFault);
  }

  @Test
  void catchesABundleThatHasASentenceTwice() {
    catches(
        subject("toy", "org.metergate.kit.twice", (link, session) -> {}),
        DriverContract::hasNoSentenceTwice);
  }

  @Test
  void catchesAnIdWithBlanks() {
    catches(
        subject("My Toy", "org.metergate.kit.toy", (link, session) -> {}),
        DriverContract::describesItselfWell);
  }

  @Test
  void catchesAProviderThatNoServiceFileNames() {
    catches(
        subject("toy", "org.metergate.kit.toy", (link, session) -> {}),
        DriverContract::isFoundByServiceLoader);
  }

  @Test
  void catchesAnOptionWithoutHelp() {
    catches(
        subject("toy", "org.metergate.kit.toy", (link, session) -> {}),
        DriverContract::describesEveryOptionWithHelpAndAStandardThatIsAllowed);
  }

  @Test
  void namesTheLineOfAVectorThatIsNoHex() {
    Exception e =
        assertThrows(Exception.class, () -> Vector.parse(List.of("# origin", "7E 0G", "reading")));
    assertEquals("line 2: character 5 ('G') is not a hexadecimal digit", e.getMessage());
  }

  private interface ContractTest {
    void run(DriverContract contract) throws Exception;
  }

  private static void catches(DriverContract broken, ContractTest test) {
    Executable run = () -> test.run(broken);
    assertThrows(AssertionError.class, run);
  }

  private static void awaitQuietly(CountDownLatch end) {
    try {
      end.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static DriverContract subject(String id, String messages, Body body) {
    return new DriverContract() {
      @Override
      protected DriverProvider provider() {
        return new BrokenProvider(id, messages, body);
      }

      @Override
      protected List<Class<?>> findings() {
        return List.of(ToyDriver.class);
      }
    };
  }

  private record BrokenProvider(String id, String messages, Body body) implements DriverProvider {
    @Override
    public DriverInfo info() {
      OptionSpec helpless = OptionSpec.optional("identifier", OptionSpec.Type.TEXT, "");
      return new DriverInfo(
          id, "A toy", 1, DriverInfo.MetersPerLink.ONE, List.of(helpless), messages);
    }

    @Override
    public MeterDriver create(List<MeterOptions> meters) {
      return new BrokenDriver(body);
    }
  }

  private record BrokenDriver(Body body) implements ByteDriver {
    @Override
    public LineSettings settings() {
      return LineSettings.eightNone(2400);
    }

    @Override
    public Duration normalSilence() {
      return Duration.ofSeconds(30);
    }

    @Override
    public Duration usualInterval() {
      return Duration.ofSeconds(10);
    }

    @Override
    public void session(ByteLink link, Session session)
        throws LinkLostException, InterruptedException {
      body.run(link, session);
    }
  }
}
