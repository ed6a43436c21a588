// SPDX-License-Identifier: Apache-2.0
package org.metergate.config;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.ReaderException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.Node;

/**
 * Reads a YAML file into nodes. The messages of the YAML engine quote the text around an error,
 * which may be a key: none of them is passed on, each is replaced by a sentence.
 */
final class YamlFile {
  /** More than any configuration needs; a larger file is something else. */
  static final int MAX_BYTES = 1 << 20;

  /** Anchored collections may be reused this often, so that no file expands without limit. */
  private static final int MAX_ALIASES = 50;

  private static final String NEVER_CLOSED = "unexpected end of stream";

  private YamlFile() {}

  /** Reads the file; whatever looks like a secret in it is hidden in all sentences about it. */
  static Node read(Document document) throws ConfigException {
    return read(document, text(document.file()));
  }

  /** Reads a text in place of the file's. */
  static Node read(Document document, String text) throws ConfigException {
    document.redaction().learnFrom(text);
    return compose(document.file(), text);
  }

  /** Returns the text of the file, without a byte order mark. */
  static String text(Path file) throws ConfigException {
    try {
      if (Files.isDirectory(file)) {
        throw problem(file, 0, "This is a folder, not a configuration file.");
      }
      if (Files.exists(file) && !Files.isRegularFile(file)) {
        throw problem(file, 0, "This is not a regular file, so it is not a configuration.");
      }
      byte[] bytes;
      try (var in = Files.newInputStream(file)) {
        bytes = in.readNBytes(MAX_BYTES + 1);
      }
      if (bytes.length > MAX_BYTES) {
        throw problem(file, 0, "The file is larger than 1 MiB, so it is not a configuration.");
      }
      String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
      return text.startsWith("\uFEFF") ? text.substring(1) : text;
    } catch (CharacterCodingException e) {
      throw problem(file, 0, "The file is not UTF-8 text, so it is not a configuration.");
    } catch (NoSuchFileException e) {
      throw problem(file, 0, "There is no such file.");
    } catch (AccessDeniedException e) {
      throw problem(file, 0, "The file may not be read by this user.");
    } catch (IOException e) {
      throw problem(file, 0, SecretText.unreadable("The file", e));
    }
  }

  /** Returns the nodes of a text; the file is only named in sentences. */
  static Node compose(Path file, String text) throws ConfigException {
    LoadSettings settings =
        LoadSettings.builder()
            .setCodePointLimit(MAX_BYTES)
            .setAllowNonScalarKeys(true) // refused by this class, with their line
            .setMaxAliasesForCollections(MAX_ALIASES)
            .build();
    try {
      return new Compose(settings)
          .composeString(text)
          .orElseThrow(
              () ->
                  problem(
                      file,
                      0,
                      "The file is empty; it must have a section, such as 'meters' or 'web'."));
    } catch (MarkedYamlEngineException e) {
      throw problem(file, line(e), sentence(e.getProblem()));
    } catch (ReaderException e) {
      long line = text.codePoints().limit(e.getPosition()).filter(c -> c == '\n').count() + 1;
      throw problem(
          file,
          (int) line,
          "This line has a character that text cannot contain; is this a text file?");
    } catch (YamlEngineException e) {
      throw problem(file, 0, sentence(e.getMessage()));
    } catch (StackOverflowError e) {
      // the engine recurses once for each level and has no limit
      throw problem(file, 0, "The file is nested deeper than any configuration.");
    }
  }

  /** Returns the line of an error; for something that is never closed, where it was opened. */
  private static int line(MarkedYamlEngineException e) {
    boolean open = String.valueOf(e.getProblem()).contains(NEVER_CLOSED);
    Optional<Mark> mark =
        open ? e.getContextMark().or(e::getProblemMark) : e.getProblemMark().or(e::getContextMark);
    return mark.map(place -> place.getLine() + 1).orElse(0);
  }

  /**
   * Returns the sentence for one of the engine's fixed phrases; the engine's text is never passed
   * on.
   */
  private static String sentence(String problem) {
    String phrase = String.valueOf(problem);
    if (phrase.contains("TAB")) {
      return "There is a tab here; YAML is indented with spaces only.";
    } else if (phrase.contains("undefined alias")) {
      return "A value that begins with * must be in quotes.";
    } else if (phrase.contains("cannot start any token")) {
      return "A value that begins with @, % or a back-tick must be in quotes.";
    } else if (phrase.contains("mapping values are not allowed")) {
      return "There is a colon too many here: the line is indented wrongly, or a value needs"
          + " quotes.";
    } else if (phrase.contains("could not find expected ':'")) {
      return "A key is not followed by a colon and a space.";
    } else if (phrase.contains(NEVER_CLOSED)) {
      return "A quotation mark is opened here and never closed.";
    } else if (phrase.contains("another document")) {
      return "A second document begins here ('---'); a configuration is one document.";
    } else if (phrase.contains("aliases")) {
      return "Anchors are reused more than " + MAX_ALIASES + " times.";
    }
    return "This is not well-formed YAML; check indentation, colons, quotes and brackets here.";
  }

  private static ConfigException problem(Path file, int line, String sentence) {
    return Problem.exception(
        List.of(new Problem(new Location(file, line, ""), sentence)), new Redaction());
  }
}
