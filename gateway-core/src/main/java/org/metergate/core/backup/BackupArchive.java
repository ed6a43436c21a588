// SPDX-License-Identifier: Apache-2.0
package org.metergate.core.backup;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import org.metergate.core.backup.Manifest.Part;

/**
 * A backup that is read. Before anything of it is given out, each byte of the file was compared
 * with what the program that wrote it must have written: the headers of the members, what lies
 * between them, the sums of their contents. One thread.
 */
public final class BackupArchive implements AutoCloseable {
  static final String CONFIGURATION = "gateway.yaml";
  static final String JOURNAL = "journal.db.gz";
  static final String KEYS = "keys/";
  static final String SUM = Manifest.NAME + ".sha256";

  /** Of a configuration, a key or a file with accounts. */
  static final int MOST_BYTES = 4 << 20;

  private static final int MOST_MEMBERS = 2000;

  /** DEFLATE (RFC 1951) makes at most 1032 bytes of one; a journal is far from that. */
  private static final long MOST_GROWTH = 1032;

  private record Member(TarHeader header, long at, byte[] block) {}

  private final Path file;
  private final FileChannel channel;
  private final Map<String, Member> members = new LinkedHashMap<>();
  private Manifest manifest;

  private BackupArchive(Path file, FileChannel channel) {
    this.file = file;
    this.channel = channel;
  }

  /**
   * Opens a backup and checks all of it, except the contents of the journal itself.
   *
   * @param file the backup.
   * @return the backup, which must be closed.
   * @throws BackupException when it is damaged, foreign or of a newer form, or has members that no
   *     backup has.
   */
  public static BackupArchive open(Path file) throws BackupException {
    BackupArchive archive = null;
    boolean good = false;
    try {
      if (!Files.isRegularFile(file)) {
        throw new BackupException(
            Files.exists(file)
                ? file + " is no regular file, so it is not a backup."
                : "There is no file " + file + ".");
      }
      archive = new BackupArchive(file, FileChannel.open(file, StandardOpenOption.READ));
      archive.readHeaders();
      archive.readManifest();
      archive.check();
      good = true;
      return archive;
    } catch (IOException e) {
      throw new BackupException(
          "The backup " + file + " cannot be read: " + FileFault.reason(e) + ".", e);
    } finally {
      if (!good && archive != null) {
        archive.close();
      }
    }
  }

  /** Whether a file begins like a backup; reads one block. */
  static boolean looksLikeOne(Path file) {
    try (InputStream in = Files.newInputStream(file)) {
      byte[] block = in.readNBytes(TarHeader.BLOCK);
      return block.length == TarHeader.BLOCK
          && TarHeader.read(block).name().equals(CONFIGURATION)
          && TarHeader.read(block).isExactly(block);
    } catch (IOException e) {
      return false;
    }
  }

  private void readHeaders() throws IOException, BackupException {
    long at = 0;
    long size = channel.size();
    byte[] block = new byte[TarHeader.BLOCK];
    while (true) {
      if (at + TarHeader.BLOCK > size) {
        throw at == 0 ? foreign() : damaged("its end is missing");
      }
      read(at, block);
      if (Arrays.equals(block, new byte[TarHeader.BLOCK])) {
        break;
      }
      if (!TarHeader.isHeader(block)) {
        throw at == 0 ? foreign() : damaged("a header cannot be read");
      }
      TarHeader header = TarHeader.read(block);
      refuseOddMember(header, block);
      at += TarHeader.BLOCK;
      if (header.size() < 0 || header.size() > size - at || header.paddedSize() > size - at) {
        throw damaged("its end is missing");
      }
      if (members.put(header.name(), new Member(header, at, block.clone())) != null) {
        throw new BackupException(
            "The backup " + file + " has two members " + header.name() + "; it is not used.");
      }
      if (members.size() > MOST_MEMBERS) {
        throw damaged("it has too many members");
      }
      at += header.paddedSize();
    }
    if (members.isEmpty()) {
      throw foreign();
    }
    byte[] end = new byte[TarHeader.BLOCK];
    if (at + 2 * TarHeader.BLOCK != size) {
      throw damaged("its length is wrong");
    }
    read(at + TarHeader.BLOCK, end);
    if (!Arrays.equals(end, new byte[TarHeader.BLOCK])) {
      throw damaged("its end is wrong");
    }
  }

  /** Names what is dangerous in a file that somebody may have made on purpose. */
  private void refuseOddMember(TarHeader header, byte[] block) throws BackupException {
    String what = null;
    char type = (char) block[TarHeader.TYPE];
    if (leavesFolder(header.name())) {
      what = "a member with a path that leaves its folder (" + shown(header.name()) + ")";
    } else if (type == '1' || type == '2') {
      what = "a link (" + shown(header.name()) + ")";
    } else if (type != '0' && type != '\0') {
      what = "a member that is no file (" + shown(header.name()) + ")";
    }
    if (what != null) {
      throw new BackupException("The backup " + file + " has " + what + "; it is not used.");
    }
  }

  /** Whether a name is not that of a file below a folder. */
  static boolean leavesFolder(String name) {
    return name.isEmpty()
        || name.startsWith("/")
        || name.contains("\\")
        || name.chars().anyMatch(c -> c < ' ')
        || Arrays.stream(name.split("/", -1))
            .anyMatch(part -> part.isEmpty() || part.equals(".") || part.equals(".."));
  }

  static String shown(String name) {
    return name.replaceAll("[^ -~]", "?");
  }

