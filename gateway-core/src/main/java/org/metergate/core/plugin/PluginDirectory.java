// SPDX-License-Identifier: Apache-2.0
package org.metergate.core.plugin;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;

/**
 * The drivers folders, looked into again and again. What has not changed since the last look is not
 * loaded again: its providers stay the same objects, by which whoever runs them sees that nothing
 * happened. One thread at a time.
 */
public final class PluginDirectory implements AutoCloseable {
  /** From here on a jar that has not been loaded is refused. */
  static final Duration DEADLINE = Duration.ofSeconds(4);

  /** So long one jar is waited for before the next one is begun: mostly they come one by one. */
  private static final Duration TURN = Duration.ofMillis(500);

  private final List<Path> folders;
  private final ClassLoader parent;
  private final Plugins builtIn;
  private final List<PluginLoader> loaded = new ArrayList<>();
  private Path scratch;
  private int copies;

  /**
   * Looks at nothing yet but at the built-in plug-ins.
   *
   * @param program has the built-in plug-ins and the driver interface.
   * @param folders in the order of their rank; they need not be there.
   */
  public PluginDirectory(ClassLoader program, List<Path> folders) {
    this.folders = List.copyOf(folders);
    this.parent = new SpiClassLoader(program);
    this.builtIn = Plugins.load(program);
  }

  /**
   * Looks into the folders. Waits at most five seconds, for code that never comes back.
   *
   * @return what there is now, the built-in plug-ins first.
   * @throws InterruptedException when the caller is asked to stop meanwhile.
   */
  public Plugins look() throws InterruptedException {
    List<RejectedPlugin> unreadable = new ArrayList<>();
    List<PluginLoader> now = new ArrayList<>();
    List<PluginLoader> begun = new ArrayList<>();
    for (Path folder : folders) {
      for (PluginFile pluginFile : pluginFiles(folder, unreadable)) {
        Optional<PluginLoader> same =
            loaded.stream().filter(old -> old.pluginFile().equals(pluginFile)).findFirst();
        PluginLoader loader = same.isPresent() ? same.get() : begin(pluginFile);
        if (same.isEmpty()) {
          begun.add(loader);
        }
        now.add(loader);
      }
    }
    for (PluginLoader loader : begun) {
      loader.settle();
    }
    loaded.addAll(begun);
    return Plugins.of(builtIn, now, unreadable);
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

  /** Made only where something is to be copied; removed however the program ends but by kill -9. */
  private Path scratch() {
    if (scratch == null) {
      try {
        Path made = Files.createTempDirectory("metergate-drivers-");
        Runtime.getRuntime().addShutdownHook(new Thread(() -> TempFolders.remove(made)));
        scratch = made;
      } catch (IOException e) {
        return Path.of(System.getProperty("java.io.tmpdir"), "no-room"); // each entry tells it
      }
    }
    return scratch;
  }

  /**
   * Lets go of everything that is not used any more.
   *
   * @param used what is run now, from the last look or from one before.
   */
  public void keepOnly(Plugins used) {
    for (Iterator<PluginLoader> all = loaded.iterator(); all.hasNext(); ) {
      PluginLoader loader = all.next();
      if (!used.entries().contains(loader)) {
        loader.close();
        all.remove();
      }
    }
  }

  /** Lets go of everything. */
  @Override
  public void close() {
    keepOnly(builtIn);
    if (scratch != null) {
      TempFolders.remove(scratch);
    }
  }
}
