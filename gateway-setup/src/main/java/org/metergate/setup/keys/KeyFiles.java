// SPDX-License-Identifier: Apache-2.0
package org.metergate.setup.keys;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.FileOwnerAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipal;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Writes keys to files that only their owner can read, from the moment at which they are made: a
 * new file gets the whole key under another name and then its own. A file that exists is replaced
 * only on demand. All files are written, or none.
 */
public final class KeyFiles {
  private static final Set<PosixFilePermission> OWNER =
      PosixFilePermissions.fromString("rw-------");
  private static final Set<PosixFilePermission> OWNERS_FOLDER =
      PosixFilePermissions.fromString("rwx------");
  private static final FileAttribute<?> FOLDER_OF_OWNER =
      PosixFilePermissions.asFileAttribute(OWNERS_FOLDER);
  private static final int LONGEST = 256;

  private KeyFiles() {}

  /** A file is there already, and does not have this key. */
  public static final class ExistsException extends IOException {
    private static final long serialVersionUID = 1L;

    private ExistsException(Path file) {
      super(file.toString());
    }
  }

  /** The file system cannot keep a file for one user alone. */
  public static final class OpenToOthersException extends IOException {
    private static final long serialVersionUID = 1L;

    private OpenToOthersException(Path folder) {
      super(folder.toString());
    }
  }

  /**
   * Writes keys.
   *
   * @param keys by file; a folder that is missing is made for the owner alone. A file that has the
   *     same key already is only closed to others.
   * @param replace whether files with other content are replaced.
   * @throws ExistsException for a file that is there already.
   * @throws OpenToOthersException where others could read the file.
   * @throws IOException where a file cannot be written; its message has nothing of a key.
   */
  public static void write(Map<Path, MeterKey> keys, boolean replace) throws IOException {
    for (Map.Entry<Path, MeterKey> entry : keys.entrySet()) {
      Path file = entry.getKey();
      boolean there = Files.exists(file, LinkOption.NOFOLLOW_LINKS);
      boolean regular = Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS);
      if (there && (!regular && !Files.isSymbolicLink(file) || !replace && !has(file, entry))) {
        throw new ExistsException(file);
      }
    }
    List<Path> written = new ArrayList<>();
    try {
      for (Map.Entry<Path, MeterKey> entry : keys.entrySet()) {
        if (write(entry.getKey(), entry, replace)) {
          written.add(entry.getKey());
        }
      }
    } catch (IOException e) {
      for (Path file : written) {
        Files.deleteIfExists(file);
      }
      throw e;
    }
  }

  /** Whether a file has this key already. */
  private static boolean has(Path file, Map.Entry<Path, MeterKey> entry) throws IOException {
    if (!Files.isRegularFile(file) || Files.size(file) > LONGEST) {
      return false;
    }
    byte[] content = Files.readAllBytes(file);
    return new String(content, StandardCharsets.ISO_8859_1)
        .strip()
        .equalsIgnoreCase(entry.getValue().reveal());
  }

  /** Returns whether a new file was made. */
  private static boolean write(Path file, Map.Entry<Path, MeterKey> entry, boolean replace)
      throws IOException {
    Path folder = file.toAbsolutePath().getParent();
    if (!Files.isDirectory(folder)) {
      Files.createDirectories(folder, FOLDER_OF_OWNER);
      Files.setPosixFilePermissions(folder, OWNERS_FOLDER); // whatever the umask took away
    }
    if (Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS) && has(file, entry)) {
      Files.setPosixFilePermissions(file, OWNER);
      return false;
    }
    Path unfinished = folder.resolve("." + file.getFileName() + "-" + random());
    try {
      fill(unfinished, folder, entry.getValue());
      giveToOwnerOf(folder, unfinished);
      if (replace) {
        Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
        return false; // what it replaced cannot be brought back
      }
      link(unfinished, file);
      return true;
    } finally {
      Files.deleteIfExists(unfinished);
    }
  }

  private static String random() {
    byte[] bytes = new byte[6];
    new SecureRandom().nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }

  private static void fill(Path file, Path folder, MeterKey key) throws IOException {
    try (FileChannel out =
        FileChannel.open(
            file,
            Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
            PosixFilePermissions.asFileAttribute(OWNER))) {
      Files.setPosixFilePermissions(file, OWNER); // a umask may have taken the owner's rights too
      if (!Files.getPosixFilePermissions(file).equals(OWNER)) {
        throw new OpenToOthersException(folder); // FAT: its permissions are those of the mount
      }
      ByteBuffer text = ByteBuffer.wrap((key.reveal() + "\n").getBytes(StandardCharsets.US_ASCII));
      while (text.hasRemaining()) {
        out.write(text);
      }
      out.force(true);
    }
  }

  /**
   * Root writes for the service whose folder it is; a key of root's own could not be read there.
   */
  private static void giveToOwnerOf(Path folder, Path file) throws IOException {
    FileOwnerAttributeView made =
        Files.getFileAttributeView(file, FileOwnerAttributeView.class, LinkOption.NOFOLLOW_LINKS);
    UserPrincipal owner = Files.getOwner(folder);
    if (made.getOwner().getName().equals("root") && !owner.equals(made.getOwner())) {
      made.setOwner(owner);
    }
  }

  /** A hard link is made only where no file is: of two programs one gets the name. */
  private static void link(Path from, Path file) throws IOException {
    try {
      Files.createLink(file, from);
    } catch (FileAlreadyExistsException e) {
      throw new ExistsException(file);
    } catch (UnsupportedOperationException | IOException e) {
      if (Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
        throw new ExistsException(file);
      }
      Files.move(from, file, StandardCopyOption.ATOMIC_MOVE); // a file system without such links
    }
  }
}
