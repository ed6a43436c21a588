// SPDX-License-Identifier: Apache-2.0
package org.metergate.core.plugin;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;

/**
 * The drivers folders, which are read again and again. A file that has not changed since the last
 * time is not loaded again: its providers stay the same objects, from which the caller sees that
 * nothing changed. One thread at a time.
 */
public final class PluginDirectory implements AutoCloseable {
  /** A jar that has not been loaded after this time is refused. */
  static final Duration DEADLINE = Duration.ofSeconds(4);

  /** How long to wait for one jar before the next one is started: mostly they load one by one. */
  private static final Duration TURN = Duration.ofMillis(500);

  private final List<Path> folders;
  private final ClassLoader parent;
  private final Plugins builtIn;
  private final List<PluginLoader> loaded = new ArrayList<>();
  private Path scratch;
  private int copies;

  /**
   * Loads the built-in plug-ins and does not read the folders yet.
   *
   * @param program has the built-in plug-ins and the driver interface.
   * @param folders in the order of their precedence; they need not exist.
   */
  public PluginDirectory(ClassLoader program, List<Path> folders) {
    this.folders = List.copyOf(folders);
    this.parent = new SpiClassLoader(program);
    this.builtIn = Plugins.load(program);
    TempFolders.removeAbandoned();
  }

  /**
   * Reads the folders. Waits at most five seconds, for code that never returns.
   *
   * @return the plug-ins that are there now, the built-in ones first.
   * @throws InterruptedException when the caller is asked to stop meanwhile.
   */
  public Plugins read() throws InterruptedException {
    List<RejectedPlugin> unreadable = new ArrayList<>();
    List<RejectedPlugin> warnings = new ArrayList<>();
    List<PluginLoader> now = new ArrayList<>();
    List<PluginLoader> started = new ArrayList<>();
    boolean complete = false;
    try {
      readFolders(now, started, unreadable, warnings);
      complete = true;
    } finally {
      if (!complete) { // after an error of the machine, such as a full memory
        started.forEach(PluginLoader::close);
      }
    }
    loaded.addAll(started);
    return Plugins.of(builtIn, now, unreadable, warnings);
  }

  private void readFolders(
      List<PluginLoader> now,
      List<PluginLoader> started,
      List<RejectedPlugin> unreadable,
      List<RejectedPlugin> warnings)
      throws InterruptedException {
    for (Path folder : folders) {
      List<PluginFile> pluginFiles = pluginFiles(folder, unreadable);
      warnings.addAll(PluginAccess.warnings(folder, pluginFiles));
      for (PluginFile pluginFile : pluginFiles) {
        Optional<PluginLoader> known =
            loaded.stream().filter(old -> old.pluginFile().equals(pluginFile)).findFirst();
        PluginLoader loader = known.isPresent() ? known.get() : begin(pluginFile);
        if (known.isEmpty()) {
          started.add(loader);
        }
        now.add(loader);
      }
    }
    for (PluginLoader loader : started) {
      loader.finishLoading();
    }
  }

  private static List<PluginFile> pluginFiles(Path folder, List<RejectedPlugin> unreadable) {
    try {
      return PluginFile.in(folder);
    } catch (IOException e) {
      String reason = "This folder of drivers cannot be read: " + ErrorText.of(e) + ".";
      unreadable.add(new RejectedPlugin(folder.toString(), reason));
      return List.of();
    }
  }

  private PluginLoader begin(PluginFile pluginFile) throws InterruptedException {
    PluginLoader loader = new PluginLoader(pluginFile, parent, scratch().resolve("" + copies++));
    if (loader.running() != null) {
      loader.running().endsWithin(TURN);
    }
    return loader;
  }

  /** Created only when something is copied; removed when the program ends, or by the next one. */
  private Path scratch() {
    if (scratch == null) {
      try {
        Path made = TempFolders.create("drivers");
        Runtime.getRuntime().addShutdownHook(new Thread(() -> TempFolders.remove(made)));
        scratch = made;
      } catch (IOException e) {
        return Path.of(System.getProperty("java.io.tmpdir"), "no-room"); // each file reports it
      }
    }
    return scratch;
  }

  /**
   * Releases everything that is not used any more.
   *
   * @param used the plug-ins that are used now, from the last {@link #read} or from an earlier one.
   */
  public void keepOnly(Plugins used) {
    for (Iterator<PluginLoader> all = loaded.iterator(); all.hasNext(); ) {
      PluginLoader loader = all.next();
      if (!used.loaders().contains(loader)) {
        loader.close();
        all.remove();
      }
    }
  }

  /** Releases everything. */
  @Override
  public void close() {
    keepOnly(builtIn);
    if (scratch != null) {
      TempFolders.remove(scratch);
    }
  }
}
