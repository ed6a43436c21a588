// SPDX-License-Identifier: Apache-2.0
package org.metergate.core.homeassistant;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.metergate.config.Location;
import org.metergate.spi.option.Secret;
import org.metergate.spi.time.TimeSource;

/**
 * Makes the configuration of the app from its options and the broker of Home Assistant, and makes
 * it again when that broker changes. One thread at a time; {@link #place} from any thread.
 */
public final class HomeAssistantApp {
  /** A supervisor that has just started us answers soon; meters are not read meanwhile. */
  private static final int TRIALS = 3;

  private static final Duration BETWEEN_TRIALS = Duration.ofSeconds(2);
  private static final Duration LONGEST = Duration.ofSeconds(10);

  private final AppFolder files;
  private final Path folder;
  private final Supervisor supervisor;
  private final TimeSource time;
  private final Consumer<String> log;
  private Map<String, Object> options = Map.of();
  private String said = "";
  private boolean found;
  private volatile AppConfiguration made;

  HomeAssistantApp(
      AppFolder files, Path folder, Supervisor supervisor, TimeSource time, Consumer<String> log) {
    this.files = files;
    this.folder = folder;
    this.supervisor = supervisor;
    this.time = time;
    this.log = log;
  }

  /**
   * Creates the app; nothing is read or asked yet.
   *
   * @param data the folder of the app's data, which has {@code options.json}.
   * @param folder that users can reach; names of files in the options are counted from it.
   * @param supervisor for example {@code http://supervisor}.
   * @param token with which it is asked; empty outside of Home Assistant.
   * @param time the clock.
   * @param log takes sentences for the user.
   * @return the app.
   */
  public static HomeAssistantApp of(
      Path data, Path folder, URI supervisor, Secret token, TimeSource time, Consumer<String> log) {
    return new HomeAssistantApp(
        new AppFolder(data), folder, new Supervisor(supervisor, token, LONGEST), time, log);
  }

  /**
   * Reads the options, asks for the broker and writes the configuration.
   *
   * @return the file of the configuration.
   * @throws AppException with every mistake that the options have by themselves.
   * @throws InterruptedException when the program is stopped meanwhile.
   */
  public Path prepare() throws AppException, InterruptedException {
    options = files.options();
    Optional<Broker> broker = Optional.empty();
    if (wantsBroker()) {
      BrokerAnswer answer = supervisor.broker();
      for (int trial = 1; trial < TRIALS && answer instanceof BrokerAnswer.Unknown; trial++) {
        time.pause(BETWEEN_TRIALS);
        answer = supervisor.broker();
      }
      broker = take(answer);
    }
    made = make(broker);
    files.write(made);
    return files.configuration();
  }

  /**
   * Asks for the broker again, and writes the configuration if that changes it.
   *
   * @return whether the gateway has something to read again.
   * @throws AppException if the configuration cannot be written.
   */
  boolean renew() throws AppException {
    AppConfiguration newer = make(take(supervisor.broker()));
    if (newer.equals(made)) {
      return false;
    }
    files.write(newer);
    made = newer;
    return true;
  }

  /**
   * Returns whether the supervisor is asked for a broker.
   *
   * @return false where the options name another one or none.
   */
  public boolean wantsBroker() {
    return AppOptions.wantsBroker(options);
  }

  /** Returns whether the supervisor has named a broker when it was asked last. */
  boolean hasBroker() {
    return found;
  }

  /**
   * Returns the option from which a key of the configuration comes.
   *
   * @param at a location in the configuration.
   * @return for people, such as {@code Options: meters 1 (heat), link}.
   */
  public String place(Location at) {
    return made.place(at);
  }

  private AppConfiguration make(Optional<Broker> broker) throws AppException {
    return AppConfiguration.of(
        AppOptions.configuration(options, files.data(), folder, broker), AppFolder.KEYS);
  }

  /** Takes an answer; one that says nothing leaves the broker that was known last. */
  private Optional<Broker> take(BrokerAnswer answer) {
    found = answer instanceof BrokerAnswer.Found;
    if (answer instanceof BrokerAnswer.Found now) {
      say("The broker of Home Assistant is " + now.broker().url() + ".");
      files.keepBroker(now.broker());
      return Optional.of(now.broker());
    } else if (answer instanceof BrokerAnswer.None none) {
      say(
          none.sentence()
              + " Meters are read meanwhile and the page shows them; the broker is looked for"
              + " again every half a minute.");
      files.forgetBroker();
      return Optional.empty();
    }
    Optional<Broker> last =
        files.lastBroker() instanceof BrokerAnswer.Found before
            ? Optional.of(before.broker())
            : Optional.empty();
    say(
        ((BrokerAnswer.Unknown) answer).sentence()
            + (last.isPresent()
                ? " The broker that it named last is used: " + last.get().url() + "."
                : " Meters are read meanwhile; it is asked again every half a minute."));
    return last;
  }

  private void say(String sentence) {
    if (!sentence.equals(said)) {
      said = sentence;
      log.accept(sentence);
    }
  }

  /** Returns what was made, for tests. */
  List<String> lines() {
    return made.text().lines().toList();
  }
}