  private void readManifest() throws IOException, BackupException {
    Member member = members.get(Manifest.NAME);
    if (member == null) {
      throw foreign();
    }
    if (member.header().size() > Manifest.MOST_BYTES) {
      throw damaged("its manifest is too large");
    }
    byte[] bytes = content(member);
    try {
      manifest = Manifest.parse(bytes);
    } catch (IOException e) {
      throw damaged("its manifest cannot be read");
    }
    if (manifest.format() > Manifest.FORMAT) {
      throw new BackupException(
          "The backup "
              + file
              + " was written by a newer version of this program ("
              + shown(manifest.program())
              + "); install that version, and restore the backup with it.");
    }
    Member sum = members.get(SUM);
    if (manifest.format() != Manifest.FORMAT
        || sum == null
        || !Arrays.equals(read(sum, 1000), sumLine(bytes))) {
      throw damaged("the sum of its manifest is wrong");
    }
  }

  static byte[] sumLine(byte[] manifest) {
    return (Digest.of(manifest) + "  " + Manifest.NAME + "\n").getBytes(StandardCharsets.US_ASCII);
  }

  private void check() throws IOException, BackupException {
    if (manifest.parts().size() + 2 != members.size()
        || manifest.part(CONFIGURATION).isEmpty()
        || manifest.part(JOURNAL).isEmpty()) {
      throw damaged("its manifest does not fit its members");
    }
    for (Member member : members.values()) {
      if (!member.header().isExactly(member.block())
          || member.header().seconds() != manifest.time().getEpochSecond()) {
        throw damaged("the header of " + shown(member.header().name()) + " was changed");
      }
      padding(member);
    }
    for (Part part : manifest.parts()) {
      Member member = members.get(part.name());
      if (member == null || member.header().size() != part.bytes()) {
        throw damaged("its manifest does not fit its members");
      }
      boolean key = part.name().startsWith(KEYS);
      if (key == part.path().isEmpty() || key && leavesFolder(part.path())) {
        throw new BackupException(
            "The backup "
                + file
                + " has a file whose path leaves the folder of the configuration ("
                + shown(part.path())
                + "); it is not used.");
      }
      Digest digest = new Digest();
      copy(member, digest);
      if (!digest.hex().equals(part.sha256())) {
        throw damaged("the sum of " + shown(part.name()) + " is wrong");
      }
    }
    long stored = members.get(JOURNAL).header().size();
    if (manifest.journalBytes() < 0 || manifest.journalBytes() / MOST_GROWTH > stored) {
      throw new BackupException(
          "The backup "
              + file
              + " says that its journal has "
              + manifest.journalBytes()
              + " bytes, which cannot be; it is not used.");
    }
  }

  private void padding(Member member) throws IOException, BackupException {
    TarHeader header = member.header();
    byte[] rest = new byte[(int) (header.paddedSize() - header.size())];
    read(member.at() + header.size(), rest);
    if (!Arrays.equals(rest, new byte[rest.length])) {
      throw damaged("there is something behind " + shown(header.name()));
    }
  }

  Manifest manifest() {
    return manifest;
  }

  /** Returns a small member. */
  byte[] content(String name) throws IOException, BackupException {
    return read(members.get(name), MOST_BYTES);
  }

  private byte[] read(Member member, int most) throws IOException, BackupException {
    if (member.header().size() > most) {
      throw damaged(shown(member.header().name()) + " is too large");
    }
    return content(member);
  }

  private byte[] content(Member member) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    copy(member, bytes);
    return bytes.toByteArray();
  }

  /**
   * Unpacks the journal.
   *
   * @param to gets exactly as many bytes as the manifest says.
   */
  void unpackJournal(OutputStream to) throws IOException, BackupException {
    Member member = members.get(JOURNAL);
    channel.position(member.at());
    InputStream stored = new Bounded(Channels.newInputStream(channel), member.header().size());
    long left = manifest.journalBytes();
    byte[] buffer = new byte[1 << 16];
    try (InputStream in = new GZIPInputStream(stored, 1 << 16)) {
      int n = in.read(buffer);
      while (n > 0) {
        left -= n;
        if (left < 0) {
          throw damaged("its journal is larger than it says");
        }
        to.write(buffer, 0, n);
        n = in.read(buffer);
      }
    } catch (java.util.zip.ZipException | java.io.EOFException e) {
      throw damaged("its journal cannot be unpacked");
    }
    if (left != 0) {
      throw damaged("its journal is smaller than it says");
    }
  }

  /** A part of the channel; closing it leaves the channel open. */
  private static final class Bounded extends InputStream {
    private final InputStream in;
    private long left;

    Bounded(InputStream in, long left) {
      this.in = in;
      this.left = left;
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] to, int offset, int length) throws IOException {
      if (left == 0) {
        return -1;
      }
      int n = in.read(to, offset, (int) Math.min(length, left));
      left -= Math.max(0, n);
      return n;
    }
  }

  private void copy(Member member, OutputStream to) throws IOException {
    byte[] buffer = new byte[1 << 16];
    long at = member.at();
    long left = member.header().size();
    while (left > 0) {
      byte[] some = left >= buffer.length ? buffer : new byte[(int) left];
      read(at, some);
      to.write(some, 0, some.length);
      at += some.length;
      left -= some.length;
    }
  }

  private void read(long at, byte[] to) throws IOException {
    ByteBuffer buffer = ByteBuffer.wrap(to);
    while (buffer.hasRemaining()) {
      if (channel.read(buffer, at + buffer.position()) < 0) {
        throw new IOException("its end is missing");
      }
    }
  }

  private BackupException foreign() {
    return new BackupException(file + " is not a backup of this program.");
  }

  private BackupException damaged(String how) {
    return new BackupException(
        "The backup " + file + " is damaged: " + how + "; nothing was changed, take another one.");
  }

  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException e) {
      // It was only read.
    }
  }
}
