// SPDX-License-Identifier: Apache-2.0
package org.metergate.emulator.link;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.metergate.recording.EdgeRecordingLink;
import org.metergate.recording.RecordingEvent;
import org.metergate.recording.RecordingLink;
import org.metergate.recording.RecordingReader;
import org.metergate.spi.codec.MalformedException;
import org.metergate.spi.finding.FindingCode;
import org.metergate.spi.link.ByteLink;
import org.metergate.spi.link.ByteLinkProvider;
import org.metergate.spi.link.EdgeLink;
import org.metergate.spi.link.EdgeLinkProvider;
import org.metergate.spi.link.Host;
import org.metergate.spi.link.LineSettings;
import org.metergate.spi.link.LinkException;
import org.metergate.spi.link.LinkFindings;
import org.metergate.spi.link.LinkUri;
import org.metergate.spi.option.NearestName;

/**
 * Opens {@code replay:FILE?speed=10}: plays a recording once for each program. A link that is
 * opened again, since its session ended before the recording did, goes on where it was closed:
 * played from its beginning, its readings would come twice. The speed is 1 unless set; {@code max}
 * or 0 does not wait at all. For a recording of the edges of several lines their number is set:
 * {@code lines=2}.
 */
public final class ReplayLinkProvider implements ByteLinkProvider, EdgeLinkProvider {
  private static final List<String> PARAMETERS = List.of("speed", "lines");

  /** What plays or has played, for each program, which has one host; used under its lock. */
  private final Map<Host, Map<LinkUri, RecordingLink>> bytes = new HashMap<>();

  private final Map<Host, Map<LinkUri, EdgeRecordingLink>> edges = new HashMap<>();

  /** Called by {@code ServiceLoader}. */
  public ReplayLinkProvider() {}

  @Override
  public String scheme() {
    return "replay";
  }

  @Override
  public void check(LinkUri uri) throws LinkException {
    speed(uri, uri.toString());
  }

  @Override
  public ByteLink open(LinkUri uri, LineSettings settings, Host host) throws LinkException {
    return open(bytes, uri, host, RecordingLink::continued, this::begin);
  }

  /** Begins to play, or goes on. */
  private static <L> L open(
      Map<Host, Map<LinkUri, L>> known,
      LinkUri uri,
      Host host,
      UnaryOperator<L> continued,
      Beginning<L> beginning)
      throws LinkException {
    synchronized (known) {
      Map<LinkUri, L> own = known.computeIfAbsent(host, h -> new HashMap<>());
      L before = own.get(uri);
      L now = before == null ? beginning.begin(uri, host) : continued.apply(before);
      own.put(uri, now);
      return now;
    }
  }

  @FunctionalInterface
  private interface Beginning<L> {
    L begin(LinkUri uri, Host host) throws LinkException;
  }

  private RecordingLink begin(LinkUri uri, Host host) throws LinkException {
    String port = uri.toString();
    double speed = speed(uri, port);
    BufferedReader in = file(uri, port);
    try {
      return new RecordingLink(port, new FileEvents(new RecordingReader(in), in), host, speed);
    } catch (IOException | MalformedException e) {
      closeQuietly(in);
      throw failed(LinkFindings.BAD_RECORDING, port, e.getMessage(), e);
    }
  }

  @Override
  public int checkEdges(LinkUri uri) throws LinkException {
    String port = uri.toString();
    speed(uri, port);
    return lines(uri, port);
  }

  @Override
  public EdgeLink openEdges(LinkUri uri, Host host) throws LinkException {
    return open(edges, uri, host, EdgeRecordingLink::continued, this::beginEdges);
  }

  private EdgeRecordingLink beginEdges(LinkUri uri, Host host) throws LinkException {
    String port = uri.toString();
    double speed = speed(uri, port);
    int lines = lines(uri, port);
    BufferedReader in = file(uri, port);
    try {
      RecordingLink.Events events = new FileEvents(new RecordingReader(in), in);
      return new EdgeRecordingLink(port, lines, events, host, speed);
    } catch (IOException | MalformedException e) {
      closeQuietly(in);
      throw failed(LinkFindings.BAD_RECORDING, port, e.getMessage(), e);
    }
  }

  private static int lines(LinkUri uri, String port) throws LinkException {
    String text = uri.parameter("lines").orElse("1");
    if (!text.matches("[1-9]|[1-5]\\d|6[0-4]")) {
      String reason = "'lines' is '" + text + "', but must be a number from 1 to 64.";
      throw failed(LinkFindings.BAD_LINK, port, reason, null);
    }
    return Integer.parseInt(text);
  }

  private static double speed(LinkUri uri, String port) throws LinkException {
    for (String name : uri.unknownParameters(PARAMETERS)) {
      String reason = NearestName.unknown("parameter", name, PARAMETERS);
      throw failed(LinkFindings.BAD_LINK, port, reason, null);
    }
    String text = uri.parameter("speed").orElse("1");
    if (text.equals("max")) {
      return 0;
    }
    if (!text.matches("\\d{1,6}(\\.\\d{1,6})?")) {
      throw failed(
          LinkFindings.BAD_LINK,
          port,
          "The speed is '" + text + "', but must be a number like 1 or 10, or 'max'.",
          null);
    }
    return Double.parseDouble(text);
  }

  /**
   * Any byte is a character in this encoding: a file that is not text is reported by its line 1.
   */
  private static BufferedReader file(LinkUri uri, String port) throws LinkException {
    try {
      return Files.newBufferedReader(Path.of(uri.target()), ISO_8859_1);
    } catch (NoSuchFileException e) {
      throw failed(LinkFindings.NO_SUCH_PORT, port, "There is no such file.", e);
    } catch (AccessDeniedException e) {
      throw failed(LinkFindings.NO_PERMISSION, port, "The file is not readable by this user.", e);
    } catch (InvalidPathException e) {
      throw failed(LinkFindings.BAD_LINK, port, "This is not a valid file name.", e);
    } catch (IOException e) {
      throw failed(LinkFindings.PORT_UNUSABLE, port, String.valueOf(e.getMessage()), e);
    }
  }

  private static LinkException failed(
      FindingCode code, String port, String reason, Exception cause) {
    return new LinkException(code.with("port", port, "reason", reason), cause);
  }

  private static void closeQuietly(BufferedReader in) {
    try {
      in.close();
    } catch (IOException e) {
      // only read from: nothing is lost
    }
  }

  /**
   * The events of a file, which is closed at its end or at its first mistake, and not with the
   * link: another link goes on with it. After a mistake, each further call reports the same one.
   */
  private static final class FileEvents implements RecordingLink.Events {
    private final RecordingReader reader;
    private final BufferedReader in;
    private MalformedException mistake;
    private IOException failure;
    private boolean ended;

    private FileEvents(RecordingReader reader, BufferedReader in) {
      this.reader = reader;
      this.in = in;
    }

    @Override
    public Optional<RecordingEvent> next() throws IOException, MalformedException {
      if (mistake != null) {
        throw mistake;
      }
      if (failure != null) {
        throw failure;
      }
      try {
        Optional<RecordingEvent> event = ended ? Optional.empty() : reader.next();
        ended = event.isEmpty();
        return event;
      } catch (MalformedException e) {
        mistake = e;
        throw e;
      } catch (IOException e) {
        failure = e;
        throw e;
      } finally {
        if (ended || mistake != null || failure != null) {
          closeQuietly(in);
        }
      }
    }
  }
}
