// SPDX-License-Identifier: Apache-2.0
package org.metergate.core.plugin;

import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.ResourceBundle;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;

/**
 * Loads one entry with a class loader of its own and holds what came of it: offers, refusals,
 * warnings. It is not loaded again until its files change.
 */
final class EntryLoader {
  private static final System.Logger LOG = System.getLogger(EntryLoader.class.getName());

  private final Entry entry;
  private final Path scratch;
  private final List<Refusal> refused = new ArrayList<>();
  private final List<Refusal> warnings = new ArrayList<>();
  private List<Offer> offers = List.of();
  private URLClassLoader loader;
  private Source source;
  private List<String> natives = List.of();
  private Deadline<Harvest> running;

  private record Harvest(List<Offer> offers, List<Refusal> refused) {}

  /**
   * Looks through the files and begins to load them.
   *
   * @param scratch a folder of its own for copies; removed with the entry.
   */
  EntryLoader(Entry entry, ClassLoader parent, Path scratch) {
    this.entry = entry;
    this.scratch = scratch;
    try {
      EntryJars jars = EntryJars.read(entry, Files.createDirectories(scratch));
      source = Source.of(entry.file(), true, jars.manifest());
      natives = jars.natives();
      loader = new URLClassLoader(entry.file().toString(), urls(jars.copies()), parent);
      running = Deadline.begin("load-" + entry.file().getFileName(), loader, this::harvest);
    } catch (EntryJars.Unfit e) {
      refuse(e.getMessage());
    } catch (IOException e) {
      refuse("There is no room for a copy of it: " + Complaint.of(e) + ".");
    }
  }

  private Harvest harvest() {
    List<Refusal> own = new ArrayList<>();
    return new Harvest(Found.in(loader, own::add), own);
  }

  Entry entry() {
    return entry;
  }

  /** The thread that loads, or null where nothing is to be loaded. */
  Deadline<?> running() {
    return running;
  }

  /** Waits for the thread that loads, until it is too late. To be called once. */
  void settle() throws InterruptedException {
    if (running == null) {
      return;
    }
    try {
      Harvest harvest = running.result(Shelf.DEADLINE);
      harvest.refused().forEach(one -> refuse(one.reason()));
      accept(harvest.offers());
    } catch (TimeoutException e) {
      refuse(
          "It does not come back from being loaded within "
              + Shelf.DEADLINE.toSeconds()
              + " seconds; it is not tried again until the file changes.");
    } catch (ExecutionException e) {
      refuse("It cannot be loaded: " + Complaint.of(e.getCause()) + ".");
    } finally {
      running = null;
    }
  }

  private void accept(List<Offer> found) {
    List<Offer> own = new ArrayList<>();
    for (Offer offer : found) {
      if (offer.kind() != Kind.LINK && !natives.isEmpty()) {
        refuse(
            "It brings native code ("
                + natives.get(0)
                + "), which only links may, so its "
                + offer.kind().word()
                + " '"
                + offer.name()
                + "' is not used.");
        continue;
      }
      Object guarded =
          offer.kind() == Kind.DRIVER ? GuardedDriver.of(offer.provider()) : offer.provider();
      own.add(new Offer(offer.kind(), offer.name(), guarded, () -> source));
    }
    offers = List.copyOf(own);
    if (!natives.isEmpty() && !own.isEmpty()) {
      warnings.add(
          new Refusal(
              entry.file().toString(),
              "It brings native code (" + natives.get(0) + "), whose errors can end the program."));
    }
    if (offers.isEmpty() && refused.isEmpty()) {
      refuse("It offers no driver, link or emulated meter: its lists of providers are empty.");
    }
  }

  private void refuse(String reason) {
    if (refused.isEmpty()) { // one sentence a file; what follows is mostly its consequence
      refused.add(new Refusal(entry.file().toString(), reason));
    }
  }

  List<Offer> offers() {
    return offers;
  }

  List<Refusal> refused() {
    return refused;
  }

  List<Refusal> warnings() {
    return warnings;
  }

  /** Lets go of the classes; what still runs of them cannot load any more. */
  void close() {
    offers = List.of();
    if (loader != null) {
      ResourceBundle.clearCache(loader);
      try {
        loader.close();
      } catch (IOException e) {
        LOG.log(System.Logger.Level.DEBUG, "the jars of " + entry.file() + " stay open", e);
      }
      loader = null;
    }
    Scratch.remove(scratch);
  }

  private static URL[] urls(List<Path> jars) throws MalformedURLException {
    URL[] urls = new URL[jars.size()];
    for (int i = 0; i < urls.length; i++) {
      urls[i] = jars.get(i).toUri().toURL();
    }
    return urls;
  }
}
