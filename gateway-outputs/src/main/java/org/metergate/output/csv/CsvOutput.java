// SPDX-License-Identifier: Apache-2.0
package org.metergate.output.csv;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.metergate.journal.StoredReading;
import org.metergate.output.Delivery;
import org.metergate.output.NetworkFailure;
import org.metergate.output.Output;
import org.metergate.output.OutputContext;
import org.metergate.output.OutputInfo;
import org.metergate.spi.finding.Finding;

/** Appends readings to the files of their meters and days. */
public final class CsvOutput implements Output {
  /** How often files are forced to the disk: no more often, so that an SD card lasts longer. */
  private static final Duration FORCED = Duration.ofSeconds(60);

  /** What a power cut may remove from the files is written again from the journal. */
  private static final Duration UNCONFIRMED_WINDOW = FORCED.multipliedBy(2);

  private static final String NO_PERMISSION = "the gateway may not write there";
  private static final int MAX_OPEN = 16;

  private final OutputInfo info;
  private final CsvSettings settings;
  private final OutputContext context;
  private final Map<String, MeterFolder> folders = new LinkedHashMap<>();
  private long forced;
  private boolean rightsReported;

  CsvOutput(String name, CsvSettings settings, OutputContext context) {
    this.info =
        new OutputInfo(
            name, CsvOutputType.NAME, settings.every(), UNCONFIRMED_WINDOW, settings.view());
    this.settings = settings;
    this.context = context;
    this.forced = context.time().nanos();
  }

  @Override
  public OutputInfo info() {
    return info;
  }

  /**
   * Finds out whether files could be written; creates and changes nothing.
   *
   * @return what would be reported with the first reading; empty if nothing can be seen that is in
   *     the way.
   */
  public Optional<Finding> objection() {
    Path nearest = settings.folder().toAbsolutePath().normalize();
    while (!Files.exists(nearest) && nearest.getParent() != null) {
      nearest = nearest.getParent();
    }
    if (!Files.isDirectory(nearest)) {
      return Optional.of(
          CsvFindings.NOT_WRITTEN.with("file", nearest, "reason", "it is no folder"));
    }
    return Files.isWritable(nearest)
        ? Optional.empty()
        : Optional.of(CsvFindings.NOT_WRITTEN.with("file", nearest, "reason", NO_PERMISSION));
  }

  @Override
  public Optional<Finding> open() {
    if (context.time().nanos() - forced < FORCED.toNanos()) {
      return Optional.empty();
    }
    try {
      for (MeterFolder folder : folders.values()) {
        folder.force();
      }
    } catch (IOException e) {
      closeAll();
      return Optional.of(notWritten(e));
    }
    forced = context.time().nanos();
    return Optional.empty();
  }

  @Override
  public Delivery deliver(List<StoredReading> batch) {
    List<Finding> events = new ArrayList<>();
    for (int i = 0; i < batch.size(); i++) {
      try {
        MeterFolder folder = folder(batch.get(i).reading().meter().displayName());
        folder.write(batch.get(i));
        folder.file().flatMap(this::openToOthers).ifPresent(events::add);
      } catch (IOException e) {
        closeAll(); // the files are read again when there is space
        return new Delivery.TryAgain(i, notWritten(e));
      }
    }
    return new Delivery.Done(batch.size(), events);
  }

  /** Reports once that a file has more rights than the settings give to a new one. */
  private Optional<Finding> openToOthers(Path file) {
    boolean found = !rightsReported && settings.readableBy().isExceededBy(file);
    rightsReported |= found;
    return found ? Optional.of(CsvFindings.OPEN_TO_OTHERS.with("file", file)) : Optional.empty();
  }

  private MeterFolder folder(String meter) throws IOException {
    MeterFolder folder = folders.get(meter);
    if (folder == null) {
      if (folders.size() >= MAX_OPEN) {
        closeAll();
      }
      folder = MeterFolder.open(settings, meter, context.zone());
      folders.put(meter, folder);
    }
    return folder;
  }

  private Finding notWritten(IOException e) {
    String file = settings.folder().toString();
    if (e instanceof FileSystemException named && named.getFile() != null) {
      file = named.getFile();
    }
    return CsvFindings.NOT_WRITTEN.with("file", file, "reason", reason(e));
  }

  private static String reason(IOException e) {
    String message = String.valueOf(e.getMessage());
    if (NetworkFailure.isTooManyFiles(e)) {
      return NetworkFailure.TOO_MANY_FILES;
    } else if (message.contains("No space left")) {
      return "the disk is full";
    } else if (message.contains("quota")) {
      return "the quota is used up";
    } else if (message.contains("Read-only")) {
      return "the disk is read-only";
    } else if (e instanceof AccessDeniedException) {
      return NO_PERMISSION;
    } else if (e instanceof NoSuchFileException) {
      return "the folder is gone";
    }
    return e instanceof FileSystemException named && named.getReason() != null
        ? "the system says: " + named.getReason()
        : "the system says: " + message;
  }

  private void closeAll() {
    for (MeterFolder folder : folders.values()) {
      try {
        folder.close();
      } catch (IOException e) {
        // what is not on the disk yet is written again from the journal
      }
    }
    folders.clear();
  }

  @Override
  public void close() {
    closeAll();
  }
}
