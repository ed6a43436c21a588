// SPDX-License-Identifier: Apache-2.0
package org.metergate.core.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.metergate.core.plugin.LinkCapability;
import org.metergate.setup.keys.KeyProof;
import org.metergate.setup.keys.KeyRemark;
import org.metergate.setup.keys.proof.DriverProof;
import org.metergate.setup.keys.proof.KeptMessages;
import org.metergate.setup.keys.proof.KeyOptionNames;
import org.metergate.spi.driver.ByteDriver;
import org.metergate.spi.driver.DriverProvider;
import org.metergate.spi.driver.MeterDriver;
import org.metergate.spi.driver.MeterOptions;
import org.metergate.spi.link.ByteLink;
import org.metergate.spi.link.ForwardingByteLink;
import org.metergate.spi.link.Host;
import org.metergate.spi.link.LinkException;
import org.metergate.spi.link.LinkFindings;
import org.metergate.spi.link.LinkLostException;
import org.metergate.spi.link.LinkUri;
import org.metergate.spi.option.OptionException;
import org.metergate.spi.option.Options;
import org.metergate.time.VirtualTime;

/**
 * Gets messages of the meter on which keys can be tried: runs each driver that takes keys, without
 * any, over a recording or a link, until it has kept some messages.
 */
final class KeyTrial {
  private static final String METER = "meter";

  /** How many messages are collected: one may be damaged, and a person waits for a live one. */
  private static final int RECORDED = 3;

  private static final int LIVE = 2;

  private final Installation installation;
  private final List<DriverProvider> drivers;
  private final PrintWriter err;
  private boolean readWithoutKeys;

  KeyTrial(Installation installation, Optional<String> driver, PrintWriter err) {
    this.installation = installation;
    this.err = err;
    this.drivers =
        driver
            .map(id -> List.of(installation.driver(id)))
            .orElseGet(
                () ->
                    installation.plugins().driverIds().stream().map(installation::driver).toList())
            .stream()
            .filter(provider -> KeyOptionNames.of(provider.info()).isPresent())
            .toList();
    if (drivers.isEmpty()) {
      throw new CommandException(
          CommandException.USAGE, "The driver " + driver.orElse("") + " takes no keys.");
    }
  }

  /** Returns why there is nothing to try keys on. */
  KeyRemark reason() {
    return new KeyRemark(
        readWithoutKeys ? KeyRemark.Code.NOT_ENCRYPTED : KeyRemark.Code.NO_MESSAGES, Map.of());
  }

  Optional<KeyProof> of(Path recording) throws InterruptedException {
    if (Files.isDirectory(recording)) {
      throw new CommandException(
          CommandException.FAULT, recording + " is a folder, not a recording.");
    }
    for (DriverProvider provider : drivers) {
      Optional<KeyProof> proof = played(provider, recording);
      if (proof.isPresent()) {
        return proof;
      }
    }
    return Optional.empty();
  }

  private Optional<KeyProof> played(DriverProvider provider, Path recording)
      throws InterruptedException {
    VirtualTime time = new VirtualTime(Instant.now());
    try (Capture capture = Capture.open(recording, false, time)) {
      KeptMessages kept = new KeptMessages(METER, time, RECORDED);
      listen(provider, new Until(capture.link(), kept, Optional.empty()), kept);
      capture
          .failure()
          .ifPresent(
              failure -> {
                throw new CommandException(CommandException.FAULT, failure);
              });
      return proof(provider, kept);
    } catch (IOException e) {
      throw new CommandException(
          CommandException.FAULT,
          "The recording " + recording + " cannot be read: " + FileErrorText.reason(e) + ".");
    }
  }

  Optional<KeyProof> of(LinkUri link, Duration wait) throws InterruptedException {
    Host host = new SystemHost(installation.plugins());
    for (DriverProvider provider : drivers) {
      if (!(driver(provider) instanceof ByteDriver driver)) {
        continue;
      }
      err.println(
          "Listening to "
              + link
              + " with the driver "
              + provider.info().id()
              + ", for up to "
              + wait.toSeconds()
              + " s ...");
      err.flush();
      try (StopSignal stop = new StopSignal(host, Optional.of(wait));
          ByteLink open =
              LinkCapability.bytes(installation.link(link), link)
                  .open(link, driver.settings(), host)) {
        KeptMessages kept = new KeptMessages(METER, host, LIVE);
        stop.fromNow();
        run(driver, new Until(open, kept, Optional.of(stop)), kept, true);
        Optional<KeyProof> proof = proof(provider, kept);
        if (proof.isPresent() || readWithoutKeys) {
          return proof;
        }
      } catch (LinkException e) {
        throw installation.refusal(e);
      }
    }
    return Optional.empty();
  }

  private Optional<KeyProof> proof(DriverProvider provider, KeptMessages kept) {
    readWithoutKeys |= kept.readings() > 0 && kept.messages().isEmpty();
    return kept.messages().isEmpty()
        ? Optional.empty()
        : KeyOptionNames.of(provider.info()).map(names -> new DriverProof(provider, names, kept));
  }

  private static MeterDriver driver(DriverProvider provider) {
    try {
      Options none = Options.of(provider.info().options(), Map.of());
      return provider.create(List.of(new MeterOptions(METER, none)));
    } catch (OptionException e) {
      return null; // it needs more than keys
    }
  }

  private void listen(DriverProvider provider, ByteLink link, KeptMessages kept)
      throws InterruptedException {
    if (driver(provider) instanceof ByteDriver driver) {
      run(driver, link, kept, false);
    }
  }

  private void run(ByteDriver driver, ByteLink link, KeptMessages kept, boolean live)
      throws InterruptedException {
    try {
      if (live) {
        driver.session(link, kept);
      } else {
        driver.listen(link, kept);
      }
    } catch (LinkLostException e) {
      if (!e.finding().code().equals(LinkFindings.END_OF_INPUT)) {
        throw new CommandException(CommandException.FAULT, installation.sentence(e.finding()));
      }
    }
  }

  /** A link that ends when enough was heard, when its time is over, or when the program stops. */
  private static final class Until extends ForwardingByteLink {
    private final KeptMessages kept;
    private final Optional<StopSignal> stop;

    private Until(ByteLink link, KeptMessages kept, Optional<StopSignal> stop) {
      super(link);
      this.kept = kept;
      this.stop = stop;
    }

    @Override
    public int read(byte[] into, Duration maxWait) throws LinkLostException, InterruptedException {
      if (kept.isEnough() || stop.map(StopSignal::reached).orElse(false)) {
        throw new LinkLostException(LinkFindings.END_OF_INPUT.with("port", "link"), null);
      }
      return super.read(into, stop.map(signal -> signal.atMost(maxWait)).orElse(maxWait));
    }
  }
}
